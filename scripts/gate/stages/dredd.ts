import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dreddView, type DreddTransaction } from '@plumbline/contract/adapters/dredd';
import { arranged, type ArrangedRequest, type Change } from '../../prove/arrange.ts';
import { freshValues } from '../../prove/fresh-values.ts';
import { isBound } from '../../prove/bound.ts';
import { reach } from '../../prove/reach.ts';
import { curlLine, type ProvingRequest } from '../../prove/request.ts';
import { sampleValues } from '../../prove/sample-values.ts';
import { showable } from '../../prove/vary/showable.ts';
import { authorised, type World } from '../../prove/world.ts';
import type { Context } from '../context.ts';
import { excuseOf } from '../dredd/excuse.ts';
import { startHookServer } from '../dredd/hook-server.ts';
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

/** A request that was arranged. */
interface Prepared extends ArrangedRequest {
  /** Nobody can make what its path names: the contract declares nothing that would. */
  isForNothing: boolean;
}

/** What the hooks write down of one transaction. */
interface Ran {
  key: string;
  isSkipped: boolean;
  isValid: boolean;
  status: number | null;
  messages: string[];
}

async function check(context: Context): Promise<Findings> {
  const { contract, model } = context;
  const { document, transactions } = dreddView(contract);
  if (transactions.length === 0)
    return { summary: 'no operation declares a success', problems: [], compared: 0, isSkipped: true };
  const world = await stageWorld(context);
  const { url } = world;
  for (const { name } of model.resources) world.contested.add(name);
  const byKey = new Map(transactions.map((transaction) => [keyOf(transaction), transaction]));
  const sent = new Map<string, Prepared>();
  const hooks = await startHookServer({
    prepare: async (key) => {
      const transaction = byKey.get(key);
      if (transaction === undefined) return undefined;
      context.progress(transaction.operation.id);
      const prepared = await arrangedFor(world, transaction);
      sent.set(key, prepared);
      return { ...writtenDown(prepared.request), expected: expectedOf(world, transaction) };
    },
    settle: (key, received) => sent.get(key)?.settle(received),
  });
  const ran = await runDredd(document, hooks.url, url).finally(hooks.close);
  const problems = [
    ...missing(transactions, ran),
    ...ran.filter(({ isValid }) => !isValid).map((each) => problemOf(each, sent, byKey, url)),
  ];
  return {
    summary: `${ran.length} transactions for ${transactions.length} operations with a success`,
    compared: ran.filter(({ isSkipped }) => !isSkipped).length,
    problems,
  };
}

function keyOf({ operation, path }: DreddTransaction): string {
  return `${operation.method.toUpperCase()} ${path}`;
}

/** A valid request for things that exist. */
async function arrangedFor(world: World, { operation }: DreddTransaction): Promise<Prepared> {
  const derived = world.model.operations.get(operation.id);
  const reached = await reach(world, operation);
  const values = showable(world.contract, derived, operation, sampleValues(world.contract, operation, reached));
  const fresh: Change = (made, held) => (derived ? freshValues(world, derived, made, held) : made);
  const { request, settle } = await arranged(world, operation, values, fresh);
  const isForNothing = derived !== undefined && !isBound(world, derived, reached.path);
  return { request: authorised(world, request), settle, isForNothing };
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

async function runDredd(document: object, hookServer: string, url: string): Promise<Ran[]> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-dredd-'));
  try {
    const file = join(folder, 'openapi.json');
    const resultsFile = join(folder, 'results.json');
    await writeFile(file, JSON.stringify(document));
    const args = [DREDD, file, url, `--hookfiles=${HOOKS}`, '--loglevel=error', '--config', join(folder, 'none.yml')];
    const env = { DREDD_RESULTS: resultsFile, DREDD_HOOK_SERVER: hookServer };
    const { stdout, stderr } = await execute(process.execPath, args, env);
    const results = await readFile(resultsFile, 'utf8').catch(() => undefined);
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
  sent: ReadonlyMap<string, Prepared>,
  transactions: ReadonlyMap<string, DreddTransaction>,
  url: string,
): Problem {
  const { request, isForNothing = false } = sent.get(key) ?? {};
  const { id: operation, method } = transactions.get(key)?.operation ?? {};
  const excuse = excuseOf({ method, status, isForNothing });
  return {
    rule: 'dredd/transaction',
    level: excuse === undefined ? 'error' : 'note',
    message: excuse ?? `answered ${status ?? 'nothing'}: ${messages.join(' ')}`,
    ...(operation !== undefined && { operation }),
    ...(request && { reproduce: curlLine(url, request) }),
  };
}
