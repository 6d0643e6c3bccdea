import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { execute } from '../../../../scripts/gate/execute.ts';

test('a program is run to its end, whatever its exit code', async () => {
  const said = 'console.log("out"); console.error("err"); process.exitCode = 3';
  expect(await execute(process.execPath, ['-e', said])).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
});

test('what cannot be run is told', async () => {
  await expect(execute('/there/is/none', [])).rejects.toThrow('/there/is/none could not be run.');
});

test('who is stopped takes along what was started, and what that has started', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-execute-'));
  const file = join(directory, 'alive');
  const idle = 'setInterval(() => {}, 1000)';
  const grandchild = `setInterval(() => require("node:fs").appendFileSync(${JSON.stringify(file)}, "."), 20)`;
  const child = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}]); ${idle}`;
  const module = new URL('../../../../scripts/gate/execute.ts', import.meta.url).href;
  const run = `import(${JSON.stringify(module)}).then((all) => all.execute(process.execPath, ["-e", ${JSON.stringify(child)}]))`;
  try {
    const stopped = spawn(process.execPath, ['-e', run], { stdio: 'ignore' });
    while ((await readFile(file, 'utf8').catch(() => '')) === '') await sleep(20);
    stopped.kill('SIGTERM');
    expect(await once(stopped, 'exit')).toEqual([143, null]);
    const last = await readFile(file, 'utf8');
    await sleep(300);
    expect(await readFile(file, 'utf8')).toBe(last);
  } finally {
    await rm(directory, { recursive: true });
  }
}, 30_000);
