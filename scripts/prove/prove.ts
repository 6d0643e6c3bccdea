/** `npm run prove`: boots a backend on each contract and proves it true to it, from the contract alone. */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { loadContract } from '../../src/infra/contract/load.ts';
import { inferResources } from '../../src/infra/resources/infer/infer.ts';
import { forgetIdentities } from './fresh-values.ts';
import { openGround } from './ground.ts';
import { proveContract } from './prove-contract.ts';
import { renderFailures, renderTable, type Proof } from './report.ts';

const USAGE = `Usage: npm run prove -- CONTRACT... [--seed N] [--examples N] [--limit N] [--format text|json]

--examples  random requests for each operation (5)
--limit     systematic requests of one kind (edges, faults) for each operation, the rest left out by seed (12)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    examples: { type: 'string', default: '5' },
    limit: { type: 'string', default: '12' },
    format: { type: 'string', default: 'text' },
  },
});
const numbers = { seed: Number(values.seed), examples: Number(values.examples), limit: Number(values.limit) };
const areNumbers = Object.values(numbers).every((number) => Number.isSafeInteger(number) && number >= 0);
if (positionals.length === 0 || !['text', 'json'].includes(values.format) || !areNumbers) {
  console.error(USAGE);
  process.exit(2);
}

const proofs: Proof[] = [];
for (const file of positionals) proofs.push(await prove(file));
if (values.format === 'json') console.log(JSON.stringify(proofs, null, 2));
else console.log(`${renderFailures(proofs)}${renderTable(proofs)}`);
process.exitCode = proofs.some((proof) => proof.failures.length > 0) ? 1 : 0;

async function prove(file: string): Promise<Proof> {
  const contract = await loadContract(file);
  const model = inferResources(contract);
  forgetIdentities();
  const ground = await openGround(file, contract);
  try {
    const started = performance.now();
    const { exchanges, failures, stories } = await proveContract(contract, model, {
      url: ground.url,
      supplies: ground.supplies,
      ...numbers,
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
