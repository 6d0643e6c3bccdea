import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { freshValues } from '../../../../scripts/prove/fresh-values.ts';
import type { World } from '../../../../scripts/prove/world.ts';
import { loadContract } from '@plumbline/contract/load';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';

const contract = await loadContract(join(import.meta.dirname, '../../../../openapi/examples/library.yaml'));
const model = inferResources(contract);

test.each(['8630959419225', '8630959419999', '0000000000001'])('no two of many made from %s are alike', (isbn) => {
  const world = { contract, contested: new Set<string>() } as unknown as World;
  const creator = model.operations.get('createBook');
  if (creator === undefined) throw new Error('The library takes books');
  const body = { title: 'The Sea', author: 'Ada', isbn };
  const values = { path: {}, query: {}, header: {}, cookie: {}, mediaType: 'application/json', body };
  const made = Array.from({ length: 300 }, () => freshValues(world, creator, values).body as { isbn: string });
  expect(new Set(made.map((each) => each.isbn)).size).toBe(300);
  expect(made.every((each) => /^\d{13}$/.test(each.isbn))).toBe(true);
});
