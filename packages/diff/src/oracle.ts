import type { Schema } from '@plumbline/contract/contract';
import { checkOf, type Check } from '@plumbline/contract/check';
import { schemaView } from '@plumbline/contract/views/view';
import type { Direction } from './change.ts';
import type { Side } from './side.ts';

/** Whether schemas that must all hold accept a value; none where they cannot be compiled. */
export type Oracle = (schemas: readonly Schema[], direction: Direction, value: unknown) => boolean | undefined;

/** Asks the validator that the runtime uses, with each conjunction compiled once. */
export function createOracle(side: Side): Oracle {
  const checks = new Map<string, Check | undefined>();
  return (schemas, direction, value) => {
    const key = `${side.shape(schemas).id} ${direction}`;
    if (!checks.has(key)) checks.set(key, compile(schemas, direction));
    const check = checks.get(key);
    return check && check(value).length === 0;
  };

  function compile(schemas: readonly Schema[], direction: Direction): Check | undefined {
    const [only = true, ...others] = schemas;
    const view = schemaView(side.contract, direction);
    try {
      return checkOf(view, view.of(others.length === 0 ? only : { allOf: [...schemas] }));
    } catch {
      // A schema that the validator cannot read tells nothing here; start-up reports it.
      return undefined;
    }
  }
}
