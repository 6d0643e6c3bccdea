import { isMembers } from '@plumbline/contract/json';
import type { Arrangement } from '../supplies/supplies.ts';
import type { Received } from '../verdict.ts';
import { spoilIfRefused, spoilIfSpent, type Arrangements } from './arranging.ts';
import type { Cast } from './cast.ts';
import { kept } from './kept.ts';
import { confirmed, currentCode, enrolled, nextCode, type Guarded } from './second-factor.ts';

/** How each operation on second factors is made to succeed; each has somebody of its own. */
export function secondFactorArrangements(cast: Cast): Arrangements {
  const enrolling = kept(() => cast.people.someone('enrolling'));
  const losing = kept(async () => confirmed(cast.client, await cast.people.someone('losing')));
  return {
    async enrolSecondFactor() {
      const { password, credentials } = await enrolling.get();
      // Wrong passwords make the next right one wait.
      return { body: { password }, credentials, settle: spoilIfRefused(enrolling) };
    },
    async deleteSecondFactor() {
      return { path: { userId: (await losing.get()).person.id }, settle: spoilIfSpent(losing) };
    },
    confirmSecondFactor: guarded(cast, enrolled, (factor) => ({ code: currentCode(factor) })),
    replaceRecoveryCodes: guarded(cast, confirmed, (factor) => ({ code: nextCode(factor) })),
    disableSecondFactor: guarded(cast, confirmed, (factor) => ({
      code: nextCode(factor),
      recoveryCode: factor.recoveryCodes?.[0],
    })),
  };
}

/** @param prepare brings somebody's factor to where the operation begins @param body what the operation then takes */
function guarded(
  { client, people }: Cast,
  prepare: typeof enrolled,
  body: (factor: Guarded) => Record<string, unknown>,
): () => Promise<Arrangement> {
  let last: Guarded | undefined;
  const ready = kept(async () => {
    last = await prepare(client, last?.person ?? (await people.someone('guarded')), last);
    return last;
  });
  const settle = (factor: Guarded, received: Received): void => {
    if (received.status >= 300 && received.status !== 401) return;
    // Wrong codes count like wrong passwords: whoever sent one has to wait, and somebody else takes over.
    last = received.status === 401 ? undefined : withCodes(factor, received);
    ready.spoil();
  };
  return async () => {
    const factor = await ready.get();
    return {
      body: body(factor),
      credentials: factor.person.credentials,
      settle: (received) => {
        settle(factor, received);
      },
    };
  };
}

/** The factor with the recovery codes that an answer shows; without any, it is gone. */
function withCodes({ person, secret }: Guarded, { json }: Received): Guarded {
  const data = isMembers(json) ? json.data : undefined;
  const codes = isMembers(data) ? data.recoveryCodes : undefined;
  return { person, secret, ...(Array.isArray(codes) && { recoveryCodes: codes.map(String) }) };
}
