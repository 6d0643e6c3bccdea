import type { Stage } from './stage.ts';
import { authorization } from './stages/authorization.ts';
import { changes } from './stages/changes.ts';
import { coverage } from './stages/coverage.ts';
import { dredd } from './stages/dredd.ts';
import { drift } from './stages/drift.ts';
import { lint } from './stages/lint.ts';
import { mockParity } from './stages/mock-parity.ts';
import { prove } from './stages/prove.ts';
import { replay } from './stages/replay.ts';
import { types } from './stages/types.ts';

/** In the order in which they run: what is quick and says most comes first. */
export const STAGES: readonly Stage[] = [
  lint,
  changes,
  drift,
  types,
  mockParity,
  dredd,
  prove,
  coverage,
  authorization,
  replay,
];
