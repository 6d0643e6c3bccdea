import type { Contract } from '@plumbline/contract/contract';
import type { ResourceModel } from '../../src/infra/resources/resource.ts';
import type { Exchange } from '../prove/exchange.ts';
import type { Ground } from '../prove/ground.ts';
import type { Base } from './base.ts';

/** What every stage may look at; what is slow to make is made when first asked for, and then shared. */
export interface Context {
  /** Path of the contract under test, as it was given. */
  file: string;
  /** It is the project's own, for which `src/handlers` are written. */
  isOwn: boolean;
  contract: Contract;
  model: ResourceModel;
  /** PostgreSQL server on which fresh databases are made; none: PGlite in memory. */
  server?: string;
  seed: number;
  examples: number;
  /** @throws NoBaseError where there is nothing to compare with */
  base(): Promise<Base>;
  /** The backend under test, started on a fresh database, and what it takes to prove it. */
  ground(): Promise<Ground>;
  /** Every request that any stage sent to the backend, and what came of it. */
  exchanges: Exchange[];
  /** Tells a person how far the stage is. */
  progress: (text: string) => void;
}
