import { METHODS, type ContractOperation } from '@plumbline/contract/contract';
import { validRequest } from '../request.ts';
import { withoutBody } from './body-faults.ts';
import { exchange, type Judge, type World } from '../world.ts';
import type { Subject } from './valid.ts';

/** Methods that a server may answer without their being declared, or that `fetch` does not send. */
const LEFT_OUT = new Set(['head', 'options', 'trace']);

/** A method that no operation of the path declares is 405, and `Allow` names those that some do. */
export async function proveMethods(world: World, { operation, path }: Subject): Promise<void> {
  const request = withoutBody(validRequest(world.contract, operation, { seed: world.seed, path }));
  const sharing = world.contract.operations.filter((each) => mayMatch(each, request.target));
  // Once a path: by its first operation. Another template that matches the same URL may answer instead.
  if (sharing[0] !== operation) return;
  const declared = new Set<string>(sharing.map(({ method }) => method));
  for (const method of METHODS.filter((each) => !declared.has(each) && !LEFT_OUT.has(each))) {
    await exchange(world, 'method', { ...request, method: method.toUpperCase() }, isNotAllowed(declared));
  }
}

/** Whether a URL matches the template of an operation under one of its base paths. */
function mayMatch({ path, basePaths }: ContractOperation, target: string): boolean {
  const [url = ''] = target.split('?');
  const [template = ''] = path.split(/[#?]/);
  const pattern = template.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{[^}]+\}/g, '[^/]+');
  return basePaths.some((base) => url.startsWith(base) && new RegExp(`^${pattern}$`, 'u').test(url.slice(base.length)));
}

function isNotAllowed(declared: ReadonlySet<string>): Judge {
  return ({ status, headers }) => {
    if (status !== 405) {
      return [{ rule: 'method-not-allowed', message: `an undeclared method was answered ${status}, not 405` }];
    }
    const allowed = new Set((headers.get('allow') ?? '').toLowerCase().split(/\s*,\s*/));
    const missing = [...declared].filter((method) => !allowed.has(method));
    const surplus = [...allowed].filter((method) => !declared.has(method) && !LEFT_OUT.has(method));
    if (missing.length + surplus.length === 0) return [];
    const message = `Allow is "${headers.get('allow') ?? ''}", the contract declares ${[...declared].join(', ')}`;
    return [{ rule: 'method-not-allowed', message }];
  };
}

const LIKE_GET = ['content-type', 'etag', 'last-modified', 'link', 'cache-control'];

/** HEAD answers with the status and headers of GET, and no body. */
export async function proveHead(world: World, { operation, path }: Subject): Promise<void> {
  if (operation.method !== 'get') return;
  const request = validRequest(world.contract, operation, { seed: world.seed, path });
  const got = await exchange(world, 'head', request);
  if (/event-stream/.test(got.headers.get('content-type') ?? '')) return;
  // Where HEAD is declared, that operation answers it.
  if (world.contract.operations.some(({ method, path: its }) => method === 'head' && its === operation.path)) return;
  await exchange(world, 'head', { ...request, method: 'HEAD' }, ({ status, headers, text }) => {
    const different = LIKE_GET.filter((name) => headers.get(name) !== got.headers.get(name));
    const problems = [
      ...(status === got.status ? [] : [`status ${status}, GET answers ${got.status}`]),
      ...(text === '' ? [] : ['there is a body']),
      ...different.map(
        (name) => `${name} is ${headers.get(name) ?? 'missing'}, GET says ${got.headers.get(name) ?? 'nothing'}`,
      ),
    ];
    return problems.map((message) => ({ rule: 'head-like-get', message }));
  });
}
