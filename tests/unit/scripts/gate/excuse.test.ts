import { expect, test } from '@jest/globals';
import { excuseOf } from '../../../../scripts/gate/dredd/excuse.ts';

test('Dredd is excused where it asks for what nobody can make, or waits for the body of a HEAD; else not', () => {
  const excuses = [
    excuseOf({ method: 'get', status: 404, isForNothing: true }),
    excuseOf({ method: 'head', status: null, isForNothing: false }),
  ];
  expect(excuses).toEqual([expect.stringMatching(/^answered 404/), expect.stringMatching(/^Dredd waits/)]);
  expect([
    excuseOf({ method: 'get', status: 404, isForNothing: false }),
    excuseOf({ method: 'get', status: 500, isForNothing: true }),
    excuseOf({ method: 'head', status: 404, isForNothing: false }),
    excuseOf({ method: 'get', status: null, isForNothing: false }),
  ]).toEqual([undefined, undefined, undefined, undefined]);
});
