import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { CASES, type Case } from './load.ts';
import type { Guarded } from './guarded.ts';
import type { HostileMemory } from './hostile.ts';
import type { Throughput } from './peers.ts';
import type { Width } from './width.ts';

export interface Results {
  peers: Throughput;
  widths: Width[];
  guarded: Guarded;
  hostile: HostileMemory;
}

const REFERENCE = 'Fastify + fastify-openapi-glue + pg';
const PRODUCT = 'Plumbline';
const TARGETS: Record<Case, number> = { 'by id': 0.6, 'page of 20': 0.6, insert: 0.4 };

/** The figures as Markdown: ratios first, since absolutes say more of the machine than of the server. */
export function renderReport({ peers, widths, guarded, hostile }: Results): string {
  const reference = peers[REFERENCE];
  const rows = Object.entries(peers).map(([name, rates]) => {
    const cells = CASES.map(
      (which) => `${(rates[which] / (reference?.[which] ?? NaN)).toFixed(2)} (${rates[which].toFixed(0)})`,
    );
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  const [narrow, wide] = widths;
  return [
    '# Benchmark',
    '',
    'Written by `npm run bench`; see `scripts/bench/`. All servers run side by side in one run, on one machine with',
    `PostgreSQL and the load generator (${cpus().length} cores, Node ${process.version}), 32 connections, medians over the rounds.`,
    '',
    '## Beside its peers',
    '',
    `Throughput as a ratio to "${REFERENCE}", and in requests per second. Every connection begins at another item and page,`,
    'since reads that come together go out together ([decision 9](decisions/0009-reads-that-come-together.md)).',
    '',
    `| server | ${CASES.join(' | ')} |`,
    `| --- | ${CASES.map(() => '---').join(' | ')} |`,
    ...rows,
    '',
    ...CASES.map((which) => verdict(which, peers)),
    '',
    '## Width of the contract',
    '',
    'Reads by id of the same five resources, while the contract grows.',
    '',
    '| paths | req/s | ratio |',
    '| --- | --- | --- |',
    ...widths.map(
      ({ paths, rate }) => `| ${paths} | ${rate.toFixed(0)} | ${(rate / (narrow?.rate ?? NaN)).toFixed(2)} |`,
    ),
    '',
    `Target: at least 0.90 with ${wide?.paths ?? '?'} paths.`,
    '',
    ...guardedSection(guarded),
    '## Memory under hostile requests',
    '',
    `${hostile.requests} requests with random content types, paths, query names and Accept headers, after ${hostile.warmedUp} to warm up:`,
    `resident memory ${hostile.before.toFixed(0)} MiB before, ${hostile.after.toFixed(0)} MiB after.`,
    '',
  ].join('\n');
}

/** What a token costs. */
function guardedSection({ open, guarded, ratio }: Guarded): string[] {
  return [
    '## Reads that need a token',
    '',
    'The same rows by id, without a credential and with a JWT of an OpenID issuer (ES256, 32 callers).',
    '',
    '| read | req/s | ratio, median of the rounds |',
    '| --- | --- | --- |',
    `| open | ${open.toFixed(0)} | 1.00 |`,
    `| JWT-protected | ${guarded.toFixed(0)} | ${ratio.toFixed(2)} |`,
    '',
    `Target: at least 0.85: ${ratio >= 0.85 ? 'met' : 'missed'}.`,
    '',
  ];
}

function verdict(which: Case, peers: Throughput): string {
  const ratio = (peers[PRODUCT]?.[which] ?? NaN) / (peers[REFERENCE]?.[which] ?? NaN);
  return `- ${which}: ${ratio.toFixed(2)} of the reference, target ${TARGETS[which]}: ${ratio >= TARGETS[which] ? 'met' : 'missed'}.`;
}

/** Keeps the figures in docs/, where a change of them shows in review. */
export async function keepReport(text: string): Promise<string> {
  const file = new URL('../../docs/BENCHMARK.md', import.meta.url);
  const before = await readFile(file, 'utf8').catch(() => '');
  if (before !== text) await writeFile(file, text);
  return 'docs/BENCHMARK.md';
}
