import type { Logger } from '../telemetry/logger.ts';
import type { Mail, SendMail } from './mail.ts';

/** How often it is looked for letters whose time has come without anybody saying so: after a failure, or a restart. */
const LOOK_EVERY_MS = 5_000;

/** A letter that this instance is about to send, and nobody else. */
export interface ClaimedMail {
  id: string;
  /** It was tried for days. */
  isOld: boolean;
  /** @throws Error when it cannot be read */
  open(): Mail;
}

/** Letters that wait to be sent. */
export interface MailQueue {
  /** Takes the next one whose time has come. */
  claim(): Promise<ClaimedMail | undefined>;
  /** It was sent, or given up: forgets it. */
  done(id: string): Promise<void>;
  /** It could not be sent: the more often that was so, the longer until it is tried again. */
  later(id: string): Promise<void>;
}

/** Sends what waits, in the background. */
export interface MailDelivery {
  /** Something waits since just now. */
  hurry(): void;
  /** Finishes the letter that is being sent; the others wait for the next start, or for another instance. */
  close(): Promise<void>;
}

/**
 * Sends the letters of a queue, each until a mail server has taken it: one that is away delays a mail and loses none. A
 * letter that was taken just before this process ended goes out again, under the same Message-ID.
 * Nobody who asked waits for it: how long it takes would tell whether there was anybody to write to.
 */
export function deliverMail(queue: MailQueue, send: SendMail, logger: Pick<Logger, 'error'>): MailDelivery {
  let running: Promise<void> | undefined;
  /** How often it was said that something waits. */
  let asked = 0;
  let isClosed = false;

  /** @returns whether there may be another to send now; after a failure the mail server gets a rest */
  const deliverNext = async (): Promise<boolean> => {
    const claimed = await queue.claim();
    if (claimed === undefined) return false;
    try {
      await send(claimed.open(), claimed.id);
    } catch (error) {
      if (claimed.isOld) await queue.done(claimed.id);
      else await queue.later(claimed.id);
      const what = claimed.isOld ? 'and is given up after days' : 'and will be tried again';
      logger.error(`a mail could not be sent, ${what}`, { mail: claimed.id, error });
      return false;
    }
    await queue.done(claimed.id);
    return true;
  };
  const run = async (): Promise<void> => {
    let heard: number;
    do {
      heard = asked;
      let isMore = true;
      while (isMore && !isClosed) isMore = await deliverNext();
    } while (heard !== asked && !isClosed);
  };
  const hurry = () => {
    asked += 1;
    running ??= run()
      .catch((error: unknown) => {
        logger.error('the outgoing mail cannot be read just now', { error });
      })
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(hurry, LOOK_EVERY_MS).unref();
  hurry();

  return {
    hurry: () => {
      if (!isClosed) hurry();
    },
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      await running;
    },
  };
}
