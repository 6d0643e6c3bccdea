import type { Contract, Schema } from '../contract.ts';
import { checkOf } from '../check.ts';
import { projection } from '../lenses/project.ts';
import { schemaView } from '../lenses/view.ts';
import { buildValid, type Built } from './learn.ts';

/**
 * The core of derived answers: a valid value for `schema`, as responses show it, made of what is known.
 * Known members that the schema can carry are kept, others and writeOnly ones left out; required ones that are missing
 * come from default, example or a sample; optional ones that are missing stay absent. Something known is replaced only
 * when the answer cannot be valid with it.
 */
export function complete(
  contract: Pick<Contract, 'document'>,
  schema: Schema,
  known: unknown,
  options: { seed: string | number },
): unknown {
  return tryComplete(contract, schema, known, options).value;
}

/** The same, with what is wrong with it: empty unless the schema admits no value, or none was found. */
export function tryComplete(
  contract: Pick<Contract, 'document'>,
  schema: Schema,
  known: unknown,
  { seed }: { seed: string | number },
): Built {
  const view = schemaView(contract, 'response');
  const viewed = view.of(schema);
  if (known !== undefined) {
    const value = projection(view, viewed)(known);
    if (checkOf(view, viewed)(value).length === 0) return { value, violations: [] };
  }
  const built = buildValid(view, viewed, known, { seed, optional: 'some' });
  if (built.violations.length === 0) return built;
  const made = buildValid(view, viewed, undefined, { seed, optional: 'none' });
  return made.violations.length < built.violations.length ? made : built;
}
