import type { ContractOperation } from '@plumbline/contract/contract';
import { labelOfOperation, report, type Comparison } from './comparison.ts';
import { shown } from './json-value.ts';
import type { OperationPair } from './operation-pair.ts';

/** How an operation ends: deprecated, with a sunset that may not come sooner than was promised. */
export function compareDeprecation(comparison: Comparison, { base, revision, where }: OperationPair): void {
  const before = sunsetOf(base);
  const after = sunsetOf(revision);
  const facts = { from: before.text, to: after.text, sunset: after.text };
  if (revision.deprecated && after.isInvalid && before.text !== after.text) {
    report(comparison, 'api-sunset-invalid', where, facts);
  }
  if (!base.deprecated && revision.deprecated) {
    report(
      comparison,
      after.day === undefined ? 'endpoint-deprecated' : 'endpoint-deprecated-with-sunset',
      where,
      facts,
    );
  } else if (base.deprecated && !revision.deprecated) report(comparison, 'endpoint-reactivated', where, facts);
  else if (revision.deprecated && before.day !== undefined) compareSunsets(comparison, where, before, after);
}

function compareSunsets(comparison: Comparison, where: OperationPair['where'], before: Sunset, after: Sunset): void {
  const facts = { from: before.text, to: after.text };
  if (after.day === undefined || before.day === undefined) {
    if (!after.isInvalid) report(comparison, 'api-sunset-deleted', where, facts);
  } else if (after.day < before.day) report(comparison, 'api-sunset-moved-earlier', where, facts);
  else if (after.day > before.day) report(comparison, 'api-sunset-moved-later', where, facts);
}

/** An operation that is gone: a broken promise, or a kept one. */
export function reportRemoval(comparison: Comparison, operation: ContractOperation): void {
  const { day, text } = sunsetOf(operation);
  const where = { operation: labelOfOperation(operation), base: operation.pointer };
  const rule = !operation.deprecated
    ? 'api-removed-without-deprecation'
    : day === undefined
      ? 'api-removed-with-deprecation'
      : day > comparison.today.getTime()
        ? 'api-removed-before-sunset'
        : 'api-removed-after-sunset';
  report(comparison, rule, where, { sunset: text });
}

export interface Sunset {
  /** Milliseconds since 1970, UTC. */
  day?: number;
  text: string;
  isInvalid: boolean;
}

function sunsetOf({ extensions }: ContractOperation): Sunset {
  return sunsetWritten(extensions['x-sunset']);
}

/** @param written the value of an `x-sunset` */
export function sunsetWritten(written: unknown): Sunset {
  if (written === undefined) return { text: 'none', isInvalid: false };
  const text = typeof written === 'string' ? written : shown(written);
  const day = typeof written === 'string' || written instanceof Date ? new Date(written).getTime() : Number.NaN;
  return Number.isNaN(day) ? { text, isInvalid: true } : { day, text, isInvalid: false };
}
