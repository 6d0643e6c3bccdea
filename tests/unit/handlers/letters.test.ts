import { describe, expect, test } from '@jest/globals';
import { invitationLetter, passwordResetLetter, secondFactorLetter } from '../../../src/handlers/letters.ts';

const SYSTEM = { name: 'The desk', version: '1.0.0' } as const;
/** What somebody other than the reader chose. */
const FREE_TEXT = 'Visit https://evil.example/now';
const ACCOUNT = { email: 'ada@example.org', name: FREE_TEXT };

describe('a letter', () => {
  test.each([
    ['a password reset', passwordResetLetter(ACCOUNT, 'plp_token', SYSTEM)],
    ['a removed second factor', secondFactorLetter(ACCOUNT, SYSTEM)],
    ['an invitation', invitationLetter(ACCOUNT.email, 'pli_token', SYSTEM)],
  ])('about %s holds no text that others chose, and goes to one address', (_, letter) => {
    expect(letter).toEqual({
      to: 'ada@example.org',
      subject: expect.not.stringContaining('evil') as unknown,
      text: expect.not.stringContaining('evil') as unknown,
    });
  });
});
