import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { CASES, type Case } from './load.ts';
import { isWithinBounds, MOST_TIMES, summaryOf, type Contention } from './contention.ts';
import type { Guarded } from './guarded.ts';
import type { HostileMemory } from './hostile.ts';
import type { Throughput } from './peers.ts';
import type { Width } from './width.ts';

/** What was measured; the report keeps the figures of the rest. */
export interface Results {
  peers?: Throughput;
  widths?: Width[];
  guarded?: Guarded;
  hostile?: HostileMemory;
  contention?: Contention[];
}

const REFERENCE = 'Fastify + fastify-openapi-glue + pg';
const PRODUCT = 'Plumbline';
const TARGETS: Record<Case, number> = { 'by id': 0.6, 'page of 20': 0.6, insert: 0.4 };

/** The figures as Markdown: ratios first, since absolutes say more of the machine than of the server. */
export function renderReport({ peers, widths, guarded, hostile, contention }: Results): string {
  return [
    '# Benchmark',
    '',
    'Written by `npm run bench`; see `scripts/bench/`. All servers run side by side in one run, on one machine with',
    `PostgreSQL and the load generator (${cpus().length} cores, Node ${process.version}), 32 connections, medians over the rounds.`,
    '',
    ...(peers === undefined ? [] : peersSection(peers)),
    ...(widths === undefined ? [] : widthsSection(widths)),
    ...(guarded === undefined ? [] : guardedSection(guarded)),
    ...(hostile === undefined ? [] : hostileSection(hostile)),
    ...(contention === undefined ? [] : contentionSection(contention)),
  ].join('\n');
}

function peersSection(peers: Throughput): string[] {
  const reference = peers[REFERENCE];
  const rows = Object.entries(peers).map(([name, rates]) => {
    const cells = CASES.map(
      (which) => `${(rates[which] / (reference?.[which] ?? NaN)).toFixed(2)} (${rates[which].toFixed(0)})`,
    );
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return [
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
  ];
}

function widthsSection(widths: readonly Width[]): string[] {
  const [narrow, wide] = widths;
  return [
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
  ];
}

function hostileSection({ requests, warmedUp, before, after }: HostileMemory): string[] {
  return [
    '## Memory under hostile requests',
    '',
    `${requests} requests with random content types, paths, query names and Accept headers, after ${warmedUp} to warm up:`,
    `resident memory ${before.toFixed(0)} MiB before, ${after.toFixed(0)} MiB after.`,
    '',
  ];
}

/** How long readers wait while others write. */
function contentionSection(all: readonly Contention[]): string[] {
  const rows = all.map((each) => {
    const { ratio, p50, p99, failures, writes, failedWrites } = summaryOf(each);
    const { engine, service, writers } = each;
    const times = ({ alone, together }: { alone: number; together: number }) =>
      `${alone.toFixed(0)} / ${together.toFixed(0)}`;
    return `| ${engine} | ${service} | ${writers} | ${ratio.toFixed(2)} | ${times(p50)} | ${times(p99)} | ${failures} | ${writes.toFixed(0)} | ${failedWrites} |`;
  });
  return [
    '## Readers beside writers',
    '',
    'Written by `npm run bench -- --only contention`. 50 readers by id, alone and then beside writers of other objects of the same',
    'tables; each connection sends its next request when the last was answered. The ratio is of p99 beside writers to p99 alone, as',
    'the median of the rounds; the times, in milliseconds alone / beside writers, are medians of the rounds as well.',
    `Machine: ${cpus().length} cores, load average ${loadavg()[2]?.toFixed(0)} over the last 15 minutes, which counts other work as well.`,
    '',
    '| engine | service | writers | ratio of p99 | p50 | p99 | reads not 2xx | writes/s | writes not 2xx |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Target: at most ${MOST_TIMES}, and no reader answered 503: ${all.every(isWithinBounds) ? 'met' : 'missed'}.`,
    '',
  ];
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

/** Keeps the figures in docs/, where a change of them shows in review; sections that were not measured stay as they are. */
export async function keepReport(text: string): Promise<string> {
  const file = new URL('../../docs/BENCHMARK.md', import.meta.url);
  const before = await readFile(file, 'utf8').catch(() => '');
  const kept = new Map([...sectionsOf(before), ...sectionsOf(text)]);
  const merged = [...kept.values()].join('\n\n') + '\n';
  if (before !== merged) await writeFile(file, merged);
  return 'docs/BENCHMARK.md';
}

/** The sections of a page by their first lines, in their order. */
function sectionsOf(page: string): [string, string][] {
  return page
    .split(/^(?=##? )/m)
    .map((section) => section.trim())
    .filter((section) => section !== '')
    .map((section) => [section.split('\n', 1)[0] ?? '', section]);
}
