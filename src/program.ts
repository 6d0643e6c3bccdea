import { banner } from './banner.ts';
import { StartError } from './answering.ts';
import { buildApp, type App } from './app.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { KeyRingError } from './infra/auth/key-ring-error.ts';
import { MasterKeyError } from './infra/auth/master-key.ts';
import { ContractError } from './infra/contract/contract-error.ts';
import { DataDirectoryError } from './infra/db/data-directory.ts';
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
  MasterKeyError,
];

const isTerminal = process.stdout.isTTY;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(message: string, exitCode: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}

function configure(): Config {
  try {
    const config = readConfig(process.argv.slice(2), process.env);
    if (config !== 'help') return config;
    say(USAGE);
    process.exit(0);
  } catch (error) {
    if (error instanceof ConfigError) fail(`${error.message}\n\n${USAGE}`, 2);
    throw error;
  }
}

async function start(config: Config, logger: Logger): Promise<App> {
  const startedAt = performance.now();
  const progress = setInterval(() => {
    say(
      `Starting, ${Math.round((performance.now() - startedAt) / 1000)} s so far: reading the contract and opening the database.`,
    );
  }, 1000);
  const app = await buildApp(config, logger).finally(() => {
    clearInterval(progress);
  });
  try {
    const port = await listen(app.http, config.port, config.host);
    say(banner(app, config, port, performance.now() - startedAt));
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Stops once in order; a second signal ends the process at once. */
function stopOnSignals(app: App, logger: Logger): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    logger.info('stopping', { signal });
    app.close().then(
      () => {
        logger.info('stopped');
        process.exitCode = 0;
      },
      (error: unknown) => {
        logger.error('stopping failed', { error });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
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
const logger = createLogger({ level: config.logLevel, format: isTerminal && !config.isProduction ? 'text' : 'json' });
try {
  const app = await start(config, logger);
  surviveExceptions(logger);
  stopOnSignals(app, logger);
} catch (error) {
  fail(explain(error, config), 1);
}
