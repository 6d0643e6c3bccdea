import { expect, test } from '@jest/globals';
import type { Finding } from '@plumbline/contract/contract';
import { supportReport } from '@plumbline/contract/support';
import { loadDocument } from './fixture.ts';

const USING = {
  paths: {
    '/a': {
      get: {
        operationId: 'getA',
        'x-vendor': 1,
        madeUp: true,
        responses: {
          200: { description: '', content: { 'text/csv': { schema: { type: 'string', format: 'odd', wrong: 1 } } } },
        },
      },
    },
  },
  webhooks: {},
};

test('what the engine does not know is ignored, with its places, and nothing is left out', async () => {
  const more: Finding[] = [
    { verdict: 'ignored', feature: 'list-parameter', message: 'No such property.', pointer: '/paths/~1a/get' },
  ];
  const contract = await loadDocument(USING);
  const { features, verdicts } = supportReport(contract, more);
  const summary = features
    .filter(({ verdict }) => verdict !== 'enforced')
    .map(({ verdict, feature, count }) => `${verdict} ${feature} ${count}`);
  expect(summary).toEqual([
    'ignored document:webhooks 1',
    'ignored extension:x-vendor 1',
    'ignored format:odd 1',
    'ignored keyword:wrong 1',
    'ignored list-parameter 1',
    'ignored operation:madeUp 1',
    'emulated media-type:text/csv 1',
  ]);
  expect(verdicts).toEqual({ enforced: 12, emulated: 1, healed: 0, ignored: 6 });
});

test('a feature is counted in full and shown at its first places', async () => {
  const properties = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`p${index}`, { odd: true }]));
  const contract = await loadDocument({ components: { schemas: { A: { properties } } } });
  const odd = supportReport(contract, []).features.find(({ feature }) => feature === 'keyword:odd');
  expect(odd?.count).toBe(20);
  expect(odd?.places.map(({ pointer }) => pointer)).toEqual(
    [0, 1, 2, 3, 4].map((index) => `/components/schemas/A/properties/p${index}/odd`),
  );
  const { file, line } = odd?.places[0]?.place ?? {};
  expect({ file, line }).toEqual({ file: contract.file, line: 1 });
});

test('a key that promises idempotency is said to promise nothing', async () => {
  const key = (name: string, location = 'header') => ({ name, in: location, schema: { type: 'string' } });
  const parameters = [key('Idempotency-Key'), key('X-Idempotency-Key'), key('Idempotency-Key', 'query'), key('X-Key')];
  const contract = await loadDocument({
    paths: { '/a': { post: { operationId: 'a', parameters, responses: { 204: { description: '' } } } } },
  });
  const found = supportReport(contract, []).features.find(({ feature }) => feature === 'header:idempotency-key');
  expect(found).toMatchObject({ verdict: 'ignored', count: 2 });
  expect(found?.places.map(({ pointer }) => pointer)).toEqual([
    '/paths/~1a/post/parameters/0/name',
    '/paths/~1a/post/parameters/1/name',
  ]);
});
