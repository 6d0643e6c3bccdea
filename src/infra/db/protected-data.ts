import { KeyRingError } from '../auth/key-ring-error.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import type { Database } from './database.ts';

/** A chain is sealed at the first start; accounts tell of starts from before there were seals. */
const HOLDS = {
  sql: `select exists (select from desk.accounts)
          or exists (select from desk.audit_heads where seal is not null) as is_protected`,
};
const NEWEST = { sql: 'select email from desk.accounts order by id desc limit 1' };

/** Whether the database holds what only its keys open: then none are made in the place of lost ones. */
export async function isProtected({ query }: Pick<Database, 'query'>): Promise<boolean> {
  const [row] = await query(HOLDS, []);
  return row?.['is_protected'] === true;
}

/**
 * Holds the keys against the newest account.
 *
 * @param place where the keys are kept, for the message
 * @throws KeyRingError when they are not those that the database's personal data is encrypted with
 */
export async function ensureKeysFit(
  { query }: Pick<Database, 'query'>,
  place: string,
  personalData: PersonalData,
): Promise<void> {
  const [row] = await query(NEWEST, []);
  if (row === undefined) return;
  try {
    personalData.decrypt(String(row['email']), 'accounts.email');
  } catch (error) {
    const message = `The keys in ${place} are not those of this database. Restore both from one backup.`;
    throw new KeyRingError(message, { cause: error });
  }
}
