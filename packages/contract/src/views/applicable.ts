import type { Schema } from '../contract.ts';
import { checkOf } from '../check.ts';
import { flatten, merge, type FlatSchema } from './flatten.ts';
import { isSchema, schemaMap } from './keywords.ts';
import { carries } from './object-members.ts';
import type { SchemaView } from './view.ts';

/** Whether it depends on the value what the schema says of it. */
export function isConditional(flat: FlatSchema): boolean {
  return flat.choices.length > 0 || flat.parts.some((part) => part['if'] !== undefined || part['dependentSchemas']);
}

/** The schema with those branches and conditions that hold of the value; of no branch that holds, the likeliest. */
export function applicable(view: SchemaView, flat: FlatSchema, value: object): FlatSchema {
  const isValid = (schema: Schema): boolean => checkOf(view, schema)(value).length === 0;
  const conditions = flat.parts.flatMap((part): Schema[] => {
    const dependents = Object.entries(schemaMap(part['dependentSchemas']) ?? {})
      .filter(([name]) => Object.hasOwn(value, name))
      .map(([, schema]) => schema);
    if (!isSchema(part['if'])) return dependents;
    const decided = isValid(part['if']) ? [part['if'], part['then']] : [part['else']];
    return [...dependents, ...decided.filter(isSchema)];
  });
  const branches = flat.choices.flatMap((choice) => {
    const valid = choice.filter(isValid);
    return valid.length > 0 ? valid : likeliest(view, choice, value);
  });
  const holding = [...conditions, ...branches].map((schema) => {
    const branch = flatten(view, schema);
    return isConditional(branch) ? applicable(view, branch, value) : branch;
  });
  return merge([{ ...flat, choices: [] }, ...holding]);
}

/** The branch that declares most of the value's members: an answer that is invalid must not leak either. */
function likeliest(view: SchemaView, choice: readonly Schema[], value: object): Schema[] {
  const names = Object.keys(value);
  const graded = choice.map((schema) => {
    const flat = flatten(view, schema);
    return { schema, declared: names.filter((name) => carries(flat, name)).length };
  });
  const [best] = graded.sort((one, other) => other.declared - one.declared);
  return best ? [best.schema] : [];
}
