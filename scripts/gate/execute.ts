import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { undoneWhenStopped } from '../interruption.ts';

export interface Execution {
  code: number;
  stdout: string;
  stderr: string;
}

/** What does not end when it is asked to is ended after so long. */
const PATIENCE_MS = 3_000;

/**
 * Runs a program to its end, whatever its exit code; what it prints may be large. It leads a group of processes, so that
 * those which it starts end with it when somebody stops this one.
 *
 * @throws Error where it cannot be run
 */
export async function execute(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Execution> {
  const options = { env: { ...process.env, ...env }, detached: true } as const;
  const child = spawn(program, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const state = { isStopped: false };
  const end = undoneWhenStopped(() => {
    state.isStopped = true;
    return endGroup(child, ended);
  });
  try {
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    // Whoever was stopped says nothing more: this process ends as soon as all is undone.
    if (state.isStopped) return await new Promise<never>(() => undefined);
    return { code: code ?? 1, stdout, stderr };
  } catch (error) {
    throw new Error(`${program} could not be run.`, { cause: error });
  } finally {
    await end();
  }
}

async function endGroup(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const group = -child.pid;
  process.kill(group, 'SIGTERM');
  const killing = setTimeout(() => process.kill(group, 'SIGKILL'), PATIENCE_MS);
  await ended.catch(() => undefined);
  clearTimeout(killing);
}
