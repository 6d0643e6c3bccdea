import { join } from 'node:path';
import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import type { OperationId } from '../../../src/infra/http/operation.ts';
import { isSecured, NO_CREDENTIALS } from '../credentials.ts';
import { badTokenIntruders, strangers } from '../supplies/strangers.ts';
import { powerlessIntruders } from '../supplies/stand-ins.ts';
import type { Supplies } from '../supplies/supplies.ts';
import { deskArrangements } from './arrangements.ts';
import type { Arrangements } from './arranging.ts';
import { deskBreaches } from './breaches.ts';
import { openCast } from './cast.ts';
import { deskClient } from './client.ts';
import { sceneIntruders, setScene } from './intruders.ts';
import { kept } from './kept.ts';

/** Keys are handed on by those who have all that they may hold. */
const BY_ADMINISTRATOR: ReadonlySet<string> = new Set<OperationId>([
  'createApiKey',
  'listApiKeys',
  'rotateApiKey',
  'deleteApiKey',
]);

/**
 * Supplies for the delivery desk: people of every part in it, and what is mailed to them or shown once.
 *
 * @param folder where the desk was started: its letters are below it
 */
export async function deskSupplies(
  contract: Contract,
  url: string,
  folder: string,
  badTokens: Readonly<Record<string, string>>,
): Promise<Supplies> {
  const cast = await openCast(deskClient(url, join(folder, '.data', 'mail')));
  const scene = kept(() => setScene(cast));
  const breaches = kept(() => deskBreaches(cast));
  const arrangements: Arrangements = deskArrangements(cast);
  const credentials: Supplies['credentials'] = (operation, requirement = operation.security[0]) => {
    if (requirement === undefined || Object.keys(requirement).length === 0) return NO_CREDENTIALS;
    const { administrator, owner, keys } = cast;
    const isAdministrators = BY_ADMINISTRATOR.has(operation.id) || scopesOf(operation).includes('administrator');
    if ('apiKey' in requirement) return isAdministrators ? keys.administrator : keys.owner;
    return (isAdministrators ? administrator : owner).credentials;
  };
  return {
    credentials,
    arrange: ({ id }) => arrangements[id as OperationId]?.() ?? Promise.resolve({}),
    async intruders(operation) {
      if (!isSecured(operation)) return [];
      return [
        ...strangers(operation, credentials),
        ...powerlessIntruders(contract, operation),
        ...badTokenIntruders(contract, operation, credentials, badTokens),
        ...sceneIntruders(operation, await scene.get()),
      ];
    },
    async breaches({ id }) {
      return (await breaches.get())[id as OperationId] ?? [];
    },
  };
}

function scopesOf({ security }: ContractOperation): string[] {
  return security.flatMap((requirement) => Object.values(requirement).flat());
}
