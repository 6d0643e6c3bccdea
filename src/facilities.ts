import { join, resolve } from 'node:path';
import { StartError } from './answering.ts';
import { NO_MAIL } from './access-config.ts';
import type { Config } from './config.ts';
import {
  fileKeyRingStore,
  memoryKeyRingStore,
  sealedKeyRingStore,
  type KeyRingStore,
} from './infra/auth/key-ring-store.ts';
import { openKeys, type Keys } from './infra/auth/keys.ts';
import { readMasterKey } from './infra/auth/master-key.ts';
import { createPasswords } from './infra/auth/passwords.ts';
import { createPersonalData } from './infra/auth/personal-data.ts';
import type { Contract } from '@plumbline/contract/contract';
import type { Database, Entities } from './infra/db/database.ts';
import { AuditAnchor } from './infra/db/audit-anchor.ts';
import { beginAuditChain } from './infra/db/audit-chain.ts';
import { AuditChaining } from './infra/db/audit-chaining.ts';
import { tableKeyRingStore } from './infra/db/key-ring.table.ts';
import { ensureUsable } from './infra/db/later-schema.ts';
import { migrate, pendingMigrations } from './infra/db/migrate.ts';
import { ensureKeysFit, isProtected } from './infra/db/protected-data.ts';
import { deskEntities, type Facilities } from './infra/db/services.ts';
import { mailQueue } from './infra/db/mail-outbox.ts';
import { deliverMail } from './infra/events/mail-delivery.ts';
import { fileMail, forgetMailFiles, smtpMail, type SendMail } from './infra/events/mail.ts';
import type { Logger } from './infra/telemetry/logger.ts';

/** What the desk has for as long as it runs. */
export interface OpenFacilities extends Facilities {
  /** Finishes the letter that is being sent, and stops reading keys. */
  close(): Promise<void>;
}

/** What the delivery desk needs to run, in two steps: the database has to know the entities, and the keys are in the database. */
export interface DeskSetup {
  entities: Entities;
  /**
   * Brings the tables up to date and opens the keys.
   *
   * @throws StartError when tables are missing in production; MasterKeyError and KeyRingError when the keys cannot be opened
   */
  open(database: Database, contract: Contract): Promise<OpenFacilities>;
}

/**
 * Prepares the delivery desk.
 *
 * @throws MasterKeyError when the keys would be kept in a PostgreSQL server, and there is no MASTER_KEY to seal them with;
 *   StartError when production has neither a mail server nor a folder for mail that was asked for
 */
export function prepareDesk(config: Config, logger: Logger): DeskSetup {
  ensureMailIsMeant(config);
  const clock = () => new Date();
  if (config.storage.kind === 'server') readMasterKey(config.access.masterKey);
  let keys: Keys | undefined;
  const personalData = createPersonalData(() => {
    if (keys === undefined) throw new Error('Personal data was asked for before the keys were opened');
    return keys.ring();
  }, clock);
  const passwords = createPasswords();
  return {
    entities: deskEntities(personalData),
    async open(database, { title: name, version }) {
      await upToDate(config, database, logger);
      keys = await openDeskKeys(config, database, clock, (error) => {
        logger.warn('the keys could not be read again; those read before stay in use', { error });
      });
      await beginAuditChain(database, keys, personalData, clock());
      const { tokens } = config.access;
      const opened = keys;
      const delivery = deliverMail(mailQueue(database, personalData), sendMail(config, clock), logger);
      const anchor = new AuditAnchor(auditAnchorFile(config), personalData, logger);
      const auditChaining = new AuditChaining({ database, personalData, anchor, logger, clock });
      // Events of an instance that ended before it chained them.
      auditChaining.notify();
      const close = async () => {
        await delivery.close();
        await auditChaining.close();
        opened.close();
      };
      const forgetMail = (address: string) => forgetMailFiles(mailFolder(config), address);
      const facts = { name, version };
      const means = {
        keys,
        tokens,
        passwords: await passwords,
        personalData,
        delivery,
        auditChaining,
        forgetMail,
        clock,
      };
      const { isProduction, access } = config;
      const policy = { makesFirstAdministrator: !isProduction, limitFactor: access.rateLimitFactor };
      return { ...facts, ...means, ...policy, close };
    },
  };
}

/**
 * Opens the keys of the desk; makes them at the first start, and never in the place of lost ones.
 *
 * @param onError told when a reading in the background fails
 * @throws MasterKeyError when MASTER_KEY does not open them; KeyRingError when they are gone, damaged or another database's
 */
export async function openDeskKeys(
  config: Config,
  database: Database,
  clock: () => Date,
  onError: (error: unknown) => void,
): Promise<Keys> {
  // Asked before the keys are read: whoever starts at the same time makes keys before anything is protected by them.
  const mayCreate = !(await isProtected(database));
  const store = keyRingStore(config, database);
  const keys = await openKeys(store, clock, onError, mayCreate);
  try {
    await ensureKeysFit(
      database,
      store.place,
      createPersonalData(() => keys.ring(), clock),
    );
  } catch (error) {
    keys.close();
    throw error;
  }
  return keys;
}

/** Where the keys of the desk are kept: beside the data that they protect. */
function keyRingStore({ storage, access }: Config, database: Database): KeyRingStore {
  switch (storage.kind) {
    case 'memory':
      return memoryKeyRingStore();
    case 'directory':
      return fileKeyRingStore(join(storage.directory, 'keys.json'));
    case 'server':
      return sealedKeyRingStore(tableKeyRingStore(database), readMasterKey(access.masterKey));
  }
}

/** Where the head of the audit chain is anchored: as configured, or beside the data where that is a folder. */
export function auditAnchorFile({ storage, access }: Config): string | undefined {
  if (access.auditAnchorFile !== undefined) return resolve(access.auditAnchorFile);
  return storage.kind === 'directory' ? join(storage.directory, 'audit-anchor') : undefined;
}

/** Developers want to start; in production, changing the schema is a decision. */
async function upToDate(config: Config, database: Database, logger: Logger): Promise<void> {
  const later = await ensureUsable(database);
  if (later.length > 0) {
    logger.warn('the tables are of a later version: what it added stays as it is', { migrations: later });
  }
  if (!config.isProduction) await migrate(database);
  const pending = await pendingMigrations(database);
  if (pending.length === 0) return;
  throw new StartError(`The database lacks ${pending.join(', ')}. Run npm run db:migrate first.`);
}

/** Messages hold tokens in clear: production writes them to files only where that was asked for. */
function ensureMailIsMeant({ isProduction, access }: Config): void {
  if (!isProduction || access.smtpUrl !== undefined || access.mailDir !== undefined) return;
  throw new StartError(NO_MAIL);
}

function sendMail(config: Config, clock: () => Date): SendMail {
  const { smtpUrl, mailFrom } = config.access;
  return smtpUrl === undefined ? fileMail(mailFolder(config), mailFrom, clock) : smtpMail(smtpUrl, mailFrom);
}

/** Where mail is written without a mail server: as configured, else beside the data, else under the current folder. */
export function mailFolder({ storage, access }: Config): string {
  if (access.mailDir !== undefined) return resolve(access.mailDir);
  return resolve(storage.kind === 'directory' ? storage.directory : '.data', 'mail');
}
