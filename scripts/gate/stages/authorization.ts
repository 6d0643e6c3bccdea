import { isEqual } from '@plumbline/contract/sample/json-value';
import type { ContractOperation } from '@plumbline/contract/contract';
import { arranged } from '../../prove/arrange.ts';
import { refuseIntruder } from '../../prove/checks/intruders.ts';
import { snapshot } from '../../prove/checks/invalid.ts';
import type { Bindings } from '../../prove/create.ts';
import { bindPath } from '../../prove/bind-path.ts';
import { isSecured } from '../../prove/credentials.ts';
import { sampleValues } from '../../prove/sample-values.ts';
import type { Intruder } from '../../prove/supplies/supplies.ts';
import type { Received } from '../../prove/verdict.ts';
import { fail, sendArranged, type Judge, type World } from '../../prove/world.ts';
import type { Context } from '../context.ts';
import type { Findings, Stage } from '../stage.ts';
import { stageWorld } from '../stage-world.ts';
import { problemOf } from './prove.ts';

/** The matrix of operations and callers: who is let in, and who is not. */
export const authorization: Stage = {
  name: 'authorization',
  title: 'Nobody does what their credential does not allow',
  check,
};

async function check(context: Context): Promise<Findings> {
  const { operations } = context.contract;
  const secured = operations.filter(isSecured);
  if (secured.length === 0) {
    return { summary: 'the contract asks for no credential anywhere', problems: [], compared: 0, isSkipped: true };
  }
  const world = await stageWorld(context);
  const tally = { refused: 0, right: 0 };
  for (const operation of secured) {
    context.progress(operation.id);
    const path = await bindPath(world, operation);
    const intruders = await world.supplies.intruders(operation);
    tally.refused += intruders.length;
    await refuseAll(world, operation, path, intruders);
    tally.right += await letIn(world, operation, path);
  }
  return {
    summary:
      `${secured.length} operations: ${tally.refused} callers to refuse, ${tally.right} to let in; ` +
      `${operations.length - secured.length} operations are public`,
    compared: tally.refused + tally.right,
    problems: world.failures.map((failure) => problemOf('authorization', failure)),
  };
}

/** Refuses everybody who is to be refused, and looks whether one of them changed anything all the same. */
async function refuseAll(
  world: World,
  operation: ContractOperation,
  path: Bindings,
  intruders: readonly Intruder[],
): Promise<void> {
  const derived = world.model.operations.get(operation.id);
  // Intruders may come for what the proof made, or for things of their own choice.
  const paths = [path, ...intruders.flatMap((each) => (each.path ? [each.path] : [])).slice(0, 1)];
  const shown = (): Promise<unknown[]> => Promise.all(paths.map((each) => snapshot(world, { derived, path: each })));
  const isSafe = operation.method === 'get';
  const before = isSafe ? [] : await shown();
  for (const intruder of intruders) await refuseIntruder(world, operation, path, intruder, 'authorization');
  if (isSafe || isEqual(before, await shown())) return;
  fail(world, 'nothing-changed', operation, 'somebody who was to be refused changed what is stored');
}

/** Lets in whoever has the right credential, by each alternative that the operation declares. @returns how many those are */
async function letIn(world: World, operation: ContractOperation, path: Bindings): Promise<number> {
  const { contract, seed, supplies } = world;
  let count = 0;
  for (const [index, requirement] of operation.security.entries()) {
    const credentials = supplies.credentials(operation, requirement);
    if (Object.values(credentials).every((part) => Object.keys(part as object).length === 0)) continue;
    const bound = count === 0 ? path : await bindPath(world, operation);
    const values = sampleValues(contract, operation, { seed, path: bound });
    // What is arranged comes with its own caller, by the first alternative.
    const ready = await arranged(world, operation, values, undefined, index === 0 ? undefined : credentials);
    const name = Object.keys(requirement).join(' and ');
    await sendArranged(world, `authorization:right ${name}`, ready, isLetIn(name));
    count += 1;
  }
  return count;
}

function isLetIn(name: string): Judge {
  return ({ status }: Received) =>
    status === 401 || status === 403
      ? [{ rule: 'let-in', message: `the right credential (${name}) was answered ${status}` }]
      : [];
}
