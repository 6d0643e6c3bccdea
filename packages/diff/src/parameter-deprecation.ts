import type { Parameter } from '@plumbline/contract/contract';
import { membersOf } from '@plumbline/contract/json';
import { atPointer } from '@plumbline/contract/schema';
import { report, type Comparison, type Where } from './comparison.ts';
import { sunsetWritten, type Sunset } from './deprecation.ts';
import type { Side } from './side.ts';

/** A parameter that is gone: announced, sooner than announced, or out of the blue. */
export function reportParameterRemoval(
  comparison: Comparison,
  { deprecated }: Parameter,
  label: string,
  where: Where,
): void {
  const { day, text } = sunsetAt(comparison.base, where.base);
  const rule = !deprecated
    ? 'request-parameter-removed'
    : day !== undefined && day > comparison.today.getTime()
      ? 'request-parameter-removed-before-sunset'
      : 'request-parameter-removed-with-deprecation';
  report(comparison, rule, where, { parameter: label, from: text });
}

/** The day on which a deprecated parameter ends may not come sooner than was promised. */
export function compareParameterSunsets(
  comparison: Comparison,
  { deprecated }: Parameter,
  label: string,
  where: Where,
): void {
  const before = sunsetAt(comparison.base, where.base);
  const after = sunsetAt(comparison.revision, where.revision);
  if (!deprecated || before.day === undefined) return;
  const facts = { parameter: label, from: before.text, to: after.text };
  if (after.day === undefined) report(comparison, 'request-parameter-sunset-deleted', where, facts);
  else if (after.day < before.day) report(comparison, 'request-parameter-sunset-moved-earlier', where, facts);
}

/** The `x-sunset` of a declared parameter. */
function sunsetAt({ contract }: Side, pointer: string | undefined): Sunset {
  if (pointer === undefined) return sunsetWritten(undefined);
  const declared = membersOf(atPointer(contract.document, pointer));
  // Where the parameter itself has no place of its own, the pointer is that of its operation.
  return sunsetWritten('in' in declared ? declared['x-sunset'] : undefined);
}
