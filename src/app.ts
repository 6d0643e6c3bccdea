import type { Server } from 'node:http';
import { answeringOf, handlerAnswerers, StartError, type Answerers } from './answering.ts';
import type { Config } from './config.ts';
import { handlers } from './handlers/index.ts';
import { permissiveAuthenticators, securedOperations } from './infra/auth/authenticate.ts';
import type { Contract } from './infra/contract/contract.ts';
import { loadContract } from './infra/contract/load.ts';
import { openDatabase, type Database } from './infra/db/database.ts';
import { migrate, pendingMigrations } from './infra/db/migrate.ts';
import { DESK_ENTITIES, servicesOf } from './infra/db/services.ts';
import { createApplication } from './infra/http/application.ts';
import type { AnsweredBy } from './infra/http/invocation.ts';
import { serveOperation } from './infra/http/served-operation.ts';
import { createHttpServer, drain } from './infra/http/server.ts';
import { inferResources } from './infra/resources/infer/infer.ts';
import { serveResources } from './infra/resources/serve.ts';
import type { Logger } from './infra/telemetry/logger.ts';

/** The composed program: everything is wired, nothing listens yet. */
export interface App {
  http: Server;
  contract: Contract;
  /** How many operations each kind of answerer answers. */
  answered: Readonly<Record<AnsweredBy, number>>;
  /** The database in one line, without secrets. */
  database: string;
  /** Finishes the requests in flight, then closes the database. */
  close: () => Promise<void>;
}

/**
 * The composition root: loads the contract, opens the database, decides who answers each operation, and joins them.
 *
 * @throws StartError, ContractError, DatabaseUnavailableError, DataDirectoryError, EvolutionError: each readable as it stands
 */
export async function buildApp(config: Config, logger: Logger): Promise<App> {
  // The database takes its time to start, and needs nothing of the contract for that.
  const opening = openDatabase({
    ...databaseOptions(config),
    entities: config.isOwnContract ? DESK_ENTITIES : [],
    logger,
  });
  // A rejection is picked up below; until then it must not count as unhandled.
  opening.catch(() => undefined);
  try {
    const contract = await loadContract(config.contract);
    refuseUnchecked(config, contract);
    const answerers = config.isOwnContract
      ? { handlers: await deskHandlers(config, contract, await opening), derived: new Map() }
      : { handlers: new Map(), derived: await derivedResources(contract, opening, logger) };
    return compose(config, logger, contract, await opening, answerers);
  } catch (error) {
    await opening.then(
      (opened) => opened.close(),
      () => undefined,
    );
    throw error;
  }
}

function compose(config: Config, logger: Logger, contract: Contract, database: Database, answerers: Answerers): App {
  const answered: Record<AnsweredBy, number> = { handler: 0, derived: 0, example: 0, unimplemented: 0 };
  const operations = contract.operations.map((operation) => {
    const answering = answeringOf(contract, operation, answerers, config.isProduction);
    answered[answering.by] += 1;
    return serveOperation(contract, operation, answering);
  });
  let isStopping = false;
  const application = createApplication({
    contract,
    operations,
    authenticators: permissiveAuthenticators(contract),
    logger,
    corsOrigins: config.corsOrigins,
    bodyLimit: config.bodyLimit,
    isStopping: () => isStopping,
    readiness: async () => {
      if (isStopping) return { isReady: false, reason: 'The server is stopping.' };
      try {
        await database.ping();
        return { isReady: true };
      } catch (error) {
        logger.warn('the database does not answer', { error });
        return { isReady: false, reason: 'The database does not answer.' };
      }
    },
    checkShare: config.isProduction ? config.responseCheckSample : 1,
    failsOnViolation: !config.isProduction,
  });
  const http = createHttpServer(application);
  const close = async () => {
    isStopping = true;
    if (http.listening) await drain(http, config.stopTimeout);
    await database.close();
  };
  return { http, contract, answered, database: database.describe(), close };
}

async function deskHandlers(config: Config, contract: Contract, database: Database): Promise<Answerers['handlers']> {
  const { title: name, version } = contract;
  const answerers = handlerAnswerers(
    contract,
    handlers,
    servicesOf(database, { name, version, startedAt: new Date() }),
  );
  // Developers want to start; in production, changing the schema is a decision.
  if (!config.isProduction) await migrate(database);
  const pending = await pendingMigrations(database);
  if (pending.length === 0) return answerers;
  throw new StartError(`The database lacks ${pending.join(', ')}. Run npm run db:migrate first.`);
}

async function derivedResources(
  contract: Contract,
  opening: Promise<Database>,
  logger: Logger,
): Promise<Answerers['derived']> {
  const model = inferResources(contract);
  return await serveResources({ contract, model, database: await opening, logger });
}

function databaseOptions({ storage }: Config): { url?: string; dataDir?: string } {
  if (storage.kind === 'server') return { url: storage.url };
  return storage.kind === 'directory' ? { dataDir: storage.directory } : {};
}

/** Credentials cannot be checked yet: a production server would let everybody in. */
function refuseUnchecked({ isProduction }: Config, contract: Contract): void {
  const secured = securedOperations(contract);
  if (!isProduction || secured.length === 0) return;
  throw new StartError(
    `${contract.file} asks for credentials on ${secured.length} of ${contract.operations.length} operations, and this ` +
      'version cannot check credentials yet. Start without --production, where any credential is taken.',
  );
}
