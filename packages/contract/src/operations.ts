import type { ContractOperation, Parameter, SecurityRequirement } from './contract.ts';
import { declaredOperations, type DeclaredOperation } from './declared-operations.ts';
import { basePaths } from './base-paths.ts';
import { follow } from './follow.ts';
import { listOf, membersOf, textOf, type Members } from './json.ts';
import { readParameter } from './parameters.ts';
import { readRequestBody, readResponse } from './messages.ts';
import { pointerToken } from './schema.ts';

/** Every operation of a normalised document, in declared order, with all references but those in schemas followed. */
export function operationsOf(document: Members): ContractOperation[] {
  return Object.entries(membersOf(document.paths)).flatMap(([path, item]) =>
    declaredOperations(membersOf(item)).map((declared) =>
      readOperation(document, { ...declared, path, item: membersOf(item) }),
    ),
  );
}

/** An operation where it is declared: in a path item of `paths`, of a webhook or of a callback. */
interface Declaration extends DeclaredOperation {
  path: string;
  item: Members;
}

/** Reads an operation object. */
export function readOperation(
  document: Members,
  { path, method, item, operation, at }: Declaration,
): ContractOperation {
  const tag = textOf(listOf(operation.tags)[0]);
  const summary = textOf(operation.summary);
  const body = operation.requestBody;
  return {
    id: String(operation.operationId),
    method,
    path,
    basePaths: basePaths(operation.servers ?? item.servers ?? document.servers),
    ...(tag !== undefined && { tag }),
    ...(summary !== undefined && { summary }),
    parameters: mergedParameters(document, item, operation),
    ...(body !== undefined && { requestBody: readRequestBody(document, follow(document, body)) }),
    responses: Object.fromEntries(
      withoutExtensions(membersOf(operation.responses)).map(([status, response]) => [
        status,
        readResponse(document, follow(document, response)),
      ]),
    ),
    security: listOf(operation.security ?? document.security) as SecurityRequirement[],
    deprecated: operation.deprecated === true,
    extensions: Object.fromEntries(Object.entries(operation).filter(([name]) => name.startsWith('x-'))),
    pointer: `/paths/${[path, ...at].map(pointerToken).join('/')}`,
  };
}

function withoutExtensions(members: Members): [string, unknown][] {
  return Object.entries(members).filter(([name]) => !name.startsWith('x-'));
}

/** A parameter of the operation replaces one of the path with the same name and location. */
function mergedParameters(document: Members, item: Members, operation: Members): Parameter[] {
  const merged = new Map<string, Parameter>();
  for (const declared of [...listOf(item.parameters), ...listOf(operation.parameters)]) {
    const parameter = readParameter(document, follow(document, declared));
    merged.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...merged.values()];
}
