import { expect, test } from '@jest/globals';
import { loadContract } from '@plumbline/contract/load';
import { fixture, golden } from '../fixture.ts';

test('references may stand for whole maps and lists, lead back through callbacks, and map discriminators', async () => {
  const { document, findings } = await loadContract(fixture('tree/openapi.yaml'));
  expect(document).toEqual(golden('tree.golden.json'));
  expect(findings.map(({ verdict, feature }) => [verdict, feature])).toEqual([['ignored', 'callback-in-callback']]);
});
