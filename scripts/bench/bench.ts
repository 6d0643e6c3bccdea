import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isWithinBounds, measureContention } from './contention.ts';
import { compareGuarded } from './guarded.ts';
import { measureHostileMemory } from './hostile.ts';
import { comparePeers } from './peers.ts';
import { keepReport, renderReport, type Results } from './report.ts';
import { compareWidths } from './width.ts';

const PARTS = ['peers', 'widths', 'guarded', 'hostile', 'contention'] as const;

/**
 * `npm run bench -- [--only PART] [--rounds N] [--seconds N] [--requests N]`, on the PostgreSQL server of DATABASE_URL.
 * Exit code 1: readers waited too long beside writers, or were not served.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '100000' },
  },
});
const admin = process.env['DATABASE_URL'];
if (admin === undefined) {
  console.error(
    'Set DATABASE_URL to a PostgreSQL server, as postgres://postgres@localhost:5432/postgres; a scratch database is made and dropped.',
  );
  process.exit(2);
}
const { only } = values;
if (only !== undefined && !(PARTS as readonly string[]).includes(only)) {
  console.error(`There is no part ${only}. Give one of ${PARTS.join(', ')} with --only.`);
  process.exit(2);
}
const isWanted = (part: (typeof PARTS)[number]): boolean => only === undefined || only === part;

const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const results: Results = {};
if (isWanted('peers')) {
  installPeers();
  console.log('Peers');
  results.peers = await comparePeers(admin, rounds, seconds);
}
if (isWanted('widths')) {
  console.log('Width of the contract');
  results.widths = await compareWidths(admin, [10, 1000], rounds, seconds);
}
if (isWanted('guarded')) {
  console.log('Reads that need a token');
  results.guarded = await compareGuarded(admin, 2 * rounds + 1, seconds);
}
if (isWanted('hostile')) {
  console.log('Memory under hostile requests');
  results.hostile = await measureHostileMemory(admin, Number(values.requests));
}
if (isWanted('contention')) {
  console.log('Readers beside writers');
  results.contention = await measureContention(admin, rounds, seconds);
}

const report = renderReport(results);
console.log(`\n${report}\nWritten to ${await keepReport(report)}.`);
if (results.contention?.every(isWithinBounds) === false) process.exitCode = 1;

/** The peers have a package.json of their own, so that the product does not carry what it is measured against. */
function installPeers(): void {
  const folder = fileURLToPath(new URL('peers', import.meta.url));
  if (existsSync(`${folder}/node_modules`)) return;
  console.log('Installing the peers once');
  const installed = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (installed.status !== 0) throw new Error('npm ci in scripts/bench/peers failed');
}
