import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAccessConfig, type AccessConfig } from './access-config.ts';
import { readDatabaseLimits } from './database-config.ts';
import type { DatabaseLimits } from './infra/db/limits.ts';
import { callersFile, callersPath, readCommandLine, type Environment } from './command-line.ts';

/** Where rows are kept: in the process (a folder, or memory), or in a PostgreSQL server. */
export type Storage = { kind: 'directory'; directory: string } | { kind: 'memory' } | { kind: 'server'; url: string };

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything that may differ between two runs of the program. Read once, frozen. */
export interface Config {
  /** Absolute path of the contract file. */
  contract: string;
  /** The contract is the project's own, for which `src/handlers` are written. */
  isOwnContract: boolean;
  port: number;
  host: string;
  storage: Storage;
  /** No examples in place of answers, no stand-in credentials, responses checked by sample only. */
  isProduction: boolean;
  logLevel: LogLevel;
  /** Origins that browsers may call from; `['*']` is any. */
  corsOrigins: readonly string[];
  /** Largest request body, in bytes. */
  bodyLimit: number;
  /** Share of responses that production checks against the contract, 0 to 1. */
  responseCheckSample: number;
  /** How long the answer to a request is worked at, in milliseconds; 0: without end. */
  requestTimeout: number;
  /** Connections to the database, and how long it is waited for. */
  database: DatabaseLimits;
  /** How long a stop waits for requests in flight, in milliseconds. */
  stopTimeout: number;
  /** Who gets in, and what that takes. */
  access: AccessConfig;
}

/** Reads a number within bounds; notes a problem where it is none, and gives the default. */
export type ReadNumber = (
  name: string,
  given: string | undefined,
  otherwise: number,
  min: number,
  max: number,
) => number;

export const OWN_CONTRACT = fileURLToPath(new URL('../openapi/openapi.yaml', import.meta.url));

/** The command line or the environment asks for something that cannot be; `problems` names every such thing. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads flags and environment; nothing else in the program does.
 *
 * @param argv arguments after the script's name
 * @param environment as `process.env`; an empty value counts as unset
 * @returns the configuration, or `help` when usage was asked for
 * @throws ConfigError naming every problem at once
 */
export function readConfig(argv: readonly string[], environment: Environment): Config | 'help' {
  const line = readCommandLine(argv, environment);
  if (typeof line === 'string') throw new ConfigError([line]);
  const { values: flags, positionals } = line;
  if (flags.help === true) return 'help';
  const problems: string[] = [];
  const env = (name: string) => (environment[name] === '' ? undefined : environment[name]);

  /** A number within bounds, from the flag or the variable, or the default. */
  const number: ReadNumber = (name, given, otherwise, min, max) => {
    if (given === undefined) return otherwise;
    const value = Number(given);
    if (given.trim() !== '' && value >= min && value <= max) return value;
    problems.push(`${name} is "${given}"; give a number from ${min} to ${max}.`);
    return otherwise;
  };
  const integer: ReadNumber = (name, given, otherwise, min, max) => {
    const value = number(name, given, otherwise, min, max);
    if (!Number.isInteger(value)) problems.push(`${name} is "${value}"; give a whole number.`);
    return value;
  };

  const isProduction = flags.production ?? false;
  if (positionals.length > 1) problems.push(`One contract at a time; got ${positionals.join(', ')}.`);
  const [given] = positionals;
  if (given !== undefined && /^https?:/i.test(given)) {
    problems.push(`${given} is a URL, and contracts are read from files. Save it, as with curl -O, and give the file.`);
  }
  const contract = given === undefined ? OWN_CONTRACT : callersFile(given, environment);
  const logLevel = env('LOG_LEVEL') ?? 'info';
  if (!isLogLevel(logLevel)) problems.push(`LOG_LEVEL is "${logLevel}"; give one of ${LOG_LEVELS.join(', ')}.`);
  const storage = readStorage(flags, environment, problems);
  const origins = env('CORS_ORIGINS') ?? (isProduction ? '' : '*');
  const config: Config = {
    contract,
    isOwnContract: contract === OWN_CONTRACT,
    port:
      flags.port === undefined
        ? integer('PORT', env('PORT'), 3000, 0, 65_535)
        : integer('--port', flags.port, 3000, 0, 65_535),
    host: flags.host ?? env('HOST') ?? (isProduction ? '0.0.0.0' : '127.0.0.1'),
    storage,
    isProduction,
    logLevel: isLogLevel(logLevel) ? logLevel : 'info',
    corsOrigins: origins.split(',').flatMap((origin) => (origin.trim() === '' ? [] : [origin.trim()])),
    bodyLimit: integer('BODY_LIMIT', env('BODY_LIMIT'), 1_048_576, 1, 1_073_741_824),
    responseCheckSample: number('RESPONSE_CHECK_SAMPLE', env('RESPONSE_CHECK_SAMPLE'), 0.01, 0, 1),
    requestTimeout: 1000 * number('REQUEST_TIMEOUT', env('REQUEST_TIMEOUT'), 30, 0, 3600),
    database: readDatabaseLimits(env, number, integer),
    stopTimeout: 1000 * number('STOP_TIMEOUT', env('STOP_TIMEOUT'), 10, 0, 3600),
    access: readAccessConfig(env, integer, problems),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

function readStorage(
  flags: { data?: string | undefined; memory?: boolean | undefined },
  environment: Environment,
  problems: string[],
): Storage {
  if (flags.memory === true && flags.data !== undefined) problems.push('Give --data or --memory, not both.');
  if (flags.memory === true) return { kind: 'memory' };
  if (flags.data !== undefined) return { kind: 'directory', directory: callersPath(flags.data, environment) };
  const { DATABASE_URL: url = '', DATA_DIR: folder = '' } = environment;
  if (url === '') {
    return { kind: 'directory', directory: folder === '' ? resolve('.data') : callersPath(folder, environment) };
  }
  if (!/^postgres(ql)?:\/\//.test(url)) problems.push('DATABASE_URL must start with postgres:// or postgresql://.');
  return { kind: 'server', url };
}

function isLogLevel(value: string): value is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(value);
}
