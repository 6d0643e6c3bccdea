import { describe, expect, test } from '@jest/globals';
import { OverloadedError } from '../../../../src/infra/overloaded-error.ts';
import { refusalFor } from '../../../../src/infra/http/errors/refusal.ts';
import { limitConcurrency } from '../../../../src/infra/auth/limit-concurrency.ts';

describe('limited work', () => {
  test('runs no more at a time than the limit, in order, also after some of it failed', async () => {
    const limited = limitConcurrency(2, 7);
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 9 }, (_, index) =>
        limited(async () => {
          begun.push(index);
          running += 1;
          most = Math.max(most, running);
          await new Promise((done) => setTimeout(done, 2));
          running -= 1;
          if (index % 3 === 0) throw new Error('failed');
        }),
      ),
    );
    expect({ most, running, begun }).toEqual({ most: 2, running: 0, begun: [0, 1, 2, 3, 4, 5, 6, 7, 8] });
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(3);
    expect(await limited(() => Promise.resolve('after'))).toBe('after');
  });

  test('refuses more than may wait, with 503 and Retry-After', async () => {
    const limited = limitConcurrency(1, 2);
    let end: () => void = () => undefined;
    const works = Array.from({ length: 3 }, () => limited(() => new Promise<void>((done) => (end = done))));
    const refused: unknown = await limited(() => Promise.resolve()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OverloadedError);
    expect(refusalFor(refused)).toMatchObject({ status: 503, headers: { 'Retry-After': expect.any(String) } });
    for (const work of works) {
      end();
      await work;
    }
    expect(await limited(() => Promise.resolve('after'))).toBe('after');
  });
});
