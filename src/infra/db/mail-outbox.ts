import { randomUUIDv7 } from 'node:crypto';
import { emailAddress } from '../../domain/account/email-address.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import type { Mail } from '../events/mail.ts';
import type { MailQueue } from '../events/mail-delivery.ts';
import type { Database, EntityManager } from './database.ts';

/** As the re-encryption of personal data names it. */
const COLUMN = 'outgoing_mail.letter';

/**
 * Longer than any attempt takes: meanwhile no other instance tries. An instance that ends in the middle of one leaves
 * the letter to whoever looks after this.
 */
const LEASE = "interval '2 minutes'";

/** 10 seconds, 30, 90, ... up to an hour. */
const WAIT = "interval '1 second' * least(3600, 10 * power(3, attempts - 1))";

const CLAIM = {
  name: 'claim_mail',
  sql: `update desk.outgoing_mail set attempts = attempts + 1, next_attempt_at = now() + ${LEASE}
        where id = (
          select id from desk.outgoing_mail where next_attempt_at <= now()
          order by next_attempt_at limit 1 for update skip locked
        )
        returning id, letter, created_at < now() - interval '3 days' as is_old`,
};
const DONE = { sql: 'delete from desk.outgoing_mail where id = $1' };
const LATER = { sql: `update desk.outgoing_mail set next_attempt_at = now() + ${WAIT} where id = $1` };

/** Keeps letters in the transaction of what they tell of: they are sent if, and only if, that was kept. */
export async function keepLetters(
  em: EntityManager,
  letters: readonly Mail[],
  personalData: PersonalData,
): Promise<void> {
  for (const letter of letters) {
    await em.execute('insert into desk.outgoing_mail (id, recipient_index, letter) values (?, ?, ?)', [
      randomUUIDv7(),
      personalData.index(emailAddress(letter.to), 'accounts.email'),
      personalData.encrypt(JSON.stringify(letter), COLUMN),
    ]);
  }
}

/** The letters that wait, for all instances on a database together. */
export function mailQueue({ query }: Pick<Database, 'query'>, personalData: PersonalData): MailQueue {
  return {
    async claim() {
      const [row] = await query(CLAIM, []);
      if (row === undefined) return undefined;
      const sealed = String(row['letter']);
      return {
        id: String(row['id']),
        isOld: row['is_old'] === true,
        open: () => JSON.parse(personalData.decrypt(sealed, COLUMN)) as Mail,
      };
    },
    async done(id) {
      await query(DONE, [id]);
    },
    async later(id) {
      await query(LATER, [id]);
    },
  };
}
