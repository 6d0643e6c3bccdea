import { expect, test } from '@jest/globals';
import { remembered } from '../../../../src/infra/auth/remembered.ts';

/** Looks tokens up that are good for ten seconds, and counts how often. */
function lookup() {
  const time = { now: 1000 };
  const asked: string[] = [];
  const find = remembered(
    (token) => {
      asked.push(token);
      if (token === 'unreachable') return Promise.reject(new Error('The issuer is away.'));
      const isGood = token.startsWith('good');
      return Promise.resolve(isGood ? { value: token.toUpperCase(), until: time.now + 10_000 } : undefined);
    },
    () => new Date(time.now),
  );
  return { time, asked, find };
}

test('what is good is asked for once, until its time is over', async () => {
  const { time, asked, find } = lookup();
  expect([await find('good'), await find('good')]).toEqual(['GOOD', 'GOOD']);
  expect(asked).toEqual(['good']);
  time.now += 9_999;
  await find('good');
  expect(asked).toHaveLength(1);
  time.now += 1;
  expect(await find('good')).toBe('GOOD');
  expect(asked).toEqual(['good', 'good']);
});

test('what is wrong, or cannot be known just now, is asked for every time', async () => {
  const { asked, find } = lookup();
  expect([await find('bad'), await find('bad')]).toEqual([undefined, undefined]);
  await expect(find('unreachable')).rejects.toThrow('away');
  await expect(find('unreachable')).rejects.toThrow('away');
  expect(asked).toHaveLength(4);
});

test('what is over already is not taken', async () => {
  const find = remembered(
    () => Promise.resolve({ value: 'late', until: 1000 }),
    () => new Date(1000),
  );
  expect(await find('token')).toBeUndefined();
});

test('the oldest is forgotten, so that no number of tokens fills the memory', async () => {
  const { asked, find } = lookup();
  for (let number = 0; number <= 10_000; number += 1) await find(`good ${number}`);
  asked.length = 0;
  await find('good 1');
  await find('good 0');
  expect(asked).toEqual(['good 0']);
});
