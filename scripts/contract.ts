/**
 * Says what becomes of everything that a contract uses: enforced, emulated, healed or ignored, and where.
 *
 *   npm run contract -- CONTRACT [--json FILE] [--allow-network]
 *
 * The report is also written as JSON, to reports/<name>.contract.json unless --json names another file. Exits with 1 for
 * an invalid contract, with 2 when called wrongly.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { callersFile, callersPath } from '../src/command-line.ts';
import type { Place, Verdict } from '@plumbline/contract/contract';
import { ContractError } from '@plumbline/contract/contract-error';
import { loadContract } from '@plumbline/contract/load';
import { contradictingExamples } from '@plumbline/contract/support/examples';
import { supportReport, VERDICTS, type FeatureSupport, type SupportReport } from '@plumbline/contract/support';
import { resourceFindings } from '../src/infra/resources/infer/findings.ts';
import { inferResources } from '../src/infra/resources/infer/infer.ts';
import { tellUsage } from './arguments.ts';

const USAGE = 'Usage: npm run contract -- CONTRACT [--json FILE] [--allow-network]';

const MEANING: Record<Verdict, string> = {
  healed: 'the document was wrong and was mended',
  ignored: 'has no effect',
  emulated: 'answered, but not by the real thing',
  enforced: 'the server holds it',
};

interface Arguments {
  file: string;
  json: string;
  allowNetwork: boolean;
}

function readArguments(): Arguments | undefined {
  try {
    const options = { json: { type: 'string' }, 'allow-network': { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) return undefined;
    const json =
      values.json === undefined
        ? join('reports', `${basename(file, extname(file))}.contract.json`)
        : callersPath(values.json, process.env);
    return { file: callersFile(file, process.env), json, allowNetwork: values['allow-network'] };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

function print({ contract, verdicts, features }: SupportReport): void {
  const { title, version, sourceVersion, operations } = contract;
  console.log(`${title} ${version} (OpenAPI ${sourceVersion}), ${operations} operations`);
  console.log(VERDICTS.map((verdict) => `${verdicts[verdict]} ${verdict}`).join(', '));
  for (const verdict of VERDICTS) {
    const found = features.filter((feature) => feature.verdict === verdict);
    if (found.length === 0) continue;
    console.log(`\n${verdict.toUpperCase()}: ${MEANING[verdict]}`);
    for (const feature of found) printFeature(feature);
  }
}

/** What is enforced needs no places: it is as the contract says. */
function printFeature({ feature, verdict, message, count, places }: FeatureSupport): void {
  console.log(`  ${feature} (${count}): ${message}`);
  if (verdict === 'enforced') return;
  for (const { place, pointer, message: own } of places) {
    console.log(`      ${place ? shortPlace(place) : pointer}${own === undefined ? '' : `  ${own}`}`);
  }
  if (count > places.length) console.log(`      and ${count - places.length} more`);
}

function shortPlace({ file, line, column }: Place): string {
  const name = /^https?:/u.test(file) ? file : relative(process.cwd(), file);
  return `${name}:${line}:${column}`;
}

tellUsage(USAGE);
const given = readArguments();
if (!given) {
  console.error(USAGE);
  process.exit(2);
}
try {
  const contract = await loadContract(given.file, { allowNetwork: given.allowNetwork });
  const derived = resourceFindings(contract, inferResources(contract));
  const report = supportReport(contract, [...derived, ...contradictingExamples(contract)]);
  print(report);
  await mkdir(dirname(given.json), { recursive: true });
  await writeFile(given.json, `${JSON.stringify(report, undefined, 2)}\n`);
  console.log(`\nWritten to ${given.json}.`);
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
