import type { Schema } from '@plumbline/contract/contract';
import type { Family } from './families.ts';

/** A resource in the making: the families of paths that serve the same items. */
export interface Draft {
  /** The first one is where its items are read. */
  families: Family[];
  representation: Schema;
  isSingleton: boolean;
  /** Paths below an item that show and change that very item: `/pods/{name}/status`. */
  views: Family[];
}
