import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../../scripts/prove/backend.ts';
import { writeContract } from '../infra/contract/fixture.ts';

const FAULT = {
  type: 'object',
  required: ['fault', 'text'],
  properties: { fault: { type: 'string' }, text: { type: 'string' } },
};
const json = (media: object) => ({ 'application/json': media });
const OBJECT = { type: 'object' };
const CONTRACT = {
  openapi: '3.1.0',
  info: { title: 'Mock', version: '1' },
  paths: {
    '/named': {
      get: {
        operationId: 'named',
        responses: {
          200: {
            description: 'd',
            content: json({ schema: OBJECT, examples: { small: { value: { n: 1 } }, large: { value: { n: 9 } } } }),
          },
          404: { description: 'd', content: json({ schema: FAULT, example: { fault: 'GONE', text: 'It is gone.' } }) },
        },
      },
    },
    '/bounded': {
      get: {
        operationId: 'bounded',
        responses: {
          200: {
            description: 'd',
            content: json({
              schema: {
                type: 'object',
                required: ['d'],
                additionalProperties: false,
                properties: { d: { type: 'integer', exclusiveMinimum: 5, maximum: 6 } },
              },
            }),
          },
        },
      },
    },
  },
};

let child: ChildProcess;
let origin: string;
const get = async (path: string, prefer?: string) => {
  const response = await fetch(origin + path, prefer === undefined ? {} : { headers: { prefer } });
  return {
    status: response.status,
    body: await response.json(),
    note: response.headers.get('x-plumbline-mock'),
  };
};

beforeAll(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  const script = join(import.meta.dirname, '../../../scripts/mock.ts');
  const file = writeContract(JSON.stringify(CONTRACT), 'api.json');
  child = spawn(process.execPath, [script, file, '--port', String(port)], { stdio: 'ignore' });
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (await fetch(origin).catch(() => undefined)) return;
    await sleep(100);
  }
  throw new Error('The mock did not start');
}, 90_000);

afterAll(async () => {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
});

describe('the mock', () => {
  test('answers the example that is asked for', async () => {
    expect(await get('/named', 'example=large')).toEqual({ status: 200, body: { n: 9 }, note: null });
    expect(await get('/named', 'code=404')).toMatchObject({ status: 404, body: { fault: 'GONE' } });
  });

  test('answers the declared response where no such example is declared, and says so', async () => {
    const note = 'no such example=nope';
    expect(await get('/named', 'code=404, example=nope')).toMatchObject({ status: 404, body: { fault: 'GONE' }, note });
    expect(await get('/named', 'example=nope')).toMatchObject({ status: 200, note });
  });

  test('keeps to the bounds of the schema where dynamic responses are asked for', async () => {
    expect(await get('/bounded', 'dynamic=true')).toEqual({ status: 200, body: { d: 6 }, note: null });
  });

  test('starts Prism again when it dies, and answers in the shape of the contract meanwhile', async () => {
    process.kill(prismOf(child.pid ?? 0), 'SIGKILL');
    let dead: Awaited<ReturnType<typeof get>> | undefined;
    let answered = await get('/named');
    for (let attempt = 0; attempt < 600 && (answered.status !== 200 || dead === undefined); attempt += 1) {
      if (answered.status >= 500) dead ??= answered;
      await sleep(answered.status === 200 ? 1 : 100);
      answered = await get('/named');
    }
    expect([502, 503]).toContain(dead?.status);
    expect(dead).toMatchObject({
      note: 'unavailable',
      body: { fault: expect.any(String), text: expect.stringMatching(/^The mock /) },
    });
    expect(answered.status).toBe(200);
  }, 90_000);
});

/** The child of the mock's process. */
function prismOf(pid: number): number {
  const [first = ''] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return Number(first);
}
