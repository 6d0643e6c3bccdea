/**
 * Writes the TypeScript types of the project's contract.
 *
 *   npm run generate              writes them
 *   npm run generate -- --check   fails when they are not those of the contract
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { typesSource } from '../src/infra/contract/lenses/types.ts';
import { loadContract } from '../src/infra/contract/load.ts';

const CONTRACT = 'openapi/openapi.yaml';
const TYPES = 'src/infra/contract/contract.generated.ts';

const { values: flags } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

try {
  const source = await typesSource(await loadContract(CONTRACT));
  if (!flags.check) {
    await writeFile(TYPES, source);
    console.log(`${TYPES} written from ${CONTRACT}.`);
  } else if ((await readFile(TYPES, 'utf8').catch(() => '')) !== source) {
    console.error(`${TYPES} is not up to date with ${CONTRACT}. Run \`npm run generate\` and commit the result.`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
