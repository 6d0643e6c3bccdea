import { withArrangement } from '../arrange.ts';
import type { Bindings } from '../create.ts';
import { encodeRequest } from '../request.ts';
import { sampleValues } from '../sample-values.ts';
import type { Intruder } from '../supplies/supplies.ts';
import type { Contradiction, Received } from '../verdict.ts';
import { exchange, type World } from '../world.ts';
import type { Subject } from './valid.ts';

/** Without a credential, with a wrong one, with one that allows too little: each is refused as it has to be. */
export async function proveAuthentication(world: World, { operation, path }: Subject): Promise<void> {
  const intruders = await world.supplies.intruders(operation);
  // The whole matrix is another stage.
  const typical = intruders.filter(({ name, due }) => name === 'none' || name.startsWith('wrong') || due !== 401);
  for (const intruder of typical) await refuseIntruder(world, operation, path, intruder, 'authentication');
}

/** Sends a valid request by somebody who is to be refused. @param path names what is there, where the intruder does not */
export async function refuseIntruder(
  world: World,
  operation: Subject['operation'],
  path: Bindings,
  intruder: Intruder,
  check: string,
): Promise<void> {
  const values = withArrangement(sampleValues(world.contract, operation, { seed: world.seed, path }), intruder);
  const request = encodeRequest(world.contract, operation, values, intruder.credentials);
  await exchange(world, `${check}:${intruder.name}`, request, (received) => isRefusal(received, intruder));
}

function isRefusal({ status, headers }: Received, { name, due }: Intruder): Contradiction[] {
  if (status !== due) return [{ rule: 'refused', message: `caller: ${name}; answered ${status}, not ${due}` }];
  const isChallenged = due !== 401 || headers.get('www-authenticate') !== null;
  return isChallenged ? [] : [{ rule: 'refused', message: `caller: ${name}; 401 without WWW-Authenticate` }];
}
