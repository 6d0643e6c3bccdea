import { execFile } from 'node:child_process';
import { undoneWhenStopped } from '../interruption.ts';

export interface Execution {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end, whatever its exit code; what it prints may be large. */
export async function execute(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Execution> {
  const stopping = new AbortController();
  const end = undoneWhenStopped(() => {
    stopping.abort();
    return Promise.resolve();
  });
  const options = { maxBuffer: 256 * 1024 * 1024, env: { ...process.env, ...env }, signal: stopping.signal };
  try {
    return await new Promise((resolve, reject) => {
      execFile(program, [...args], options, (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number')
          reject(new Error(`${program} could not be run.`, { cause: error }));
        else resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    });
  } finally {
    await end();
  }
}
