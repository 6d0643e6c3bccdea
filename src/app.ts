import type { Server } from 'node:http';
import { openAccess, type Access } from './access.ts';
import { answeringOf, handlerAnswerers, NOTHING_DERIVED, type Answerers } from './answering.ts';
import type { Config } from './config.ts';
import { deriveResources, NOTHING_INFERRED, type Inferred } from './derived.ts';
import { prepareDesk } from './facilities.ts';
import { handlers } from './handlers/index.ts';
import type { DevelopmentCredential } from './infra/auth/known-credentials.ts';
import type { Contract } from '@plumbline/contract/contract';
import { loadContract } from '@plumbline/contract/load';
import type { Database } from './infra/db/database.ts';
import { openDatabase } from './infra/db/open-database.ts';
import { servicesOf } from './infra/db/services.ts';
import { createApplication } from './infra/http/application.ts';
import type { AnsweredBy } from './infra/http/invocation.ts';
import type { RateLimits } from './infra/http/security/rate-limits.ts';
import { serveOperation } from './infra/http/served-operation.ts';
import { createHttpServer, drain } from './infra/http/server.ts';
import type { Readiness } from './infra/http/system/system.ts';
import type { Logger } from './infra/telemetry/logger.ts';
import { limitsOf, openLimiter } from './limits.ts';

/** The composed program: everything is wired, nothing listens yet. */
export interface App {
  http: Server;
  contract: Contract;
  /** How many operations each kind of answerer answers. */
  answered: Readonly<Record<AnsweredBy, number>>;
  /** By operationId, why derived operations are emulated; in production these are unimplemented. */
  emulated: ReadonlyMap<string, string>;
  /** What start-up reports of derived resources. */
  inferred: Inferred;
  /** The database in one line, without secrets. */
  database: string;
  /** Credentials that stand in for real ones, one for each security scheme; none in production. */
  development: readonly DevelopmentCredential[];
  /** Fails readiness from now on, while requests are served as before: load balancers look elsewhere. */
  failReadiness: () => void;
  /** Finishes the requests in flight, then closes the database. */
  close: () => Promise<void>;
}

/**
 * The composition root: loads the contract, opens the database, decides who answers each operation, and joins them.
 *
 * @throws StartError, ContractError, DatabaseUnavailableError, DataDirectoryError, EvolutionError, KeyRingError, MasterKeyError:
 *   each readable as it stands
 */
export async function buildApp(config: Config, logger: Logger): Promise<App> {
  const desk = config.isOwnContract ? prepareDesk(config, logger) : undefined;
  // The database takes its time to start, and needs nothing of the contract for that.
  const opening = openDatabase({
    ...databaseOptions(config),
    limits: config.database,
    entities: desk?.entities ?? [],
    logger,
  });
  // A rejection is picked up below; until then it must not count as unhandled.
  opening.catch(() => undefined);
  const closing: (() => void | Promise<void>)[] = [];
  try {
    const contract = await loadContract(config.contract);
    const limiter = openLimiter(config, logger);
    closing.push(() => limiter.close());
    const limits = limitsOf(config, contract, limiter);
    const { inferred, ...derived } =
      desk === undefined
        ? await deriveResources(contract, opening, logger, config.isProduction)
        : { ...NOTHING_DERIVED, inferred: NOTHING_INFERRED };
    const database = await opening;
    const facilities = await desk?.open(database, contract);
    closing.push(() => facilities?.close());
    const own = facilities && { database, facilities };
    const access = await openAccess(config, contract, logger, own);
    const answerers = {
      handlers: own ? handlerAnswerers(contract, handlers, servicesOf(database, own.facilities)) : new Map(),
      ...derived,
    };
    return compose({ config, logger, contract, database, answerers, inferred, access, limits, closing });
  } catch (error) {
    await closeAll(closing);
    await opening.then(
      (opened) => opened.close(),
      () => undefined,
    );
    throw error;
  }
}

interface Parts {
  config: Config;
  logger: Logger;
  contract: Contract;
  database: Database;
  answerers: Answerers;
  inferred: Inferred;
  access: Access;
  limits: RateLimits;
  closing: readonly (() => void | Promise<void>)[];
}

function compose({ config, logger, contract, database, answerers, inferred, access, limits, closing }: Parts): App {
  const answered: Record<AnsweredBy, number> = { handler: 0, derived: 0, example: 0, unimplemented: 0 };
  const operations = contract.operations.map((operation) => {
    const answering = answeringOf(contract, operation, answerers, config.isProduction);
    answered[answering.by] += 1;
    return serveOperation(contract, operation, answering);
  });
  let isStopping = false;
  let isReady = true;
  const application = createApplication({
    contract,
    operations,
    authenticators: access.authenticators,
    shown: new Set(access.development.map(({ scheme }) => scheme)),
    limits,
    logger,
    corsOrigins: config.corsOrigins,
    trustedProxies: config.access.trustedProxies,
    bodyLimit: config.bodyLimit,
    isStopping: () => isStopping,
    isStalled: () => database.isStalled(),
    requestTimeout: config.requestTimeout,
    readiness: () => readiness(database, logger, !isReady),
    checkShare: config.isProduction ? config.responseCheckSample : 1,
    failsOnViolation: !config.isProduction,
  });
  const http = createHttpServer(contract, application);
  const close = async () => {
    isReady = false;
    isStopping = true;
    if (http.listening) await drain(http, config.stopTimeout);
    await closeAll(closing);
    await database.close();
  };
  const failReadiness = () => {
    isReady = false;
  };
  return {
    http,
    contract,
    answered,
    emulated: answerers.emulated,
    inferred,
    database: database.describe(),
    development: access.development,
    failReadiness,
    close,
  };
}

async function closeAll(closing: Parts['closing']): Promise<void> {
  for (const close of closing) await close();
}

async function readiness(database: Database, logger: Logger, isStopping: boolean): ReturnType<Readiness> {
  if (isStopping) return { isReady: false, reason: 'The server is stopping.' };
  try {
    await database.ping();
    return { isReady: true };
  } catch (error) {
    logger.warn('the database does not answer', { error });
    return { isReady: false, reason: 'The database does not answer.' };
  }
}

function databaseOptions({ storage }: Config): { url?: string; dataDir?: string } {
  if (storage.kind === 'server') return { url: storage.url };
  return storage.kind === 'directory' ? { dataDir: storage.directory } : {};
}
