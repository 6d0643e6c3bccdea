/**
 * Writes what is made from the project's contract and rules: TypeScript types, docs/API.md, docs/CHANGES.md.
 *
 *   npm run generate              writes them
 *   npm run generate -- --check   fails when one of them is out of date
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadContract } from '@plumbline/contract/load';
import { tellUsage } from './arguments.ts';
import { GENERATED_FILES } from './generate/generated-files.ts';

const CONTRACT = 'openapi/openapi.yaml';

tellUsage(
  'Usage: npm run generate [-- --check]\n\nWrites what is made from the contract and the rules; --check fails when one of the files is out of date.',
);
try {
  const { values: flags } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const contract = await loadContract(CONTRACT);
  for (const { file, make } of GENERATED_FILES) {
    const text = await make(contract);
    if (!flags.check) {
      await writeFile(file, text);
      console.log(`${file} written.`);
    } else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
      console.error(`${file} is out of date. Run \`npm run generate\` and commit the result.`);
      process.exitCode = 1;
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
