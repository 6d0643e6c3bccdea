import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openVersion, VersionError } from '../../../../scripts/diff/version.ts';
import { migrationProblems } from '../../../../scripts/gate/stages/migration.ts';
import { loadContract } from '../../../../src/infra/contract/load.ts';

const folder = join(import.meta.dirname, '../../../../openapi/examples');
const contracts = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));

describe.each(contracts)('%s', (name) => {
  test('means nothing for the rows of itself', async () => {
    const contract = await loadContract(join(folder, name));
    expect(migrationProblems(contract, contract)).toEqual([]);
  });
});

test('what lies outside the repository is in no commit', async () => {
  await expect(openVersion('HEAD:../../../../../../../../etc/hostname')).rejects.toThrow(VersionError);
});
