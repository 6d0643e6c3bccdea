import { relative } from 'node:path';
import type { App } from './app.ts';
import type { Config } from './config.ts';
import { mailFolder } from './facilities.ts';
import type { DevelopmentCredential } from './infra/auth/known-credentials.ts';
import { apiPaths } from '@plumbline/contract/base-paths';

const ANSWERERS = [
  ['handler', 'by handlers'],
  ['derived', 'by derived resources'],
  ['example', "by the contract's examples"],
  ['unimplemented', 'unimplemented (501)'],
] as const;

/**
 * What start-up prints: the contract, who answers its operations, the database, in development a credential for each
 * security scheme, and the URLs.
 *
 * @param port the port listened on, which differs from the configured one when that was 0
 * @param elapsed milliseconds since the start
 */
export function banner(app: App, config: Config, port: number, elapsed: number): string {
  const { host, isProduction, contract: file } = config;
  const { contract, answered, database, development, emulated } = app;
  const { length: total } = contract.operations;
  const origin = `http://${hostText(host)}:${port}`;
  const counts = ANSWERERS.filter(([by]) => answered[by] > 0).map(([by, words]) => `${answered[by]} ${words}`);
  const longest = Math.max(...development.map(({ scheme }) => scheme.length), 0);
  const rows: [string, string][] = [
    ['Contract', `${contract.title} ${contract.version} (OpenAPI ${contract.sourceVersion}, ${shortest(file)})`],
    ['Operations', total === 0 ? 'none: the contract declares no operation' : `${total}: ${counts.join(', ')}`],
    ...emulatedRows(emulated, isProduction),
    ...derivedRows(app, isProduction),
    ['Database', database],
    ...mailRow(config),
    ...administratorRow(config),
    ['Mode', isProduction ? 'production' : 'development: every answer is checked against the contract'],
    ...development.map((each): [string, string] => ['Credential', `${each.scheme.padEnd(longest)}  ${usage(each)}`]),
    ...apiPaths(contract).map((path): [string, string] => ['API', origin + path]),
    ['Docs', `${origin}/_system/docs`],
    ['Health', `${origin}/_system/livez  ${origin}/_system/readyz`],
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(12)}${value}`);
  return ['', ...lines, '', `Ready in ${(elapsed / 1000).toFixed(1)} s.`].join('\n');
}

/** Operations that start-up names one by one; the support report has them all. */
const MOST_NAMED = 10;

/** What nothing in the contract says how to answer: in production 501, in development made up and marked. */
function emulatedRows(emulated: App['emulated'], isProduction: boolean): [string, string][] {
  if (emulated.size === 0) return [];
  const [title, mark] = isProduction ? ['Not derived', ''] : ['Emulated', ', marked by X-Plumbline-Emulated'];
  const [operations, them] = emulated.size === 1 ? ['operation', 'it'] : ['operations', 'them'];
  const named = [...emulated.values()].slice(0, MOST_NAMED).map((reason): [string, string] => ['', reason]);
  const rest = emulated.size - named.length;
  return [
    [title, `${emulated.size} ${operations}: nothing in the contract gives ${them} its answer${mark}`],
    ...named,
    ...(rest > 0 ? [['', `and ${rest} more: npm run contract lists them`] as [string, string]] : []),
  ];
}

/** The banner's facts as fields of a log line; never a credential. */
export function startFields(app: App, { host, isProduction }: Config, port: number): Record<string, unknown> {
  const { contract, answered, emulated, inferred, database } = app;
  const reasons = inferred.notDerived.map(({ operation, reason }) => `${operation}: ${reason}`);
  return {
    contract: `${contract.title} ${contract.version}`,
    operations: answered,
    notDerived: [...reasons, ...emulated.values()].slice(0, MOST_NAMED),
    withoutItems: inferred.sampled,
    database,
    mode: isProduction ? 'production' : 'development',
    api: apiPaths(contract).map((path) => `http://${hostText(host)}:${port}${path}`),
  };
}

/** How many reasons start-up prints; the support report has them all. */
const MOST_REASONS = 5;

/** What of the derived resources needs a change of the contract, or shows what no client sent. */
function derivedRows({ inferred: { sampled, notDerived } }: App, isProduction: boolean): [string, string][] {
  const reasons = Map.groupBy(notDerived, ({ reason }) => reason);
  const shown = [...reasons].slice(0, MOST_REASONS).map(([reason, operations]): [string, string] => {
    return ['Not derived', `${operations.map(({ operation }) => operation).join(', ')}: ${reason}`];
  });
  const rest = reasons.size - shown.length;
  const rows: [string, string][] = [];
  const [operations, show] = sampled === 1 ? ['operation', 'shows'] : ['operations', 'show'];
  const shownItems = isProduction ? 'no items' : 'samples';
  if (sampled > 0) {
    rows.push(['Samples', `${sampled} derived ${operations} ${show} ${shownItems}: no operation creates their items`]);
  }
  rows.push(...shown);
  if (rest > 0) rows.push(['', `${rest} more reasons: npm run contract prints them all`]);
  return rows;
}

/** The delivery desk's mail: whoever waits for a letter must know where it is. */
function mailRow(config: Config): [string, string][] {
  if (!config.isOwnContract) return [];
  const { smtpUrl } = config.access;
  const place =
    smtpUrl === undefined ? `files in ${shortest(mailFolder(config))} (no SMTP_URL)` : new URL(smtpUrl).host;
  return [['Mail', place]];
}

/** Who administers the delivery desk. */
function administratorRow({ isOwnContract, isProduction }: Config): [string, string][] {
  if (!isOwnContract) return [];
  const how = 'npm run admin -- EMAIL makes one of a registered account';
  return [['Admin', isProduction ? how : 'the first to register, in development only']];
}

/** How a stand-in credential is sent, ready to be copied. */
function usage({ in: place, name, value }: DevelopmentCredential): string {
  if (place === 'query') return `?${name}=${value}`;
  const [, basic] = /^Basic (.*)/.exec(value) ?? [];
  if (basic !== undefined) return `-u ${Buffer.from(basic, 'base64').toString()}  or  ${name}: ${value}`;
  return place === 'cookie' ? `Cookie: ${name}=${value}` : `${name}: ${value}`;
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
