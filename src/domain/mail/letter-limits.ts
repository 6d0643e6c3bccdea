/** What a letter is about. */
export type LetterKind = 'password-reset' | 'email-verification' | 'invitation';

interface LetterLimit {
  /** Letters that one address gets within `minutes`, whoever causes them. */
  perAddress: number;
  /** Letters that one account causes within `minutes`, whoever gets them. */
  perSender?: number;
  minutes: number;
}

const DAY = 24 * 60;

/**
 * Limits of letters by kind. Tokens of 30 minutes or more are sent three times in a quarter of an hour: while no further
 * letter goes out, those that were sent are still valid, so that a stranger who uses up the limit keeps nobody out.
 */
export const LETTER_LIMITS: Readonly<Record<LetterKind, LetterLimit>> = {
  'password-reset': { perAddress: 3, minutes: 15 },
  'email-verification': { perAddress: 3, minutes: 15 },
  invitation: { perAddress: 5, perSender: 50, minutes: DAY },
};

/** Nothing needs to be remembered of letters for longer than this. */
export const LONGEST_LIMIT_MINUTES = DAY;

/** Letters that were sent, counted per address and per sender. */
export interface LetterLog {
  /**
   * Notes a letter that is about to be sent, unless a limit is reached. Others that write to the same address wait until
   * this unit of work ends.
   *
   * @param letter `recipient` is the keyed digest of the address, `sender` the account that causes the letter
   * @returns whether it may be sent
   */
  claim(letter: { kind: LetterKind; recipient: string; sender?: string }, now: Date): Promise<boolean>;
}
