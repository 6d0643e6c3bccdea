import type { Context } from './context.ts';
import type { GateReport } from './report.ts';
import { operationReports } from './operations.ts';
import type { Findings, Outcome, Problem, Stage, StageResult } from './stage.ts';
import { STAGES } from './stages.ts';
import { brokenWaivers, unusedWaivers, waive } from './waivers.ts';

/** Told about every stage as it begins and ends. */
export interface Watcher {
  began(stage: Stage): void;
  ended(result: StageResult): void;
}

/**
 * Runs the stages in order; a stage that breaks down counts as failed, and the next one runs all the same.
 *
 * @param today decides which waivers have expired, as `2026-11-21`
 */
export async function runStages(
  stages: readonly Stage[],
  context: Context,
  watcher: Watcher,
  today: string,
): Promise<GateReport> {
  const startedAt = new Date().toISOString();
  const started = performance.now();
  const results: StageResult[] = [];
  for (const stage of stages) {
    watcher.began(stage);
    const result = await runStage(stage, context, today);
    if (results.length === 0) addWaivers(result, context, today);
    results.push(result);
    // By the last one it is known which waivers let anything pass.
    if (results.length === stages.length) result.problems.push(...unusedWaivers(context.contract, today, results));
    watcher.ended(result);
  }
  const { title, version, sourceVersion, operations } = context.contract;
  return {
    contract: { file: context.file, title, version, sourceVersion, operations: operations.length },
    seed: context.seed,
    examples: context.examples,
    startedAt,
    seconds: secondsSince(started),
    outcome: results.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'passed',
    stages: results,
    operations: operationReports(context),
  };
}

async function runStage(stage: Stage, context: Context, today: string): Promise<StageResult> {
  const started = performance.now();
  const {
    summary,
    problems,
    compared,
    isSkipped = false,
  } = await stage.check(context).catch((error: unknown) => broken(stage, error));
  const nothing = isSkipped || compared > 0 || problems.length > 0 ? [] : [nothingCompared(stage)];
  const judged = waive(context.contract, [...problems, ...nothing], today);
  return {
    stage: stage.name,
    title: stage.title,
    outcome: outcomeOf(judged, isSkipped),
    summary,
    compared,
    seconds: secondsSince(started),
    problems: judged,
  };
}

function broken({ name }: Stage, error: unknown): Findings {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    summary: 'the stage itself broke down',
    compared: 0,
    problems: [{ rule: `${name}/broke-down`, level: 'error', message }],
  };
}

function nothingCompared({ name }: Stage): Problem {
  return {
    rule: `${name}/nothing-compared`,
    level: 'error',
    message: 'The stage had something to compare and compared nothing.',
  };
}

/** Waivers are part of the contract: whatever else runs, expired ones fail. */
function addWaivers(first: StageResult, { contract }: Context, today: string): void {
  const names = STAGES.map(({ name }) => name);
  const problems = brokenWaivers(contract, today, names);
  if (problems.length === 0) return;
  first.problems.push(...problems);
  first.outcome = 'failed';
}

function outcomeOf(problems: readonly Problem[], isSkipped: boolean): Outcome {
  if (problems.some(({ level, waiver }) => level === 'error' && !waiver)) return 'failed';
  return isSkipped ? 'skipped' : 'passed';
}

function secondsSince(started: number): number {
  return Math.round(performance.now() - started) / 1000;
}
