import { validRequest } from '../request.ts';
import { exchange, fail, type World } from '../world.ts';

/** Every URL of a `Link` header that stands on this server leads somewhere. */
export async function proveLinks(world: World): Promise<void> {
  const { contract, model, seed, url } = world;
  for (const { operation, role } of model.operations.values()) {
    if (role !== 'list' || operation.method !== 'get') continue;
    const request = validRequest(contract, operation, { seed });
    const { headers, status } = await exchange(world, 'links', request);
    if (status >= 300) continue;
    for (const [, target = ''] of (headers.get('link') ?? '').matchAll(/<([^>]*)>/g)) {
      const there = new URL(target, url);
      if (there.origin !== new URL(url).origin) continue;
      const found = await exchange(world, 'links', { ...request, target: there.pathname + there.search });
      if (found.status >= 400)
        fail(world, 'links', operation, `Link leads to ${target}, which answers ${found.status}`, request);
    }
  }
}
