import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NO_MAIL, readAccessConfig, type AccessConfig } from './access-config.ts';
import { readDatabaseLimits } from './database-config.ts';
import { missingMasterKey } from './infra/auth/master-key.ts';
import type { DatabaseLimits } from './infra/db/limits.ts';
import { callersFile, callersPath, readCommandLine, type Environment } from './command-line.ts';

/** Where rows are kept: in the process (a folder, or memory), or in a PostgreSQL server. */
export type Storage = { kind: 'directory'; directory: string } | { kind: 'memory' } | { kind: 'server'; url: string };

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_FORMATS = ['text', 'json'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Variables that hold a secret: each may be given as a file instead, `MASTER_KEY_FILE`. */
const SECRETS = ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'MASTER_KEY', 'DEVELOPMENT_SECRET'] as const;

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
  /** JSON: every line of the process is one JSON object, those of the start included. */
  logFormat: LogFormat;
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
  /** How long the service goes on after SIGTERM while readiness fails, in milliseconds. */
  drainDelay: number;
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
  /** How the process is to report it. */
  readonly logFormat: LogFormat;

  constructor(problems: readonly string[], logFormat: LogFormat = 'text') {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
    this.logFormat = logFormat;
  }
}

/**
 * Reads flags and environment; nothing else in the program does.
 *
 * @param argv arguments after the script's name
 * @param environment as `process.env`; an empty value counts as unset
 * @param isServing whether the server reads it: it needs mail, a master key and an existing credentials file, commands do not
 * @returns the configuration, or `help` when usage was asked for
 * @throws ConfigError naming every problem at once
 */
export function readConfig(argv: readonly string[], given: Environment, isServing = false): Config | 'help' {
  const line = readCommandLine(argv, given);
  if (typeof line === 'string') throw new ConfigError([line]);
  const { values: flags, positionals } = line;
  if (flags.help === true) return 'help';
  const problems: string[] = [];
  const environment = withSecretFiles(given, problems);
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

  const isProduction = readMode(flags, env('MODE'), problems);
  if (positionals.length > 1) problems.push(`One contract at a time; got ${positionals.join(', ')}.`);
  const [file] = positionals;
  if (file !== undefined && /^https?:/i.test(file)) {
    problems.push(`${file} is a URL, and contracts are read from files. Save it, as with curl -O, and give the file.`);
  }
  const contract = file === undefined ? OWN_CONTRACT : callersFile(file, environment);
  const logLevel = env('LOG_LEVEL') ?? 'info';
  if (!isLogLevel(logLevel)) problems.push(`LOG_LEVEL is "${logLevel}"; give one of ${LOG_LEVELS.join(', ')}.`);
  const logFormat = env('LOG_FORMAT') ?? (isProduction ? 'json' : 'text');
  if (!isLogFormat(logFormat)) problems.push(`LOG_FORMAT is "${logFormat}"; give one of ${LOG_FORMATS.join(', ')}.`);
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
    logFormat: isLogFormat(logFormat) ? logFormat : 'json',
    corsOrigins: origins.split(',').flatMap((origin) => (origin.trim() === '' ? [] : [origin.trim()])),
    bodyLimit: integer('BODY_LIMIT', env('BODY_LIMIT'), 1_048_576, 1, 1_073_741_824),
    responseCheckSample: number('RESPONSE_CHECK_SAMPLE', env('RESPONSE_CHECK_SAMPLE'), 0.01, 0, 1),
    requestTimeout: 1000 * number('REQUEST_TIMEOUT', env('REQUEST_TIMEOUT'), 30, 0, 3600),
    database: readDatabaseLimits(env, number, integer),
    drainDelay: 1000 * number('DRAIN_SECONDS', env('DRAIN_SECONDS'), 5, 0, 3600),
    stopTimeout: 1000 * number('STOP_TIMEOUT', env('STOP_TIMEOUT'), 10, 0, 3600),
    access: readAccessConfig(env, integer, problems),
  };
  if (isServing) problems.push(...servingProblems(config));
  if (problems.length > 0) throw new ConfigError(problems, config.logFormat);
  return Object.freeze(config);
}

/** Lists missing settings that the server needs and commands do not, so that one start names every problem. */
function servingProblems({ isProduction, isOwnContract, storage, access, corsOrigins }: Config): string[] {
  const problems: string[] = [];
  const { smtpUrl, mailDir, masterKey, credentialsFile } = access;
  if (isProduction && isOwnContract && smtpUrl === undefined && mailDir === undefined) problems.push(NO_MAIL);
  if (isOwnContract && storage.kind === 'server' && masterKey === undefined) problems.push(missingMasterKey().message);
  if (credentialsFile !== undefined && !existsSync(credentialsFile)) {
    problems.push(`CREDENTIALS_FILE names ${credentialsFile}, which does not exist.`);
  }
  for (const origin of corsOrigins) {
    if (origin === '*' || (URL.canParse(origin) && new URL(origin).origin === origin)) continue;
    problems.push(`CORS_ORIGINS holds "${origin}"; give origins, as https://app.example.org, or *.`);
  }
  return problems;
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

/** `--production` and `--development` win over MODE. */
function readMode(
  flags: { production?: boolean | undefined; development?: boolean | undefined },
  mode: string | undefined,
  problems: string[],
): boolean {
  if (flags.production === true && flags.development === true) {
    problems.push('Give --production or --development, not both.');
  }
  if (mode !== undefined && mode !== 'production' && mode !== 'development') {
    problems.push(`MODE is "${mode}"; give production or development.`);
  }
  return flags.production ?? (flags.development === true ? false : mode === 'production');
}

/** The environment with every secret that is given as a file, `MASTER_KEY_FILE=/run/secrets/master_key`. */
function withSecretFiles(environment: Environment, problems: string[]): Environment {
  const read: Record<string, string | undefined> = { ...environment };
  for (const name of SECRETS) {
    const file = environment[`${name}_FILE`] ?? '';
    if (file === '') continue;
    if ((environment[name] ?? '') !== '') {
      problems.push(`Give ${name} or ${name}_FILE, not both.`);
      continue;
    }
    try {
      read[name] = readFileSync(file, 'utf8').trim();
      if (read[name] === '') problems.push(`${name}_FILE: ${file} is empty.`);
    } catch (error) {
      problems.push(`${name}_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
    }
  }
  return read;
}

function isLogFormat(value: string): value is LogFormat {
  return (LOG_FORMATS as readonly string[]).includes(value);
}

function isLogLevel(value: string): value is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(value);
}
