import { LockMode } from '@mikro-orm/core';
import type { Account } from '../../domain/account/account.ts';
import type { KnownPlaces } from '../../domain/account/accounts.ts';
import { KNOWN_FOR_DAYS, KnownPlace } from '../../domain/account/known-place.ts';
import { networkOf } from '../auth/network.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import type { EntityManager } from './database.ts';

const KNOWN_FOR_MS = KNOWN_FOR_DAYS * 24 * 3600 * 1000;

/** Known places of one unit of work, found by the keyed digest of their network. */
export function knownPlaceRepository(em: EntityManager, personalData: PersonalData): KnownPlaces {
  const find = async ({ id }: Account, address: string | undefined, now: Date) => {
    if (address === undefined) return undefined;
    const place = personalData.index(networkOf(address), 'known_places.place');
    const provenAt = { $gt: new Date(now.getTime() - KNOWN_FOR_MS) };
    const known = await em.findOne(
      KnownPlace,
      { accountId: id, place, provenAt },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    return { place, known: known ?? undefined };
  };
  return {
    attemptOn: async (account, address, now) => {
      const found = await find(account, address, now);
      return { account, counter: found?.known ?? account };
    },
    remember: async (account, address, now) => {
      const found = await find(account, address, now);
      if (found === undefined) return;
      if (found.known !== undefined) {
        found.known.prove(now);
        return;
      }
      await em.nativeDelete(KnownPlace, {
        accountId: account.id,
        provenAt: { $lte: new Date(now.getTime() - KNOWN_FOR_MS) },
      });
      em.persist(new KnownPlace({ accountId: account.id, place: found.place, now }));
    },
  };
}
