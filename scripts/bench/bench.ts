import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compareGuarded } from './guarded.ts';
import { measureHostileMemory } from './hostile.ts';
import { comparePeers } from './peers.ts';
import { keepReport, renderReport } from './report.ts';
import { compareWidths } from './width.ts';

/** `npm run bench -- [--rounds N] [--seconds N] [--requests N]`, on the PostgreSQL server of DATABASE_URL. */
const { values } = parseArgs({
  options: {
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
installPeers();

const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
console.log('Peers');
const peers = await comparePeers(admin, rounds, seconds);
console.log('Width of the contract');
const widths = await compareWidths(admin, [10, 1000], rounds, seconds);
console.log('Reads that need a token');
const guarded = await compareGuarded(admin, 2 * rounds + 1, seconds);
console.log('Memory under hostile requests');
const hostile = await measureHostileMemory(admin, Number(values.requests));

const report = renderReport({ peers, widths, guarded, hostile });
console.log(`\n${report}\nWritten to ${await keepReport(report)}.`);

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
