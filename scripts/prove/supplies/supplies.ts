import type { ContractOperation, SecurityRequirement } from '@plumbline/contract/contract';
import type { Credentials } from '../credentials.ts';
import type { Received } from '../verdict.ts';

/**
 * What a proof needs and no contract tells: who may do what, and values that are good once, such as a mailed token. What
 * is checked comes from the contract alone; this only brings it about.
 */
export interface Supplies {
  /**
   * The credential of somebody who may do what the operation does.
   *
   * @param requirement one of the alternatives that the operation declares; by default the first that can be satisfied
   */
  credentials(operation: ContractOperation, requirement?: SecurityRequirement): Credentials;
  /** What the next valid request of the operation needs to succeed; made for that one request. */
  arrange(operation: ContractOperation): Promise<Arrangement>;
  /** Everybody whom the operation has to refuse. */
  intruders(operation: ContractOperation): Promise<Intruder[]>;
  /** Valid requests of the operation that a rule of the business forbids. */
  breaches(operation: ContractOperation): Promise<Breach[]>;
}

/** What makes one valid request succeed. */
export interface Arrangement {
  /** Path values that name what is there. */
  path?: Record<string, unknown>;
  /** Members of the body that take the place of sampled ones of the same name; others are not added. */
  body?: Record<string, unknown>;
  /** Whose request it is, where not everybody's would succeed. */
  credentials?: Credentials;
  /** Told what came of it. */
  settle?: (received: Received, body: unknown) => void;
}

/** A caller whom an operation has to refuse. */
export interface Intruder extends Pick<Arrangement, 'path' | 'body'> {
  /** What is wrong with the caller: `expired token`, `viewer`. */
  name: string;
  credentials: Credentials;
  /** Nobody is known, 401; may not do this, 403; may not know that it is there, 404. */
  due: 401 | 403 | 404;
}

/**
 * A valid request that contradicts what is stored (409), that a rule of the business forbids (422), whose password, code
 * or token proves nobody (401), or that is about what is over (404).
 */
export interface Breach extends Pick<Arrangement, 'path' | 'credentials'> {
  /** What stands against it: `last owner`. */
  name: string;
  /** The whole body. */
  body?: Record<string, unknown>;
  /** Makes the state that stands against it, where other requests may have left it since. */
  prepare?: () => Promise<void>;
  due: 401 | 404 | 409 | 422;
}
