import type { Contract, Schema } from '../contract.ts';
import { checkOf } from '../check.ts';
import { projection } from '../views/project.ts';
import { schemaView } from '../views/view.ts';
import { buildValid, type Built } from './learn.ts';

/**
 * The core of derived answers: a valid value for `schema`, as responses show it, made of what is known.
 * Known members that the schema can carry are kept, others and writeOnly ones left out; required ones that are missing
 * come from their default, the only value that they may have, or null; what is left is invented from an example or a
 * sample, and `tryComplete` says where. Optional ones that are missing stay absent. Something known is replaced only when
 * the answer cannot be valid with it.
 */
export function complete(
  contract: Pick<Contract, 'document'>,
  schema: Schema,
  known: unknown,
  options: { seed: string | number },
): unknown {
  return tryComplete(contract, schema, known, options).value;
}

/** The same, with the places of what was invented, and what is wrong with it: nothing unless no valid value was found. */
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
    if (checkOf(view, viewed)(value).length === 0) return { value, violations: [], invented: [] };
  }
  const built = buildValid(view, viewed, known, { seed, optional: 'none', prefersNull: true });
  if (built.violations.length === 0) return built;
  const made = buildValid(view, viewed, undefined, { seed, optional: 'none', prefersNull: true });
  return made.violations.length < built.violations.length ? made : built;
}
