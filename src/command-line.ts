import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  memory: { type: 'boolean' },
  production: { type: 'boolean' },
  development: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What stands for the value of a flag, in a command that shows how to write it. */
const VALUES: Readonly<Record<string, string>> = { port: ' N', host: ' H', data: ' DIR' };

export type Environment = Readonly<Record<string, string | undefined>>;

/** The command line, read: flags by name, and what stands beside them. */
export type CommandLine = ReturnType<typeof parseFlags>;

function parseFlags(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true });
}

/**
 * Reads the command line.
 *
 * @returns a text instead, where it cannot be read, or where npm kept flags for itself: `npm start --port 1` starts the
 *   server without any, at another port than the one asked for
 */
export function readCommandLine(argv: readonly string[], environment: Environment): CommandLine | string {
  let read: CommandLine;
  try {
    read = parseFlags(argv);
  } catch (error) {
    // parseArgs stops at the first unknown flag, so this one comes alone.
    return error instanceof Error ? error.message : String(error);
  }
  const given = read.values as Readonly<Record<string, unknown>>;
  const kept = Object.keys(FLAGS).filter(
    (name) => given[name] === undefined && (environment[`npm_config_${name}`] ?? '') !== '',
  );
  if (kept.length === 0) return read;
  const flags = kept.map((name) => `--${name}${VALUES[name] ?? ''}`).join(' ');
  const names = kept.map((name) => `--${name}`).join(' and ');
  const script = environment['npm_lifecycle_event'] ?? 'start';
  const command = script === 'start' ? 'npm start -- [CONTRACT]' : `npm run ${script} --`;
  return `npm kept ${names} for itself. Put two dashes before the arguments: ${command} ${flags}`;
}

/**
 * A path that somebody typed: npm runs scripts in the package's folder and leaves the caller's in INIT_CWD, from where
 * a path is meant.
 */
export function callersPath(given: string, environment: Environment): string {
  return resolve(environment['INIT_CWD'] ?? '', given);
}

/** The same of a file that is read: what is not there may be in the package's folder, as its examples are. */
export function callersFile(given: string, environment: Environment): string {
  const there = callersPath(given, environment);
  return existsSync(there) ? there : resolve(given);
}
