import { beforeAll, describe, expect, test } from '@jest/globals';
import bcrypt from 'bcrypt';
import { DEFAULT_COST, createPasswords, type Passwords } from '../../../../src/infra/auth/passwords.ts';

/** The cost has no influence on the rules; the least that bcrypt takes keeps the tests quick. */
const COST = 5;
const PASSWORD = 'kettle-marble-sofa';

let passwords: Passwords;
beforeAll(async () => {
  passwords = await createPasswords(COST);
});

describe('passwords', () => {
  test('are hashed at cost 12 unless told otherwise', async () => {
    const hash = await (await createPasswords()).hash(PASSWORD);
    expect([DEFAULT_COST, bcrypt.getRounds(hash)]).toEqual([12, 12]);
  });

  test('the right one is right, any other is wrong', async () => {
    const hash = await passwords.hash(PASSWORD);
    const checks = await Promise.all([PASSWORD, 'kettle-marble-sofA', ''].map((given) => passwords.check(given, hash)));
    expect(checks).toEqual([{ isRight: true }, { isRight: false }, { isRight: false }]);
  });

  test('a right one with a cheaper hash comes back hashed at the cost of today, and never the other way', async () => {
    const cheap = await bcrypt.hash(PASSWORD, 4);
    const costly = await bcrypt.hash(PASSWORD, 6);
    const upgraded = await passwords.check(PASSWORD, cheap);
    expect(bcrypt.getRounds(upgraded.upgradedHash ?? '')).toBe(COST);
    expect(await passwords.check(PASSWORD, upgraded.upgradedHash ?? '')).toEqual({ isRight: true });
    expect(await passwords.check(PASSWORD, costly)).toEqual({ isRight: true });
    expect(await passwords.check('wrong', cheap)).toEqual({ isRight: false });
  });

  test('one that continues after 72 bytes, or after a NUL, is wrong', async () => {
    const longest = 'x'.repeat(72);
    const hash = await passwords.hash(longest);
    expect(await passwords.check(longest, hash)).toEqual({ isRight: true });
    expect(await passwords.check(`${longest}y`, hash)).toEqual({ isRight: false });
    expect(await passwords.check(`${longest.slice(0, 71)}\0`, await passwords.hash(longest.slice(0, 71)))).toEqual({
      isRight: false,
    });
  });

  test('one is the same however its characters are composed; hashes of what was typed before still fit, and are renewed', async () => {
    const [composed, decomposed] = ['caf\u00e9-au-lait-frapp\u00e9', 'cafe\u0301-au-lait-frappe\u0301'];
    for (const typed of [composed, decomposed]) {
      const hash = await passwords.hash(typed);
      expect(await passwords.check(composed, hash)).toEqual({ isRight: true });
      expect(await passwords.check(decomposed, hash)).toEqual({ isRight: true });
      expect(await passwords.check('cafe-au-lait-frappe', hash)).toEqual({ isRight: false });
    }
    const asTyped = await bcrypt.hash(decomposed, COST);
    const { isRight, upgradedHash } = await passwords.check(decomposed, asTyped);
    expect(isRight).toBe(true);
    expect(await passwords.check(composed, upgradedHash ?? null)).toEqual({ isRight: true });
    expect(await passwords.check('e\u0301'.repeat(40), await passwords.hash('e\u0301'.repeat(36)))).toEqual({
      isRight: false,
    });
  });

  test('no hash, no match: not even the empty password', async () => {
    expect(await passwords.check('', null)).toEqual({ isRight: false });
    expect(await passwords.check(PASSWORD, null)).toEqual({ isRight: false });
  });

  test.each([9, 7])('an unknown account takes as long as a wrong password, hashed at cost %i', async (cost) => {
    const slow = await createPasswords(9);
    const hash = await bcrypt.hash(PASSWORD, cost);
    const timeOf = async (stored: string | null) => {
      // Of the processor, in microseconds: a wait for other processes is nobody's work.
      const start = process.cpuUsage();
      await slow.check('wrong-password-here', stored);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    // In turns, and the fastest of each: what else the machine does meanwhile only ever slows one down.
    let [known, unknown] = [Infinity, Infinity];
    for (let run = 0; run < 9; run += 1) {
      known = Math.min(known, await timeOf(hash));
      unknown = Math.min(unknown, await timeOf(null));
    }
    expect(Math.abs(known - unknown)).toBeLessThan(0.5 * known);
  });

  test('the event loop goes on while they are hashed', async () => {
    const slow = await createPasswords(10);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await slow.hash(PASSWORD);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});
