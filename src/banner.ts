import { relative } from 'node:path';
import type { App } from './app.ts';
import type { Config } from './config.ts';

const ANSWERERS = [
  ['handler', 'by handlers'],
  ['derived', 'by derived resources'],
  ['example', "by the contract's examples"],
  ['unimplemented', 'unimplemented (501)'],
] as const;

/**
 * What start-up prints: the contract, who answers its operations, the database and the URLs.
 *
 * @param port the port listened on, which differs from the configured one when that was 0
 * @param elapsed milliseconds since the start
 */
export function banner(
  app: App,
  { host, isProduction, contract: file }: Config,
  port: number,
  elapsed: number,
): string {
  const { contract, answered, database } = app;
  const origin = `http://${hostText(host)}:${port}`;
  const basePaths = [...new Set(contract.operations.flatMap((operation) => operation.basePaths))];
  const counts = ANSWERERS.filter(([by]) => answered[by] > 0).map(([by, words]) => `${answered[by]} ${words}`);
  const rows: [string, string][] = [
    ['Contract', `${contract.title} ${contract.version} (OpenAPI ${contract.sourceVersion}, ${shortest(file)})`],
    ['Operations', `${contract.operations.length}: ${counts.join(', ')}`],
    ['Database', database],
    [
      'Mode',
      isProduction ? 'production' : 'development: any credential is taken, answers are checked against the contract',
    ],
    ...basePaths.map((path): [string, string] => ['API', origin + path]),
    ['Docs', `${origin}/_system/docs`],
    ['Health', `${origin}/_system/livez  ${origin}/_system/readyz`],
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(12)}${value}`);
  return ['', ...lines, '', `Ready in ${(elapsed / 1000).toFixed(1)} s.`].join('\n');
}

/** An address that listens everywhere is reached at this machine's own name. */
function hostText(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function shortest(file: string): string {
  const near = relative(process.cwd(), file);
  return near.length < file.length ? near : file;
}
