import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Outcome {
  code: number | null;
  said: string;
}

/** Runs a script as npm does: in the package's folder, with the caller's own folder in INIT_CWD. */
function run(script: string, given: readonly string[], callersFolder = process.cwd()): Promise<Outcome> {
  const child = spawn(process.execPath, [join('scripts', script), ...given], {
    env: { ...process.env, INIT_CWD: callersFolder, NODE_OPTIONS: '--conditions=source' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, said });
    });
  });
}

let folder: string;
let listener: Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-caller-'));
  await writeFile(join(folder, 'mine.yaml'), 'openapi: 3.1.0\ninfo: { title: Mine, version: 1.0.0 }\npaths: {}\n');
  listener = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => listener.once('listening', done));
});
afterAll(async () => {
  await new Promise((done) => listener.close(done));
  await rm(folder, { recursive: true });
});

test('the support report is of the file that the caller means, and is written where the caller means', async () => {
  const { code, said } = await run('contract.ts', ['mine.yaml', '--json', 'report.json'], folder);
  expect([code, said]).toEqual([0, expect.stringContaining('Mine 1.0.0 (OpenAPI 3.1.0), 0 operations')]);
  await rm(join(folder, 'report.json'));
});

describe('the mock', () => {
  test('is of the file that the caller means', async () => {
    await writeFile(join(folder, 'half.yaml'), 'openapi: {');
    const { code, said } = await run('mock.ts', ['half.yaml'], folder);
    expect([code, said]).toEqual([1, expect.stringContaining(`${join(folder, 'half.yaml')}:1:`)]);
  });

  test('says what is wrong with a port, and how it is called', async () => {
    const { code, said } = await run('mock.ts', ['--port', '99999']);
    expect([code, said]).toEqual([
      2,
      '--port is "99999"; give a whole number from 1 to 65535.\n\nUsage: npm run mock -- [CONTRACT] [--port N] [--host H]\n',
    ]);
  });

  test('says that a port is taken, in one line', async () => {
    const { port } = listener.address() as AddressInfo;
    const { code, said } = await run('mock.ts', ['--port', String(port)]);
    expect([code, said]).toEqual([1, `Port ${port} on 127.0.0.1 is taken. Give another with --port.\n`]);
  });
});
