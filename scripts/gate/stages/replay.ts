import { compareContracts } from '@plumbline/diff/compare';
import { inferResources } from '../../../src/infra/resources/infer/infer.ts';
import { proveContract } from '../../prove/prove-contract.ts';
import { NoBaseError } from '../base.ts';
import type { Context } from '../context.ts';
import type { Findings, Problem, Stage } from '../stage.ts';
import { disagreements } from './agreement.ts';

/** What clients of the base send, sent to the new build: what the change report says must agree with what breaks. */
export const replay: Stage = {
  name: 'replay',
  title: 'Clients of the base contract are still served, or the change report says that they are not',
  check,
};

async function check(context: Context): Promise<Findings> {
  let base;
  try {
    base = await context.base();
  } catch (error) {
    if (!(error instanceof NoBaseError)) throw error;
    return { summary: error.message, problems: [], compared: 0, isSkipped: true };
  }
  if (base.contract.operations.length === 0) {
    return { summary: `${base.name} has no operation to call`, problems: [], compared: 0, isSkipped: true };
  }
  const changes = compareContracts(base.contract, context.contract);
  if (changes.length === 0) {
    return {
      summary: `the contract means the same as ${base.name}; prove has sent its requests`,
      problems: [],
      compared: 0,
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
  const { broken, announced, problems } = disagreements({
    name: base.name,
    base: base.contract,
    changes,
    exchanges,
    failures,
  });
  const summary = `${exchanges.length} requests of ${base.name}: ${broken.length} operations break, ${announced.length} were announced`;
  // Without a request there is no agreement to find.
  return {
    summary,
    compared: exchanges.length,
    problems: exchanges.length > 0 ? problems : [...problems, nothingSent(base.name)],
  };
}

function nothingSent(name: string): Problem {
  return {
    rule: 'replay/nothing-sent',
    level: 'error',
    message: `No request of ${name} could be made, so that nothing was compared. Look at what \`prove\` says of its operations.`,
  };
}
