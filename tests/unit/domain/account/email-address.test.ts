import { describe, expect, test } from '@jest/globals';
import { emailAddress } from '../../../../src/domain/account/email-address.ts';
import { displayName } from '../../../../src/domain/account/display-name.ts';
import { RuleError } from '../../../../src/domain/errors.ts';

describe('emailAddress', () => {
  test.each([
    ['Ada@Example.ORG', 'ada@example.org'],
    ["o'hara+news@mail.example.co.uk", "o'hara+news@mail.example.co.uk"],
    ['jose\u0301@example.org', 'jos\u00e9@example.org'],
    ['jos\u00e9@b\u00fccher.example', 'jos\u00e9@b\u00fccher.example'],
  ])('%j is kept as %j', (given, kept) => {
    expect(emailAddress(given)).toBe(kept);
  });

  test.each([
    '',
    'ada',
    'ada@localhost',
    'ada@@example.org',
    '.ada@example.org',
    'ada@-example.org',
    'ada@example.org\r\nBcc: all@example.org',
    'ada@example.org,eve@example.org',
    'Ada <ada@example.org>',
    'ada\0@example.org',
    'ada\ud800@example.org',
    `${'a'.repeat(250)}@example.org`,
  ])('%j is refused', (given) => {
    expect(() => emailAddress(given)).toThrow(RuleError);
  });

  test('a hostile text of ten million characters is refused at once', () => {
    const start = performance.now();
    expect(() => emailAddress(`a@${'a-'.repeat(5_000_000)}`)).toThrow(RuleError);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('displayName', () => {
  test.each([
    ['  Ada Lovelace ', 'Ada Lovelace'],
    ['\u{1F469}'.repeat(200), '\u{1F469}'.repeat(200)],
  ])('%j is kept as %j', (given, kept) => {
    expect(displayName(given)).toBe(kept);
  });

  test.each(['', '   ', 'a'.repeat(201), 'Ada\nLovelace', 'Ada\0', 'Ada\u202Eecalevol', 'Ada\ud800'])(
    '%j is refused',
    (given) => {
      expect(() => displayName(given)).toThrow(RuleError);
    },
  );
});
