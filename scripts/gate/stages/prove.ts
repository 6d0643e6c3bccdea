import { proveContract } from '../../prove/prove-contract.ts';
import { usualLimit } from '../../prove/some.ts';
import type { Failure } from '../../prove/world.ts';
import type { Context } from '../context.ts';
import type { Findings, Problem, Stage } from '../stage.ts';

/** Property-based proof from the contract alone: what is valid is accepted, what is not is refused, stories hold. */
export const prove: Stage = {
  name: 'prove',
  title: 'The backend does what the contract says, and nothing else',
  check,
};

async function check(context: Context): Promise<Findings> {
  const { contract, model, seed, examples } = context;
  if (contract.operations.length === 0)
    return { summary: 'the contract has no operations to prove', compared: 0, problems: [], isSkipped: true };
  const { url, supplies } = await context.ground();
  const { exchanges, failures, stories } = await proveContract(contract, model, {
    url,
    supplies,
    seed,
    examples,
    limit: usualLimit(contract),
    progress: context.progress,
  });
  context.exchanges.push(...exchanges);
  return {
    compared: exchanges.length,
    summary: `${exchanges.length} requests to ${contract.operations.length} operations, ${stories.length} stories`,
    problems: distinct(failures.map((failure) => problemOf('prove', failure))),
  };
}

/** A failure of a proof as a problem of a stage. */
export function problemOf(stage: string, { rule, operation, problem, curl }: Failure): Problem {
  return {
    rule: `${stage}/${rule}`,
    level: 'error',
    message: problem,
    operation,
    ...(curl !== undefined && { reproduce: curl }),
  };
}

/** The same problem of the same operation once, by its first request. */
export function distinct(problems: readonly Problem[]): Problem[] {
  const keyed = problems.map(
    (problem) => [`${problem.rule} ${problem.operation ?? ''} ${problem.message}`, problem] as const,
  );
  return [...new Map(keyed.toReversed()).values()].toReversed();
}
