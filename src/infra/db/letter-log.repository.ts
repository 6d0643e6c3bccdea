import { LETTER_LIMITS, LONGEST_LIMIT_MINUTES, type LetterLog } from '../../domain/mail/letter-limits.ts';
import type { EntityManager } from './database.ts';

const LOCK = 'select pg_advisory_xact_lock(hashtextextended(?, 7305486405))';

const COUNT = `
  select count(*) filter (where recipient_index = ?) as to_address, count(*) filter (where sender = ?) as from_sender
  from desk.letter_log where kind = ? and sent_at > ? and (recipient_index = ? or sender = ?)`;

/** The log of letters within one unit of work. @param factor every limit is this many times what the domain says */
export function letterLogRepository(em: EntityManager, factor: number): LetterLog {
  return {
    claim: async ({ kind, recipient, sender = null }, now) => {
      const { perAddress, perSender = Infinity, minutes } = LETTER_LIMITS[kind];
      const before = (span: number) => new Date(now.getTime() - span * 60_000).toISOString();
      // Senders first, as everywhere: two letters that wait for each other would both have to be tried again.
      for (const each of sender === null ? [recipient] : [sender, recipient]) await em.execute(LOCK, [each]);
      await em.execute('delete from desk.letter_log where sent_at < ? and recipient_index = ?', [
        before(LONGEST_LIMIT_MINUTES),
        recipient,
      ]);
      const parameters = [recipient, sender, kind, before(minutes), recipient, sender];
      const [row] = await em.execute<{ to_address: unknown; from_sender: unknown }[]>(COUNT, parameters);
      const isReached =
        Number(row?.to_address) >= perAddress * factor || Number(row?.from_sender) >= perSender * factor;
      if (isReached) return false;
      await em.execute('insert into desk.letter_log (recipient_index, kind, sender, sent_at) values (?, ?, ?, ?)', [
        recipient,
        kind,
        sender,
        now.toISOString(),
      ]);
      return true;
    },
  };
}
