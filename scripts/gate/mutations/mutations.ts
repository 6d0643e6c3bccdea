/**
 * Shows that the gate can fail: does one thing wrong after another, in a backend's answers, in what it does with requests
 * and in the contract that it holds, and counts what the proof catches.
 *
 *   npm run gate:mutations -- [--only TEXT,...] [--seed N]
 *
 * Exits with 1 when less than 95 % are caught.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { MisuseError, readArguments, wholeNumber } from '../../arguments.ts';
import type { Members } from '@plumbline/contract/json';
import { loadContract } from '@plumbline/contract/load';
import { inferResources } from '../../../src/infra/resources/infer/infer.ts';
import { forgetIdentities } from '../../prove/fresh-values.ts';
import { openGround } from '../../prove/ground.ts';
import { proveContract } from '../../prove/prove-contract.ts';
import { usualLimit } from '../../prove/some.ts';
import { answerFaults } from './answer-faults.ts';
import { contractFaults } from './contract-faults.ts';
import { startProxy, type Fault } from './proxy.ts';
import { requestFaults } from './request-faults.ts';

const WORKSHOP = fileURLToPath(new URL('workshop.yaml', import.meta.url));
const ENOUGH = 0.95;

const USAGE = `Usage: npm run gate:mutations -- [--only TEXT,...] [--seed N]

Does one thing wrong after another and counts what the proof catches. --only chooses faults whose name has one of the
texts in it. Exits with 1 when less than 95 % are caught, with 2 when called wrongly.`;

const options = readOptions();
if (options === undefined) process.exit();
const { only, seed } = options;
const contract = await loadContract(WORKSHOP);
const model = inferResources(contract);
const source = await readFile(WORKSHOP, 'utf8');

const unharmed = await rulesBroken(WORKSHOP, {});
if (unharmed.length > 0) throw new Error(`The backend fails without any fault: ${unharmed.join(', ')}`);
console.log('no fault: nothing is found, as it should be');

const faults: [name: string, find: () => Promise<string[]>][] = [
  ...Object.entries({ ...answerFaults(), ...requestFaults() }).map(
    ([name, fault]): [string, () => Promise<string[]>] => [name, () => rulesBroken(WORKSHOP, fault)],
  ),
  ...Object.entries(contractFaults).map(([name, change]): [string, () => Promise<string[]>] => [
    name,
    () => withContract(change, (file) => rulesBroken(file, {})),
  ]),
];
const chosen = faults.filter(([name]) => only.some((text) => name.includes(text)));
const survivors: string[] = [];
for (const [name, find] of chosen) {
  const rules = await find();
  if (rules.length === 0) survivors.push(name);
  console.log(
    `${rules.length === 0 ? 'SURVIVED' : 'caught  '}  ${name}${rules.length === 0 ? '' : `: ${rules.join(', ')}`}`,
  );
}
const caught = chosen.length - survivors.length;
console.log(`\n${caught} of ${chosen.length} faults caught, ${((100 * caught) / chosen.length).toFixed(1)} %.`);
for (const name of survivors) console.log(`survived: ${name}`);
process.exitCode = caught / chosen.length < ENOUGH ? 1 : 0;

/** @returns nothing when there is nothing to do; the exit code is set */
function readOptions(): { only: string[]; seed: number } | undefined {
  try {
    const { values } = readArguments({
      options: {
        only: { type: 'string', default: '' },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (!values.help) return { only: values.only.split(','), seed: wholeNumber('--seed', values.seed, 0) };
    console.log(USAGE);
  } catch (error) {
    if (!(error instanceof MisuseError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  }
  return undefined;
}

/**
 * Proves a faulty backend by the true contract: by systematic requests, and by random ones where those find nothing.
 *
 * @returns the rules that it was found to break
 */
async function rulesBroken(served: string, fault: Fault): Promise<string[]> {
  const found = await proven(served, fault, 0);
  return found.length > 0 ? found : proven(served, fault, 5);
}

async function proven(served: string, fault: Fault, examples: number): Promise<string[]> {
  forgetIdentities();
  const ground = await openGround(served, contract);
  const proxy = await startProxy(ground.url, fault);
  try {
    const { failures } = await proveContract(contract, model, {
      url: proxy.url,
      supplies: ground.supplies,
      seed,
      examples,
      limit: usualLimit(contract),
    });
    return [...new Set(failures.map(({ rule }) => rule))];
  } finally {
    proxy.stop();
    await ground.stop();
  }
}

async function withContract<T>(change: (document: Members) => void, use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-mutation-'));
  try {
    const document = parse(source) as Members;
    change(document);
    const file = join(folder, 'workshop.json');
    await writeFile(file, JSON.stringify(document));
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
