import { setTimeout } from 'node:timers/promises';
import { banner, startFields } from './banner.ts';
import { StartError } from './answering.ts';
import { buildApp, type App } from './app.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { KeyRingError } from './infra/auth/key-ring-error.ts';
import { MasterKeyError } from './infra/auth/master-key.ts';
import { ContractError } from '@plumbline/contract/contract-error';
import { DataDirectoryError } from './infra/db/data-directory.ts';
import { LaterSchemaError } from './infra/db/later-schema.ts';
import { refusalAtStart } from './infra/db/refused.ts';
import { DatabaseUnavailableError } from './infra/db/unavailable.ts';
import { surviveExceptions } from './infra/http/errors/last-resort.ts';
import { listen } from './infra/http/server.ts';
import { settleUrlParse } from './infra/http/request/url-parse.ts';
import { EvolutionError } from './infra/resources/schema/apply.ts';
import { createLogger, type Logger } from './infra/telemetry/logger.ts';
import { USAGE } from './usage.ts';

/** Errors whose message is made for the person who started the program; anything else is our fault and shows its stack. */
const EXPECTED = [
  StartError,
  ContractError,
  DataDirectoryError,
  DatabaseUnavailableError,
  EvolutionError,
  KeyRingError,
  LaterSchemaError,
  MasterKeyError,
];

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(message: string, exitCode: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}

/** A log line of a process that has no logger yet, or ends before it would write. */
function jsonLine(message: string, fields: object): string {
  return JSON.stringify({ timestamp: new Date().toISOString(), level: 'error', message, ...fields });
}

function configure(): Config {
  try {
    const config = readConfig(process.argv.slice(2), process.env, true);
    if (config !== 'help') return config;
    say(USAGE);
    process.exit(0);
  } catch (error) {
    if (error instanceof ConfigError) {
      const { message, problems, logFormat } = error;
      fail(logFormat === 'text' ? `${message}\n\n${USAGE}` : jsonLine('the configuration is invalid', { problems }), 2);
    }
    throw error;
  }
}

async function start(config: Config, logger: Logger): Promise<App> {
  const startedAt = performance.now();
  const isText = config.logFormat === 'text';
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    if (isText) say(`Starting, ${seconds} s so far: reading the contract and opening the database.`);
    else logger.info('starting', { seconds });
  }, 1000);
  const app = await buildApp(config, logger).finally(() => {
    clearInterval(progress);
  });
  try {
    const port = await listen(app.http, config.port, config.host);
    const elapsed = performance.now() - startedAt;
    if (isText) say(banner(app, config, port, elapsed));
    else logger.info('ready', { ...startFields(app, config, port), milliseconds: Math.round(elapsed) });
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

/**
 * Stops once in order; a second signal ends the process at once. SIGTERM, as orchestrators send it, fails readiness first
 * and goes on serving for `drainDelay`, until load balancers have noticed. SIGINT comes from a terminal and does not wait.
 */
function stopOnSignals(app: App, { drainDelay, stopTimeout }: Config, logger: Logger): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    const delay = signal === 'SIGTERM' ? drainDelay : 0;
    app.failReadiness();
    logger.info('stopping', { signal, drainMs: delay });
    void stopAfter(delay, app, stopTimeout, logger);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** How long closing what is open (the database, the mail) may take once no request is in flight. */
const CLOSE_TIMEOUT_MS = 5000;

async function stopAfter(delay: number, app: App, stopTimeout: number, logger: Logger): Promise<void> {
  if (delay > 0) await setTimeout(delay);
  const overdue = setTimeout(stopTimeout + CLOSE_TIMEOUT_MS, undefined, { ref: false }).then(() => {
    throw new Error('Not everything that was open could be closed in time. The database may not answer.');
  });
  await Promise.race([app.close(), overdue]).then(
    () => {
      logger.info('stopped');
      process.exitCode = 0;
    },
    (error: unknown) => {
      logger.error('stopping failed', { error });
      process.exit(1);
    },
  );
}

function explain(error: unknown, { host, port }: Config): string {
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken. Stop what listens there, or give another with --port.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Give one above 1023 with --port.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is no address of this machine. Give another with --host.`;
  const refusal = refusalAtStart(error);
  if (refusal !== undefined) return refusal;
  return EXPECTED.some((expected) => error instanceof expected) ? message : (stack ?? message);
}

const config = configure();
settleUrlParse();
const logger = createLogger({ level: config.logLevel, format: config.logFormat, isColored: process.stdout.isTTY });
try {
  const app = await start(config, logger);
  surviveExceptions(logger);
  stopOnSignals(app, config, logger);
} catch (error) {
  const message = explain(error, config);
  fail(config.logFormat === 'text' ? message : jsonLine('the start failed', { reason: message }), 1);
}
