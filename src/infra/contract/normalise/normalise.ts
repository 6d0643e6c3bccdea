import type { Draft } from '../draft.ts';
import { walk } from '../walk.ts';
import { exclusiveToNumber, nullToType } from './nullable.ts';
import { uniqueOperationIds } from './operation-ids.ts';

/** Turns the draft's document into OpenAPI 3.1 and mends its known faults, in place, each with a finding. */
export function normalise(draft: Draft): void {
  walk(draft.document, 'document', '', (node, kind) => {
    if (kind !== 'schema') return;
    if ('nullable' in node) nullToType(node);
    exclusiveToNumber(node);
  });
  uniqueOperationIds(draft);
  draft.document.openapi = '3.1.0';
}
