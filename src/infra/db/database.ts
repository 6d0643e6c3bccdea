import { createHash } from 'node:crypto';
import type { AnyEntity, EntityClass, EntitySchema, MikroORM } from '@mikro-orm/core';
import type { AbstractSqlDriver, BasePostgreSqlEntityManager } from '@mikro-orm/postgresql';
import type { DatabaseLimits } from './limits.ts';

/** Hands out forks for writes, `getKysely()` for reads; the same on PGlite and on PostgreSQL. */
export type EntityManager = BasePostgreSqlEntityManager;
export type Orm = MikroORM<AbstractSqlDriver, EntityManager>;
export type Entities = readonly (EntityClass<AnyEntity> | EntitySchema)[];

/** Where warnings of the database layer go: winston fits, and so does a stub. */
export interface DatabaseLogger {
  info(message: string): unknown;
  warn(message: string): unknown;
}

export interface DatabaseOptions {
  /** `postgresql://user:password@host:port/database`; wins over `dataDir`. */
  url?: string | undefined;
  /** Directory for PGlite, made when absent; neither this nor `url`: PGlite in memory. */
  dataDir?: string | undefined;
  /** Mapped classes known from the start; more can be added with `orm.discoverEntity`. */
  entities: Entities;
  /** Connections of the pool to PostgreSQL, and how long anything is waited for; see `limits.ts` for what is left out. */
  limits?: Partial<DatabaseLimits> | undefined;
  logger?: DatabaseLogger | undefined;
}

/** A statement whose text is made once and run often. */
export interface Statement {
  sql: string;
  /** Where given, the statement is prepared under it; see `prepared`. */
  name?: string;
}

/**
 * A statement that PostgreSQL parses and plans once a connection: 28 us of CPU instead of 32 to 36 for a read by key.
 * For a bounded number of statements only, since each connection keeps them.
 */
export function prepared(sql: string): Statement {
  // The text names it: what has another text, in another contract, is another statement.
  return { sql, name: createHash('sha256').update(sql).digest('hex').slice(0, 32) };
}

export type Row = Record<string, unknown>;

export interface Database {
  orm: Orm;
  kind: 'postgresql' | 'pglite';
  /** One line for the start-up banner; never holds a password. */
  describe(): string;
  /**
   * Runs one statement by itself; within a transaction (`inTransaction`), on its connection.
   *
   * @throws DatabaseUnavailableError when no connection can be had
   */
  query(statement: Statement, parameters: readonly unknown[]): Promise<Row[]>;
  /**
   * Runs work that uses connections for one subject, such as a table. The reads of a subject have a third of the
   * connections at most, and so have its writes: where a lock makes them all wait, other subjects go on, and reads do not
   * wait for as many writes as came before them.
   *
   * @throws DatabaseUnavailableError when the work cannot begin in time
   */
  share<Result>(subject: string, access: 'read' | 'write', work: () => Promise<Result>): Promise<Result>;
  /**
   * Runs work that locks an object. The works of an object begin one after the other, since they would else hold a connection
   * each while they wait for the lock.
   *
   * @throws DatabaseUnavailableError when the work cannot begin in time
   */
  inTurn<Result>(object: string, work: () => Promise<Result>): Promise<Result>;
  /** Runs SQL without parameters, several statements in one round trip and one transaction. */
  execute(sql: string): Promise<void>;
  /**
   * Asks whether the database answers, on a connection of its own: neither a locked table nor a pool in full use changes that.
   *
   * @throws DatabaseUnavailableError when it does not within two seconds
   */
  ping(): Promise<void>;
  /** A connection has made no progress for longer than any timeout allows: only a new start helps. */
  isStalled(): boolean;
  close(): Promise<void>;
}

/** What an engine (pglite.ts, postgresql.ts) supplies; the rest of `Database` is the same for both. */
export type Engine = Pick<Database, 'orm' | 'kind' | 'describe' | 'query' | 'execute' | 'isStalled' | 'close'> & {
  /** Runs a statement that touches no table, on a connection that nothing else uses. */
  probe(): Promise<void>;
};
