/**
 * Packs each package, installs the archives into an empty folder, and uses them there as a team would: from JavaScript,
 * and from TypeScript with the strictest module resolution.
 *
 *   npm run check:packages
 *
 * Needs the npm registry or a filled npm cache.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SOURCE = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'plumbline-packages-'));

/** A program that uses the packages. The check runs it and compiles it with strict types. */
const USE = `
import { writeFileSync } from 'node:fs';
import { loadContract, supportReport, type Contract } from '@plumbline/contract';
import { sample } from '@plumbline/contract/sample/sample';
import { compareContracts, type Change } from '@plumbline/diff';

const operation = (id: string) => ({ operationId: id, responses: { 200: { description: 'All' } } });
const document = { openapi: '3.1.0', info: { title: 'Invoices', version: '1' } };
writeFileSync('before.json', JSON.stringify({ ...document, paths: { '/invoices': { get: operation('list') } } }));
writeFileSync('after.json', JSON.stringify({ ...document, paths: {} }));
const before: Contract = await loadContract('before.json');
const changes: Change[] = compareContracts(before, await loadContract('after.json'));
const value = sample(before, { type: 'integer', const: 7 }, { seed: 1, view: 'request' });
console.log(JSON.stringify([supportReport(before, []).contract.title, value, changes.map(({ level }) => level)]));
`;
const EXPECTED = '["Invoices",7,["breaking"]]';

try {
  const archives = pack();
  write('package.json', JSON.stringify({ private: true, type: 'module' }));
  run('npm', ['install', '--ignore-scripts', '--no-save', ...archives]);
  write('use.ts', USE);
  const options = ['--strict', '--module', 'nodenext', '--target', 'es2024', '--skipLibCheck', 'false'];
  run('tsc', [...options, '--types', 'node', '--typeRoots', join(SOURCE, 'node_modules/@types'), 'use.ts']);
  const printed = run(process.execPath, ['use.js']).trim();
  if (printed !== EXPECTED) throw new Error(`The installed packages print ${printed}, not ${EXPECTED}.`);
  console.log(`${archives.length} packages run from their archives, and have their types.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Builds and packs every workspace. @returns the archives */
function pack(): string[] {
  const target = join(folder, 'archives');
  mkdirSync(target);
  execFileSync('npm', ['pack', '--workspaces', '--pack-destination', target], { cwd: SOURCE, stdio: 'ignore' });
  const archives = readdirSync(target).map((name) => join(target, name));
  for (const archive of archives) execFileSync('publint', ['run', archive, '--strict'], { stdio: 'inherit' });
  return archives;
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

/** Runs a program in the folder, without the conditions under which this repository runs its sources. */
function run(program: string, args: readonly string[]): string {
  const env = { ...process.env };
  delete env['NODE_OPTIONS'];
  try {
    return execFileSync(program, args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}
