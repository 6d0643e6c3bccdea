import type { ErasedIdentities } from '../../domain/account/accounts.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import type { EntityManager } from './database.ts';

interface Identity {
  issuer: string;
  subject: string;
}

/** Erased identities of one unit of work, kept and found by keyed digest: whose they were cannot be read from them. */
export function erasedIdentityRepository(em: EntityManager, personalData: PersonalData): ErasedIdentities {
  const indexOf = ({ issuer, subject }: Identity) =>
    personalData.index(JSON.stringify([issuer, subject]), 'erased_identities.identity');
  return {
    addAllOf: async (accountId, now) => {
      const sql = 'select issuer, subject from desk.external_identities where account_id = ?';
      for (const identity of await em.execute<Identity[]>(sql, [accountId])) {
        await em.execute(
          `insert into desk.erased_identities (identity, erased_at) values (?, ?)
           on conflict (identity) do update set erased_at = excluded.erased_at`,
          [indexOf(identity), now.toISOString()],
        );
      }
    },
    isOver: async ({ issuer, subject, issuedAt }) => {
      const sql =
        'select 1 from desk.erased_identities where identity = ? and (?::timestamptz is null or erased_at > ?)';
      const made = issuedAt?.toISOString() ?? null;
      const parameters = [indexOf({ issuer, subject }), made, made];
      return (await em.execute<unknown[]>(sql, parameters)).length > 0;
    },
  };
}
