import type { Parameter } from '../../../src/infra/contract/contract.ts';
import { sample } from '../../../src/infra/contract/sample/sample.ts';
import { resolve } from '../../../src/infra/contract/schema.ts';
import { encodeRequest, validRequest } from '../request.ts';
import { sampleValues } from '../sample-values.ts';
import { exchange, type Judge, type World } from '../world.ts';
import type { Subject } from './valid.ts';

/** What a valid request is answered where something else than success is due: 404, 406, 304, 412. */
export async function proveOutcomes(world: World, subject: Subject): Promise<void> {
  await proveAbsent(world, subject);
  await proveNotAcceptable(world, subject);
  await proveNotModified(world, subject);
  await provePreconditions(world, subject);
}

/** What nobody created is 404, for each part of the path that names something which is. */
async function proveAbsent(world: World, { operation, derived, path }: Subject): Promise<void> {
  if (!derived || derived.role === 'create' || derived.created !== undefined) return;
  if (derived.key?.in !== 'path' || !Object.hasOwn(operation.responses, '404')) return;
  const { name } = derived.key;
  // Whoever cannot make one cannot tell what is not there.
  if (!derived.resource.isCreatable && !Object.hasOwn(path, name)) return;
  const parameter = operation.parameters.find((each) => each.in === 'path' && each.name === name);
  const absent = parameter && absentIdentity(world, parameter);
  if (absent === undefined) return;
  const request = validRequest(world.contract, operation, { seed: world.seed, path: { ...path, [name]: absent } });
  // Where PUT creates, nothing is absent.
  const isCreating = operation.method === 'put' && Object.hasOwn(operation.responses, '201');
  await exchange(world, 'absent', request, ({ status }) =>
    status === 404 || status === 410 || isCreating
      ? []
      : [
          {
            rule: 'absent-is-404',
            message: `${name} ${JSON.stringify(absent)} names nothing; answered ${status}, not 404`,
          },
        ],
  );
}

/** An identifier that is valid and that nobody was given. */
function absentIdentity({ contract }: World, { schema }: Parameter): unknown {
  const bare = { ...resolve(contract, schema) };
  // Of a few values, all may be there.
  if (bare.enum !== undefined || bare.const !== undefined || bare.type === 'boolean') return undefined;
  for (const preferred of ['example', 'examples', 'default']) delete bare[preferred];
  const value = sample(contract, bare, { seed: 'nobody has this', view: 'request' });
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
