import { describe, expect, test } from '@jest/globals';
import { checkNewPassword } from '../../../../src/domain/account/password-rules.ts';
import { COMMON_PASSWORDS } from '../../../../src/infra/auth/common-passwords.ts';
import { RuleError } from '../../../../src/domain/errors.ts';

const KNOWN = ['ada.lovelace@example.org', 'Ada Lovelace', 'The delivery desk'];
const CONTEXT = { known: KNOWN, common: COMMON_PASSWORDS };

/** What the rules say of a password; none: it is taken. */
function problem(password: string): string | undefined {
  try {
    checkNewPassword(password, CONTEXT, 'body.newPassword');
    return undefined;
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    expect(`${error.message} ${error.details[0]?.message ?? ''}`).not.toContain(password || '(none)');
    expect(error.details.map(({ field }) => field)).toEqual(['body.newPassword']);
    return error.details[0]?.message;
  }
}

describe('a new password', () => {
  test.each([
    'kettle-marble-sofa',
    'Ve7yUnl1kely!Str1ng',
    'x'.concat('q9Z!'.repeat(3), 'plum'),
    '\u00e4\u00f6\u00fc kr\u00fcmel tee',
    'passwordless kitchen',
  ])('%j is taken', (password) => {
    expect(problem(password)).toBeUndefined();
  });

  test.each(['12345678901', 'short', '\u00e4'.repeat(37), 'ab!'.repeat(25), ''])(
    '%j has the wrong length',
    (password) => {
      expect(problem(password)).toBe('It must be 12 to 72 bytes long.');
    },
  );

  test('twelve bytes and 72 bytes are the bounds, counted in UTF-8', () => {
    expect(['t\u00e4g7 w\u00f6k9!', 'kettle-marble-sofa'.repeat(4)].map(problem)).toEqual([undefined, undefined]);
  });

  test('is measured in its normal form, which is what counts: decomposed letters are no longer than composed ones', () => {
    const longest = `q9Z! ${'v\u1ec7'.repeat(16)}`;
    expect([longest, longest.normalize('NFD')].map(problem)).toEqual([undefined, undefined]);
    expect(new TextEncoder().encode(longest.normalize('NFD')).length).toBeGreaterThan(72);
  });

  test.each(['kettle\0marble-sofa', 'kettle\ud800marble-sofa'])('%j holds what cannot be kept', (password) => {
    expect(problem(password)).toBe('It holds a character that cannot be kept.');
  });

  test.each([
    'password1234',
    'P@ssw0rd!2024',
    'Passw0rdPassw0rd',
    'Welcome2026!!',
    'qwertyuiop123',
    '1q2w3e4r5t6y',
    'abcdefghijkl',
    'zyxwvutsrqpo',
    '123456789012',
    'aaaaaaaaaaaa',
    'abababababab',
    'correct horse battery staple',
    'adminadminadmin',
    'letmein letmein',
    'asdfghjkl;;;;;',
    'ILOVEYOU2024!!',
    'liverpool1892',
    'M1ch43lJ0rd4n',
    'trustno1trustno1',
    'chelsea-arsenal',
    'princess!!1234',
    'Sunshine#2025',
    'computer12345',
    'dragonmonkey1',
    'superman99999',
    '!!p@$$w0rd!!1',
    'footballfootball',
    'L0velace1815',
    'DeliveryDesk1!',
    'd3liverydesk!',
  ])('%j is well known', (password) => {
    expect(problem(password)).toBe('It is among the passwords that are tried first.');
  });

  test.each(['ada.lovelace@example.org', 'Ada Lovelace1', 'adalovelace99', 'example.org-1', 'thedeliverydesk'])(
    '%j is about the person or the service',
    (password) => {
      expect(problem(password)).toBe('It is made from your name, your email address or the name of this service.');
    },
  );

  test('a person of whom little is known, and a field by default', () => {
    checkNewPassword('bob likes purple tea', { ...CONTEXT, known: ['bob', 'Bob'] });
    expect(() => {
      checkNewPassword('bobbob', { ...CONTEXT, known: [] });
    }).toThrow(
      new RuleError('Choose another password.', [
        { field: 'body.password', message: 'It must be 12 to 72 bytes long.' },
      ]),
    );
  });

  test.each(['l3tm31n-2026', 'm4n4g3r!!!!!', '            '])('%j is a disguise of a well-known one', (password) => {
    expect(problem(password)).toBe('It is among the passwords that are tried first.');
  });
});
