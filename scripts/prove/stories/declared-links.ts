import type { ContractOperation, Parameter } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import { declaredStatus } from '../verdict.ts';
import { reach } from '../reach.ts';
import { arranged } from '../arrange.ts';
import { sampleValues } from '../sample-values.ts';
import { fail, perform, sendArranged, type World } from '../world.ts';
import { evaluate, type Occasion } from './runtime-expression.ts';

/** A link object of OpenAPI, as a contract writes it. */
interface DeclaredLink {
  operationId?: string;
  operationRef?: string;
  parameters: Record<string, unknown>;
  requestBody?: unknown;
}

/**
 * Every `links` of a response is followed: the operation that it names is called with the values that its expressions
 * take from the request and the answer, and must find what the answer spoke of. Each link starts from an answer of its
 * own, since what it leads to may change or remove what others would look for.
 */
export async function proveDeclaredLinks(world: World): Promise<void> {
  for (const operation of world.contract.operations) {
    for (const [status, { links }] of Object.entries(operation.responses)) {
      for (const name of Object.keys(links)) await followLink(world, operation, status, name);
    }
  }
}

async function followLink(world: World, operation: ContractOperation, status: string, name: string): Promise<void> {
  // What went before has nothing to do with it.
  world.trail.splice(0);
  const link = readLink(operation.responses[status]?.links[name]);
  const wrong = (problem: string): void => {
    fail(world, 'links', operation, `link "${name}" of ${status} ${problem}`);
  };
  if (link === undefined) return;
  const target = targetOf(world, link);
  if (target === undefined) {
    // Another document's operation is not served here.
    if (link.operationRef?.startsWith('#') !== false) {
      wrong(`leads to ${String(link.operationId ?? link.operationRef)}, which is no operation of this contract`);
    }
    return;
  }
  const { path, seed } = await reach(world, operation);
  const values = sampleValues(world.contract, operation, { seed, path, optional: 'all' });
  const sent = await arranged(world, operation, values, (made) => ({ ...made, path: { ...made.path, ...path } }));
  const received = await sendArranged(world, 'link', sent);
  if (declaredStatus(operation, received.status) !== status) return;
  const occasion: Occasion = { url: world.url, request: sent.request, received };
  const given = valuesFor(target, link, occasion);
  if (given === undefined) return;
  const body = link.requestBody === undefined ? undefined : evaluate(link.requestBody, occasion);
  const found = await perform(world, target, { ...given, ...(body !== undefined && { body }) }, 'link');
  // What is found may forbid the next step in its present state.
  if (found.status >= 400 && found.status !== 409 && found.status !== 422) {
    wrong(`leads to ${target.id} with ${JSON.stringify(given)}, which answers ${found.status}`);
  }
}

function readLink(link: unknown): DeclaredLink | undefined {
  if (!isMembers(link)) return undefined;
  const { operationId, operationRef, parameters, requestBody } = link;
  return {
    ...(typeof operationId === 'string' && { operationId }),
    ...(typeof operationRef === 'string' && { operationRef }),
    parameters: isMembers(parameters) ? parameters : {},
    ...(requestBody !== undefined && { requestBody }),
  };
}

function targetOf({ contract }: World, { operationId, operationRef }: DeclaredLink): ContractOperation | undefined {
  return contract.operations.find(({ id, pointer }) =>
    operationId === undefined ? `#${pointer}` === operationRef : id === operationId,
  );
}

type Given = Record<'path' | 'query' | 'header', Record<string, unknown>>;

/** Values by place and name; nothing where the answer lacks one that the link takes from it. */
function valuesFor(target: ContractOperation, { parameters }: DeclaredLink, occasion: Occasion): Given | undefined {
  const given: Given = { path: {}, query: {}, header: {} };
  for (const [key, expression] of Object.entries(parameters)) {
    const value = evaluate(expression, occasion);
    if (value === undefined || value === null) return undefined;
    const parameter = target.parameters.find((each) => isNamed(each, key));
    if (parameter !== undefined && parameter.in !== 'cookie') given[parameter.in][parameter.name] = value;
  }
  return given;
}

/** By name, or by place and name where one name stands in several places: `path.id`. */
function isNamed({ in: place, name }: Parameter, key: string): boolean {
  return key === name || key === `${place}.${name}`;
}
