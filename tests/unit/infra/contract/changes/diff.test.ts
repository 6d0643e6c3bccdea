import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withOperation } from './contracts.ts';

const script = fileURLToPath(new URL('../../../../../scripts/diff.ts', import.meta.url));
const document = (operation: Record<string, unknown>): string =>
  JSON.stringify({ openapi: '3.1.0', info: { title: 'Things', version: '1' }, ...withOperation(operation) });

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diff-'));
  const git = (...args: string[]) =>
    promisify(execFile)('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.test', ...args]);
  await writeFile(join(folder, 'contract.json'), document({}));
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'First');
  await writeFile(join(folder, 'contract.json'), document({ deprecated: true }));
  await writeFile(
    join(folder, 'broken.json'),
    document({ parameters: [{ name: 'q', in: 'query', required: true, schema: {} }] }),
  );
});

afterAll(() => rm(folder, { recursive: true }));

function diff(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('npm run diff', () => {
  test('exits with 0 when nothing breaks; a commit is named as in git, and so are its places', () => {
    const { status, stdout, stderr } = diff('HEAD:contract.json', 'contract.json');
    expect({ status, stdout: stdout.replaceAll(/(:\d+):\d+$/gmu, '$1'), stderr }).toEqual({
      status: 0,
      stdout: `GET /things
  info      endpoint-deprecated
            GET /things is deprecated without a sunset date; existing clients are not affected yet.
            base      HEAD:contract.json:1
            revision  contract.json:1

0 breaking, 0 warning, 1 info
`,
      stderr: '',
    });
  });

  test('a commit alone as base means its version of the other contract', () => {
    const { status, stdout } = diff('HEAD', 'contract.json');
    expect({ status, says: stdout.includes('base      HEAD:contract.json:1') }).toEqual({ status: 0, says: true });
    expect(diff('HEAD', 'HEAD:contract.json').stdout).toBe('No changes.\n');
  });

  test('exits with 1 when something breaks', () => {
    const { status, stdout } = diff('HEAD:contract.json', 'broken.json', '--format', 'json');
    expect({ status, counts: (JSON.parse(stdout) as { counts: unknown }).counts }).toEqual({
      status: 1,
      counts: { breaking: 1, warning: 0, info: 0 },
    });
  });

  test.each([
    ['one contract only', ['contract.json'], 'Name two contracts, BASE and REVISION.'],
    ['three contracts', ['a', 'b', 'c'], 'Two contracts can be compared, not also c.'],
    [
      'an unknown format',
      ['a', 'b', '--format', 'xml'],
      'There is no format xml. The formats are text, json, markdown.',
    ],
    ['a commit that does not have the other file', ['HEAD', 'broken.json'], 'There is no broken.json in HEAD.'],
    ['an unknown option', ['--fromat', 'a', 'b'], 'There is no option --fromat.'],
    ['a file that is not there', ['nothing.json', 'contract.json'], 'nothing.json does not exist.'],
    [
      'a file that the commit does not have',
      ['HEAD:nothing.json', 'contract.json'],
      'There is no nothing.json in HEAD.',
    ],
    ['a commit that is not there', ['gone:contract.json', 'contract.json'], 'There is no commit gone.'],
  ])('exits with 2 on %s, and says so', (_, args, message) => {
    const { status, stdout, stderr } = diff(...args);
    expect({ status, stdout, says: stderr.includes(message) }).toEqual({ status: 2, stdout: '', says: true });
  });

  test.each([450, 3000])(
    'exits with 2 on schemas nested %i levels deep, and says where and what to do',
    async (depth) => {
      const write = (name: string, type: string) => writeFile(join(folder, name), deep(depth, type));
      await write('deep.json', 'string');
      await write('deeper.json', 'integer');
      const { status, stdout, stderr } = diff('deep.json', 'deeper.json');
      expect({ status, stdout, stderr }).toEqual({
        status: 2,
        stdout: '',
        stderr:
          'The body of response 200 of GET /deep is nested more than 400 levels deep, which is the limit of the ' +
          'comparison. Shorten the chain of schemas, for instance by one that refers to itself, or compare the ' +
          'contracts without this part.\n',
      });
    },
  );

  test('compares schemas nested 390 levels deep', async () => {
    await writeFile(join(folder, 'deep.json'), deep(390, 'string'));
    await writeFile(join(folder, 'deeper.json'), deep(390, 'integer'));
    expect(diff('deep.json', 'deeper.json')).toMatchObject({ status: 1, stderr: '' });
  });
});

/** A contract whose response has objects nested that deep. */
function deep(depth: number, type: string): string {
  const schemas = Object.fromEntries(
    Array.from({ length: depth }, (_, index) => {
      const next = index + 1 === depth ? { type } : { $ref: `#/components/schemas/S${index + 1}` };
      return [`S${index}`, { type: 'object', properties: { next } }];
    }),
  );
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/S0' } } };
  const paths = { '/deep': { get: { operationId: 'getDeep', responses: { 200: { description: 'x', content } } } } };
  return JSON.stringify({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths, components: { schemas } });
}
