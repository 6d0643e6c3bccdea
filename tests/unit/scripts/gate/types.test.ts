import { expect, test } from '@jest/globals';
import { staleTypes } from '../../../../scripts/gate/stages/types.ts';
import { OWN_CONTRACT } from '../../../../src/config.ts';
import { loadContract } from '@plumbline/contract/load';

test('types that are made from another contract prove nothing about this one', async () => {
  const contract = await loadContract(OWN_CONTRACT);
  expect(await staleTypes({ contract })).toEqual([]);
  expect(await staleTypes({ contract: { ...contract, operations: contract.operations.slice(1) } })).toMatchObject([
    { rule: 'types/stale', level: 'error', message: expect.stringContaining('npm run generate') },
  ]);
});
