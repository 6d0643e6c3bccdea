import type { Contract, Schema } from '../contract.ts';
import type { View } from '../views/hidden.ts';
import { schemaView } from '../views/view.ts';
import type { OptionalProperties } from './building.ts';
import { buildValid, type Built } from './learn.ts';

export interface SampleOptions {
  /** The same seed gives the same sample. */
  seed: string | number;
  view: View;
  /** `some` by default: those with an example or default, and scalars near the top. */
  optional?: OptionalProperties;
}

/** A value of the schema: from its defaults and examples where they are valid, else made up. Deterministic. */
export function sample(contract: Pick<Contract, 'document'>, schema: Schema, options: SampleOptions): unknown {
  return trySample(contract, schema, options).value;
}

/** The same, with what is wrong with it: empty unless the schema admits no value, or none was found. */
export function trySample(contract: Pick<Contract, 'document'>, schema: Schema, options: SampleOptions): Built {
  const view = schemaView(contract, options.view);
  const { seed, optional = 'some' } = options;
  return buildValid(view, view.of(schema), undefined, { seed, optional });
}
