/** `npm run prove`: boots a backend on each contract and proves it true to it, from the contract alone. */
import { basename } from 'node:path';
import type { Contract } from '@plumbline/contract/contract';
import { ContractError } from '@plumbline/contract/contract-error';
import { loadContract } from '@plumbline/contract/load';
import { inferResources } from '../../src/infra/resources/infer/infer.ts';
import { MisuseError, readArguments, wholeNumber } from '../arguments.ts';
import { forgetIdentities } from './fresh-values.ts';
import { openGround } from './ground.ts';
import { proveContract } from './prove-contract.ts';
import { renderFailures, renderTable, type Proof } from './report.ts';
import { usualLimit } from './some.ts';

const USAGE = `Usage: npm run prove -- CONTRACT... [--seed N] [--examples N] [--limit N] [--format text|json]

--examples  random requests for each operation (5)
--limit     systematic requests of one kind (edges, faults) for each operation, the rest left out by seed
            (all of them in a small contract, 6 in one of a thousand operations)

Exits with 0 when nothing fails, with 1 when something does, with 2 when called wrongly.`;

process.exitCode = await run(process.argv.slice(2));

/** @returns the exit code */
async function run(args: string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options === 'help') {
      console.log(USAGE);
      return 0;
    }
    // A contract that cannot be read is said before anything is proven.
    const contracts = await Promise.all(
      options.files.map(async (file) => ({ file, contract: await loadContract(file) })),
    );
    const proofs: Proof[] = [];
    for (const { file, contract } of contracts) proofs.push(await prove(file, contract, options));
    if (options.format === 'json') console.log(JSON.stringify(proofs, null, 2));
    else console.log(`${renderFailures(proofs)}${renderTable(proofs)}`);
    return proofs.some((proof) => proof.failures.length > 0) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof MisuseError || error instanceof ContractError)) throw error;
    console.error(error instanceof MisuseError ? `${error.message}\n\n${USAGE}` : error.message);
    return 2;
  }
}

interface ProveCommand {
  files: string[];
  format: string;
  seed: number;
  examples: number;
  /** None: as many as the contract's size allows. */
  limit: number | undefined;
}

/** @throws MisuseError */
function readOptions(args: string[]): ProveCommand | 'help' {
  const { values, positionals: files } = readArguments({
    args,
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      examples: { type: 'string', default: '5' },
      limit: { type: 'string' },
      format: { type: 'string', default: 'text' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const { format } = values;
  if (files.length === 0) throw new MisuseError('Name a contract.');
  if (!['text', 'json'].includes(format))
    throw new MisuseError(`There is no format ${format}. The formats are text, json.`);
  return {
    files,
    format,
    seed: wholeNumber('--seed', values.seed, 0),
    examples: wholeNumber('--examples', values.examples, 0),
    limit: values.limit === undefined ? undefined : wholeNumber('--limit', values.limit, 0),
  };
}

async function prove(
  file: string,
  contract: Contract,
  { seed, examples, limit }: Pick<ProveCommand, 'seed' | 'examples' | 'limit'>,
): Promise<Proof> {
  const model = inferResources(contract);
  forgetIdentities();
  const ground = await openGround(file, contract);
  try {
    const started = performance.now();
    const { exchanges, failures, stories } = await proveContract(contract, model, {
      url: ground.url,
      supplies: ground.supplies,
      seed,
      examples,
      limit: limit ?? usualLimit(contract),
      progress: showProgress,
    });
    const statuses = Map.groupBy(exchanges, ({ status }) => (status === 501 ? '501' : `${String(status).charAt(0)}xx`));
    return {
      contract: basename(file),
      operations: contract.operations.length,
      derived: model.operations.size,
      startSeconds: ground.startSeconds,
      seconds: (performance.now() - started) / 1000,
      requests: exchanges.length,
      statuses: Object.fromEntries([...statuses].map(([name, group]) => [name, group.length])),
      stories,
      failures,
    };
  } finally {
    await ground.stop();
  }
}

function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
