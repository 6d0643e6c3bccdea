import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const SCRIPT = resolve('scripts/release.ts');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-release-'));
  mkdirSync(join(folder, 'packages/model'), { recursive: true });
  const root = { name: 'service', version: '0.9.0', workspaces: ['packages/*'], dependencies: { '@a/model': '0.9.0' } };
  write('package.json', JSON.stringify(root));
  write('packages/model/package.json', JSON.stringify({ name: '@a/model', version: '0.9.0' }));
  write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n- New: costs $& and $1.\n\n## 0.9.0 - 2026-01-01\n\n- Old.\n');
  write('.gitignore', 'node_modules\n');
  git('init', '--quiet');
  git('config', 'user.name', 'a');
  git('config', 'user.email', 'a@b.test');
  git('add', '.');
  git('commit', '--quiet', '--message', 'start');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a release sets every version, dates the changelog, commits and tags', () => {
  expect(release('0.10.0')).toMatchObject({ status: 0, stdout: expect.stringContaining('tagged v0.10.0') });
  const versions = ['package.json', 'packages/model/package.json'].map((file) => JSON.parse(read(file)) as object);
  expect(versions).toEqual([
    expect.objectContaining({ version: '0.10.0', dependencies: { '@a/model': '0.10.0' } }),
    { name: '@a/model', version: '0.10.0' },
  ]);
  const today = new Date().toISOString().slice(0, 10);
  expect(read('CHANGELOG.md')).toBe(
    `# Changelog\n\n## Unreleased\n\n## 0.10.0 - ${today}\n\n- New: costs $& and $1.\n\n## 0.9.0 - 2026-01-01\n\n- Old.\n`,
  );
  expect(git('tag', '--list').trim()).toBe('v0.10.0');
  expect(git('log', '-1', '--format=%s').trim()).toBe('chore(release): 0.10.0');
  expect(git('status', '--porcelain')).toBe('');
});

test('a dry run prints the entries and changes nothing', () => {
  expect(release('0.10.0', '--dry-run')).toMatchObject({
    status: 0,
    stdout: '0.10.0 would be released with:\n\n- New: costs $& and $1.\n',
  });
  expect(git('status', '--porcelain') + git('tag')).toBe('');
});

describe('a release is rejected', () => {
  test.each<[string, string[], string, (() => void)?]>([
    ['without a version', [], 'Name one version'],
    ['of a lower version', ['0.8.10'], '0.8.10 is not a version above 0.9.0'],
    ['of the same version', ['0.9.0'], '0.9.0 is not a version above 0.9.0'],
    ['of what is not a version', ['next'], 'next is not a version above 0.9.0'],
    [
      'with changes that are not committed',
      ['1.0.0'],
      'Commit or discard',
      () => {
        write('new.txt', '');
      },
    ],
    [
      'without entries in the changelog',
      ['1.0.0'],
      'no entries',
      () => {
        write('CHANGELOG.md', '## Unreleased\n\n## 0.9.0\n\n- Old.\n');
        git('commit', '--quiet', '--all', '--message', 'empty');
      },
    ],
  ])('%s', (_what, args, message, prepare) => {
    prepare?.();
    expect(release(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
    expect(git('tag')).toBe('');
  });
});

function release(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [SCRIPT, ...args], { cwd: folder, encoding: 'utf8' });
}

function write(file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}

function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
}
