import type { OperationId } from '../../../src/infra/http/operation.ts';
import type { Breach } from '../supplies/supplies.ts';

/** By operation, what the desk forbids in the state that was made for it. */
export type Breaches = Partial<Record<OperationId, Breach[]>>;

/** Where a backlog item is. */
export type ItemPath = Record<'projectId' | 'backlogItemId', string>;
