import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dreddView, type DreddTransaction } from '../../../src/infra/contract/lenses/dredd.ts';
import { arranged, type Change } from '../../prove/arrange.ts';
import { freshValues } from '../../prove/fresh-values.ts';
import { reach } from '../../prove/reach.ts';
import { curlLine, type ProvingRequest } from '../../prove/request.ts';
import { sampleValues } from '../../prove/sample-values.ts';
import { authorised, type World } from '../../prove/world.ts';
import type { Context } from '../context.ts';
import { execute } from '../execute.ts';
import type { Findings, Problem, Stage } from '../stage.ts';
import { stageWorld } from '../stage-world.ts';

/** Dredd, on a view of the contract that it understands: every success, compared with its schema. */
export const dredd: Stage = {
  name: 'dredd',
  title: 'Dredd finds every operation as the contract says',
  check,
};

const DREDD = join(dirname(fileURLToPath(import.meta.resolve('dredd'))), '..', 'bin', 'dredd');
const HOOKS = fileURLToPath(new URL('../dredd/hooks.cjs', import.meta.url));

/** What the hooks write down of one transaction. */
interface Ran {
  key: string;
  isSkipped: boolean;
  isValid: boolean;
  status: number;
  messages: string[];
}

async function check(context: Context): Promise<Findings> {
  const { contract, model } = context;
  const { document, transactions } = dreddView(contract);
  if (transactions.length === 0) return { summary: 'no operation declares a success', problems: [], isSkipped: true };
  const world = await stageWorld(context);
  const { url, supplies } = world;
  for (const { name } of model.resources) world.contested.add(name);
  const requests = new Map<string, ProvingRequest>();
  const plan: Record<string, object> = {};
  for (const transaction of transactions) {
    context.progress(`preparing ${transaction.operation.id}`);
    const request = await prepared(world, transaction);
    requests.set(keyOf(transaction), request);
    plan[keyOf(transaction)] = { ...writtenDown(request), expected: expectedOf(world, transaction) };
  }
  context.progress(`${transactions.length} transactions`);
  const ran = await runDredd(document, plan, url);
  // Nobody was told what came of what was arranged.
  supplies.forget();
  const problems = [
    ...missing(transactions, ran),
    ...ran.filter(({ isValid }) => !isValid).map((each) => problemOf(each, requests, transactions, url)),
  ];
  return { summary: `${ran.length} transactions for ${transactions.length} operations with a success`, problems };
}

function keyOf({ operation, path }: DreddTransaction): string {
  return `${operation.method.toUpperCase()} ${path}`;
}

/** A valid request for things that exist. */
async function prepared(world: World, { operation }: DreddTransaction): Promise<ProvingRequest> {
  const derived = world.model.operations.get(operation.id);
  const values = sampleValues(world.contract, operation, await reach(world, operation));
  const fresh: Change = (made, held) => (derived ? freshValues(world, derived, made, held) : made);
  return authorised(world, (await arranged(world, operation, values, fresh)).request);
}

function writtenDown({ target, headers, body }: ProvingRequest): object {
  return { target, headers, body: body?.text ?? '' };
}

/** Where several successes are declared, the one that the operation's role gives. */
function expectedOf({ model }: World, { operation, status, bodySchema }: DreddTransaction): object {
  const derived = model.operations.get(operation.id)?.response.status;
  const isDeclared = derived !== undefined && Object.hasOwn(operation.responses, String(derived));
  const isSame = !isDeclared || derived === status;
  return { statusCode: isSame ? status : derived, headers: {}, ...(isSame && bodySchema && { bodySchema }) };
}

async function runDredd(document: object, plan: object, url: string): Promise<Ran[]> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-dredd-'));
  try {
    const files = {
      document: join(folder, 'openapi.json'),
      plan: join(folder, 'plan.json'),
      results: join(folder, 'results.json'),
    };
    await writeFile(files.document, JSON.stringify(document));
    await writeFile(files.plan, JSON.stringify(plan));
    const args = [
      DREDD,
      files.document,
      url,
      `--hookfiles=${HOOKS}`,
      '--loglevel=error',
      '--config',
      join(folder, 'none.yml'),
    ];
    const env = { DREDD_FILES: JSON.stringify(files) };
    const { stdout, stderr } = await execute(process.execPath, args, env);
    const results = await readFile(files.results, 'utf8').catch(() => undefined);
    if (results === undefined) throw new Error(`Dredd ended without results:\n${(stdout + stderr).slice(-2000)}`);
    return JSON.parse(results) as Ran[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Dredd loses transactions without a word; as many have to run as there are successes. */
function missing(transactions: readonly DreddTransaction[], ran: readonly Ran[]): Problem[] {
  const keys = new Set(ran.filter(({ isSkipped }) => !isSkipped).map(({ key }) => key));
  return transactions
    .filter((transaction) => !keys.has(keyOf(transaction)))
    .map((transaction) => ({
      rule: 'dredd/transaction-lost',
      level: 'error',
      operation: transaction.operation.id,
      message: `Dredd did not run the transaction of ${keyOf(transaction)}.`,
    }));
}

function problemOf(
  { key, status, messages }: Ran,
  requests: ReadonlyMap<string, ProvingRequest>,
  transactions: readonly DreddTransaction[],
  url: string,
): Problem {
  const request = requests.get(key);
  const operation = transactions.find((each) => keyOf(each) === key)?.operation.id;
  return {
    rule: 'dredd/transaction',
    level: 'error',
    message: `answered ${status}: ${messages.join(' ')}`,
    ...(operation !== undefined && { operation }),
    ...(request && { reproduce: curlLine(url, request) }),
  };
}
