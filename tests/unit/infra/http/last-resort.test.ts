import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

/** The handler of last resort in a real process: an error that nothing handles answers its own request, and no more. */

let child: ChildProcess;
let origin = '';
let log = '';

beforeAll(async () => {
  child = fork(fileURLToPath(new URL('./hostile/stray-process.ts', import.meta.url)), { silent: true, execArgv: [] });
  child.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  origin = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  child.disconnect();
});

async function ask(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${origin}${path}`, { headers: { 'x-request-id': `request of ${path}` } });
  return { status: response.status, text: await response.text() };
}

test.each(['/throws', '/rejects', '/rejects-nothing'])(
  '%s before the answer is a 500, and the process goes on',
  async (path) => {
    const { status, text } = await ask(path);
    expect([status, JSON.parse(text)]).toMatchObject([
      500,
      { success: false, error: { code: 'INTERNAL_ERROR', details: [], requestId: `request of ${path}` } },
    ]);
    expect(await ask('/')).toEqual({ status: 200, text: 'fine' });
  },
);

test.each(['/throws?late', '/rejects?late'])('%s, after the answer, changes nothing of it', async (path) => {
  expect(await ask(path)).toEqual({ status: 200, text: 'answered' });
  expect(await ask('/')).toEqual({ status: 200, text: 'fine' });
  expect(child.exitCode).toBeNull();
});

test('each is logged', () => {
  const lines = log.split('\n').filter((line) => line.includes('an error that nothing handled'));
  expect(lines).toHaveLength(5);
  expect(log).toContain('thrown for nobody');
  expect(log).toContain('rejected for nobody');
});
