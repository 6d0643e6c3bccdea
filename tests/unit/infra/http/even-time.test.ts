import { expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { inEvenTime } from '../../../../src/infra/http/even-time.ts';

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await inEvenTime(work).catch(() => undefined);
  return performance.now() - began;
}

test('whatever comes of work comes on a tick: little work, more of it and refusals look alike', async () => {
  const times = [];
  for (const work of [
    () => Promise.resolve(),
    () => sleep(20),
    async () => {
      await sleep(5);
      throw new Error('Refused');
    },
  ]) {
    times.push(await timeOf(work));
  }
  for (const time of times) expect(time).toBeGreaterThanOrEqual(50);
  expect(await timeOf(() => sleep(60))).toBeGreaterThanOrEqual(100);
});

test('the result is that of the work, and so is the refusal', async () => {
  expect(await inEvenTime(() => Promise.resolve('found'))).toBe('found');
  await expect(inEvenTime(() => Promise.reject(new Error('Refused')))).rejects.toThrow('Refused');
});
