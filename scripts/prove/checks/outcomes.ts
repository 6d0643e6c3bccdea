import type { Parameter } from '@plumbline/contract/contract';
import { sample } from '@plumbline/contract/sample/sample';
import { resolve } from '@plumbline/contract/schema';
import { encodeRequest, validRequest } from '../request.ts';
import { sampleValues } from '../sample-values.ts';
import type { Received } from '../verdict.ts';
import { exchange, fail, perform, type Judge, type World } from '../world.ts';
import type { Subject } from './valid.ts';

/** What a valid request is answered where something else than success is due: 404, 406, 304, 412. */
export async function proveOutcomes(world: World, subject: Subject): Promise<void> {
  await proveAbsent(world, subject);
  await proveUpsert(world, subject);
  await proveNotAcceptable(world, subject);
  await proveNotModified(world, subject);
  await provePreconditions(world, subject);
}

/** What nobody created is 404, for each part of the path that names something which is. */
async function proveAbsent(world: World, subject: Subject): Promise<void> {
  const { operation, derived, path } = subject;
  if (!derived || !Object.hasOwn(operation.responses, '404')) return;
  const parents = derived.scope.flatMap(({ parameter, column }) => {
    const parent = derived.resource.parents.find((each) => each.column === column);
    const owner = world.model.resources.find(({ name }) => name === parent?.resource);
    return owner?.isCreatable === true && owner.identity && Object.hasOwn(path, parameter) ? [parameter] : [];
  });
  for (const name of parents) await proveNothingAt(world, subject, name);
  const { role, created, key, resource } = derived;
  // Where PUT creates, nothing is absent; whoever cannot make one cannot tell what is not there.
  const isCreating = created !== undefined || (operation.method === 'put' && Object.hasOwn(operation.responses, '201'));
  if (role === 'create' || isCreating || key?.in !== 'path') return;
  if (resource.isCreatable || Object.hasOwn(path, key.name)) await proveNothingAt(world, subject, key.name);
}

async function proveNothingAt(world: World, { operation, path }: Subject, name: string): Promise<void> {
  const parameter = operation.parameters.find((each) => each.in === 'path' && each.name === name);
  const absent = parameter && absentIdentity(world, parameter);
  if (absent === undefined) return;
  const request = validRequest(world.contract, operation, { seed: world.seed, path: { ...path, [name]: absent } });
  const message = `${name} ${JSON.stringify(absent)} names nothing`;
  await exchange(world, 'absent', request, ({ status }) =>
    status === 404 || status === 410
      ? []
      : [{ rule: 'absent-is-404', message: `${message}; answered ${status}, not 404` }],
  );
}

/** PUT that makes what is absent says so with 201, and replaces it when it comes again (RFC 9110, section 9.3.4). */
async function proveUpsert(world: World, { operation, derived, path }: Subject): Promise<void> {
  if (derived?.role !== 'replace' || derived.created === undefined || derived.key?.in !== 'path') return;
  const { name } = derived.key;
  const parameter = operation.parameters.find((each) => each.in === 'path' && each.name === name);
  const absent = parameter && absentIdentity(world, parameter, 'nobody has made this yet');
  if (absent === undefined || !Object.keys(operation.responses).some((status) => /^20[04]$/.test(status))) return;
  const put = (): Promise<Received> => perform(world, operation, { path: { ...path, [name]: absent } }, 'upsert');
  const [first, second] = [await put(), await put()];
  // Where the contract declares no 201, its other successes say so.
  if (Object.hasOwn(operation.responses, '201') && first.status < 300 && first.status !== 201)
    fail(world, 'replace', operation, `PUT made what was absent, and answered ${first.status}, not 201`);
  if (first.status < 300 && second.status === 201)
    fail(world, 'replace', operation, 'PUT replaced what was there, and answered 201');
}

/** An identifier that is valid and that nobody was given. */
function absentIdentity({ contract }: World, { schema }: Parameter, seed = 'nobody has this'): unknown {
  const bare = { ...resolve(contract, schema) };
  // Of a few values, all may be there.
  if (bare.enum !== undefined || bare.const !== undefined || bare.type === 'boolean') return undefined;
  for (const preferred of ['example', 'examples', 'default']) delete bare[preferred];
  const value = sample(contract, bare, { seed, view: 'request' });
  return typeof value === 'number' ? 987_654 : value;
}

/** Who takes none of the declared media types is told so. */
async function proveNotAcceptable(world: World, { operation, path }: Subject): Promise<void> {
  // A success without a body is acceptable to everybody.
  const hasBody = Object.entries(operation.responses).some(
    ([status, { content }]) => /^2/.test(status) && Object.keys(content).length > 0,
  );
  if (!hasBody || !Object.hasOwn(operation.responses, '406')) return;
  const request = validRequest(world.contract, operation, { seed: world.seed, path });
  const headers = { ...request.headers, accept: 'application/vnd.plumbline.unknown' };
  await exchange(
    world,
    'accept',
    { ...request, headers },
    is(406, 'not-acceptable', 'none of the media types is taken'),
  );
}

/** Who has seen the current state is told that nothing changed. */
async function proveNotModified(world: World, { operation, path }: Subject): Promise<void> {
  const condition = headerNamed(operation.parameters, 'if-none-match');
  if (!condition || operation.method !== 'get') return;
  const request = validRequest(world.contract, operation, { seed: world.seed, path });
  const { headers, status } = await exchange(world, 'condition', request);
  const tag = headers.get('etag');
  if (tag === null || status >= 300) return;
  const values = { ...request.values, header: { ...request.values.header, [condition.name]: tag } };
  const again = encodeRequest(world.contract, operation, values);
  await exchange(world, 'condition', again, is(304, 'etag', 'If-None-Match names the current state'));
}

/** A change that was meant for another state is refused. */
async function provePreconditions(world: World, { operation, path }: Subject): Promise<void> {
  const condition = headerNamed(operation.parameters, 'if-match');
  if (!condition) return;
  const values = sampleValues(world.contract, operation, {
    seed: world.seed,
    path,
    header: { [condition.name]: '"stale-0"' },
  });
  const request = encodeRequest(world.contract, operation, values);
  await exchange(world, 'condition', request, is(412, 'etag', 'If-Match names another state'));
}

function headerNamed(parameters: readonly Parameter[], name: string): Parameter | undefined {
  return parameters.find((each) => each.in === 'header' && each.name.toLowerCase() === name);
}

function is(expected: number, rule: string, what: string): Judge {
  return ({ status }) =>
    status === expected ? [] : [{ rule, message: `${what}: answered ${status}, not ${expected}` }];
}
