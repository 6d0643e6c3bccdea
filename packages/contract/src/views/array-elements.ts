import type { Schema } from '../contract.ts';
import type { FlatSchema } from './flatten.ts';
import { schemaList } from './keywords.ts';
import { everyOf } from './object-members.ts';

/** What holds of the element at that index. */
export function elementSchema(flat: FlatSchema, index: number): Schema {
  return everyOf(
    flat.parts.flatMap((part) => {
      const tuple = schemaList(part['prefixItems']);
      const schema = index < tuple.length ? tuple[index] : (part.items ?? undefined);
      return schema === undefined ? [] : [schema];
    }),
  );
}
