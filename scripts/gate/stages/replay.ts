import type { ContractOperation } from '../../../src/infra/contract/contract.ts';
import { compareContracts } from '../../../src/infra/contract/changes/compare.ts';
import { inferResources } from '../../../src/infra/resources/infer/infer.ts';
import { proveContract } from '../../prove/prove-contract.ts';
import { NoBaseError } from '../base.ts';
import type { Context } from '../context.ts';
import type { Findings, Problem, Stage } from '../stage.ts';
import { problemOf } from './prove.ts';

/** What clients of the base send, sent to the new build: what the change report says must agree with what breaks. */
export const replay: Stage = {
  name: 'replay',
  title: 'Clients of the base contract are still served, or the change report says that they are not',
  check,
};

/** Faults are not replayed: what the base refused, the revision may take. */
const REPLAYED = new Set([
  'no-5xx',
  'valid-accepted',
  'declared-status',
  'declared-media-type',
  'declared-headers',
  'declared-body',
]);

async function check(context: Context): Promise<Findings> {
  let base;
  try {
    base = await context.base();
  } catch (error) {
    if (!(error instanceof NoBaseError)) throw error;
    return { summary: error.message, problems: [], isSkipped: true };
  }
  const changes = compareContracts(base.contract, context.contract);
  if (changes.length === 0) {
    return {
      summary: `the contract means the same as ${base.name}; prove has sent its requests`,
      problems: [],
      isSkipped: true,
    };
  }
  const { url, supplies } = await context.ground();
  const { seed, examples, progress } = context;
  const model = inferResources(base.contract);
  const { exchanges, failures } = await proveContract(base.contract, model, {
    url,
    supplies,
    seed,
    examples,
    limit: 6,
    progress,
  });
  const broken = Map.groupBy(
    failures.filter(({ rule }) => REPLAYED.has(rule)),
    ({ operation }) => operation,
  );
  const announced = new Set(changes.filter(({ level }) => level !== 'info').map(({ operation }) => operation));
  const problems = [...broken].flatMap(([id, found]): Problem[] => {
    const operation = base.contract.operations.find((each) => each.id === id);
    const [first] = found;
    if (!operation || !first || isAnnounced(operation, announced)) return [];
    const said = `breaks clients of ${base.name}, which the change report does not say: ${first.problem}`;
    return [{ ...problemOf('replay', first), message: said }];
  });
  const summary = `${exchanges.length} requests of ${base.name}: ${broken.size} operations break, ${announced.size} were announced`;
  return { summary, problems };
}

/** A change without an operation is about the contract as a whole. */
function isAnnounced({ method, path }: ContractOperation, announced: ReadonlySet<string | undefined>): boolean {
  return announced.has(undefined) || announced.has(`${method.toUpperCase()} ${path}`);
}
