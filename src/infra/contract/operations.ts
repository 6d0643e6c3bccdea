import { METHODS, type ContractOperation, type Method, type Parameter, type SecurityRequirement } from './contract.ts';
import { basePaths } from './base-paths.ts';
import { follow } from './follow.ts';
import { isMembers, listOf, membersOf, textOf, type Members } from './json.ts';
import { readParameter } from './parameters.ts';
import { readRequestBody, readResponse } from './messages.ts';
import { pointerToken } from './schema.ts';

/** Every operation of a normalised document, in declared order, with all references but those in schemas followed. */
export function operationsOf(document: Members): ContractOperation[] {
  return Object.entries(membersOf(document.paths)).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = membersOf(item)[method];
      return isMembers(operation) ? [readOperation(document, { path, method, item: membersOf(item), operation })] : [];
    }),
  );
}

interface Declaration {
  path: string;
  method: Method;
  item: Members;
  operation: Members;
}

function readOperation(document: Members, { path, method, item, operation }: Declaration): ContractOperation {
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
    pointer: `/paths/${pointerToken(path)}/${method}`,
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
