import { encodeRequest } from '../request.ts';
import { sampleValues } from '../sample-values.ts';
import { exchange, type World } from '../world.ts';
import type { Subject } from './valid.ts';

/** What the business forbids is refused, and said to be that. */
export async function proveBreaches(world: World, { operation, path }: Subject): Promise<void> {
  const { contract, seed, supplies } = world;
  for (const { name, path: ofBreach, body, credentials, prepare, due } of await supplies.breaches(operation)) {
    await prepare?.();
    const values = sampleValues(contract, operation, { seed, path: { ...path, ...ofBreach }, ...(body && { body }) });
    const request = encodeRequest(contract, operation, values, credentials);
    await exchange(world, `business:${name}`, request, ({ status }) =>
      status === due ? [] : [{ rule: 'business-rule', message: `${name}: answered ${status}, not ${due}` }],
    );
  }
}
