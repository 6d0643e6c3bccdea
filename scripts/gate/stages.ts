import type { Stage } from './stage.ts';
import { changes } from './stages/changes.ts';
import { drift } from './stages/drift.ts';
import { lint } from './stages/lint.ts';
import { types } from './stages/types.ts';

/** In the order in which they run: what is quick and says most comes first. */
export const STAGES: readonly Stage[] = [lint, changes, drift, types];
