/**
 * Releases a version: sets it in every package, turns the changelog's section "Unreleased" into one of the version,
 * commits and tags. Pushes and publishes nothing.
 *
 *   npm run release -- VERSION [--dry-run]
 *
 * Exits with 2 where the version, the working tree or the changelog does not allow it.
 */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { MisuseError, readArguments, tellUsage } from './arguments.ts';

const USAGE = `Usage: npm run release -- VERSION [--dry-run]

Sets VERSION (as 1.2.3) in every package.json, dates the section "Unreleased" of CHANGELOG.md, commits and tags v1.2.3.
--dry-run prints what would be released and changes nothing.`;

interface Manifest {
  name: string;
  version: string;
  workspaces?: string[];
  dependencies?: Record<string, string>;
}

tellUsage(USAGE);
try {
  const options = { 'dry-run': { type: 'boolean', default: false } } as const;
  const { values, positionals } = readArguments({ args: process.argv.slice(2), allowPositionals: true, options });
  const [version, ...others] = positionals;
  if (version === undefined || others.length > 0) throw new MisuseError('Name one version, as 1.2.3.');
  release(version, values['dry-run']);
} catch (error) {
  if (!(error instanceof MisuseError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}

function release(version: string, isDry: boolean): void {
  const root = readManifest('package.json');
  if (!/^\d+\.\d+\.\d+$/.test(version) || !isHigher(version, root.version)) {
    throw new MisuseError(`${version} is not a version above ${root.version}, as 1.2.3.`);
  }
  if (run('git', 'status', '--porcelain') !== '') throw new MisuseError('Commit or discard your changes first.');
  const changes = readFileSync('CHANGELOG.md', 'utf8');
  const [, entries = ''] = /^## Unreleased\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changes) ?? [];
  if (entries.trim() === '') throw new MisuseError('CHANGELOG.md has no entries under "## Unreleased".');
  if (isDry) {
    console.log(`${version} would be released with:\n\n${entries.trim()}`);
    return;
  }
  const files = ['package.json', ...(root.workspaces ?? []).flatMap((each) => globSync(`${each}/package.json`))];
  const names = new Set(files.map((file) => readManifest(file).name));
  for (const file of files) writeVersion(file, version, names);
  const heading = `## ${version} - ${new Date().toISOString().slice(0, 10)}`;
  writeFileSync(
    'CHANGELOG.md',
    changes.replace('## Unreleased\n', () => `## Unreleased\n\n${heading}\n`),
  );
  run('npm', 'install', '--package-lock-only', '--ignore-scripts');
  run('git', 'add', 'CHANGELOG.md', 'package-lock.json', ...files);
  run('git', 'commit', '--quiet', '--message', `chore(release): ${version}`);
  run('git', 'tag', '--annotate', `v${version}`, '--message', `Plumbline ${version}`);
  console.log(`Committed and tagged v${version}. Push it with: git push --follow-tags`);
}

function isHigher(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) > 0;
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

/** Writes the version of a package, and of the packages of this repository that it depends on. */
function writeVersion(file: string, version: string, names: ReadonlySet<string>): void {
  const manifest = { ...readManifest(file), version };
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (manifest.dependencies && names.has(name)) manifest.dependencies[name] = version;
  }
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}

function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}
