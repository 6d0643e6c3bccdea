import { violations } from '@plumbline/contract/check';
import type { Contract, Schema } from '@plumbline/contract/contract';
import type { BodyPath } from '../resource.ts';
import { setAt } from './members.ts';

/** Whether a member has to be there, given that what it is in is there. */
export function isRequiredAt(contract: Contract, schema: Schema | undefined, at: BodyPath): boolean {
  if (schema === undefined) return false;
  const around = at.slice(0, -1);
  const pointer = around.map((key) => `/${key}`).join('');
  const wrong = violations(contract, schema, setAt(undefined, around, {}), 'response');
  return wrong.some((each) => each.pointer === pointer && each.missing === at.at(-1));
}

/** Whether a value may stand at a place in a body, whatever else is there. */
export function fitsAt(contract: Contract, schema: Schema | undefined, at: BodyPath, value: unknown): boolean {
  if (schema === undefined) return false;
  const pointer = at.map((key) => `/${key}`).join('');
  const wrong = violations(contract, schema, setAt(undefined, at, value), 'response');
  return !wrong.some((each) => each.pointer === pointer);
}
