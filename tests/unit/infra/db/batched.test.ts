import { describe, expect, test } from '@jest/globals';
import { batched } from '../../../../src/infra/db/batched.ts';

describe('lookups that come together', () => {
  test('go out as one, and what comes later is asked anew', async () => {
    const asked: string[][] = [];
    const find = batched((keys: readonly string[]) => {
      asked.push([...keys]);
      return Promise.resolve(new Map(keys.filter((key) => key !== 'c').map((key) => [key, key.toUpperCase()])));
    });
    expect(await Promise.all(['a', 'b', 'a', 'c'].map(find))).toEqual(['A', 'B', 'A', undefined]);
    expect(await find('a')).toBe('A');
    expect(asked).toEqual([['a', 'b', 'c'], ['a']]);
  });

  test('fail together, and the next one is asked anew', async () => {
    let isAway = true;
    const find = batched<string, number>(() =>
      isAway ? Promise.reject(new Error('away')) : Promise.resolve(new Map([['a', 1]])),
    );
    const outcomes = await Promise.allSettled([find('a'), find('b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isAway = false;
    expect(await find('a')).toBe(1);
  });

  test('share what each of them finds by itself, and only who asked for what fails learns of it', async () => {
    const find = batched((keys: readonly string[]) => {
      return new Map(keys.map((key) => [key, key === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve(key)]));
    });
    const outcomes = await Promise.allSettled([find('good'), find('bad'), find('good')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
