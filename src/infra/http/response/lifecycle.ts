import type { ContractOperation } from '@plumbline/contract/contract';

const known = new WeakMap<ContractOperation, Readonly<Record<string, string>>>();

/**
 * `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) of an operation that the contract marks `deprecated` or gives an
 * `x-sunset` date. A contract does not say since when; `x-deprecated-at` does, and the epoch means "already".
 */
export function lifecycleHeaders(operation: ContractOperation): Readonly<Record<string, string>> {
  const found = known.get(operation) ?? make(operation);
  known.set(operation, found);
  return found;
}

function make({ deprecated, extensions }: ContractOperation): Record<string, string> {
  const since = dateOf(extensions['x-deprecated-at']);
  const sunset = dateOf(extensions['x-sunset']);
  return {
    ...(deprecated ? { Deprecation: `@${since === undefined ? 0 : Math.floor(since.getTime() / 1000)}` } : {}),
    ...(sunset === undefined ? {} : { Sunset: sunset.toUTCString() }),
  };
}

function dateOf(value: unknown): Date | undefined {
  if (typeof value !== 'string' && !(value instanceof Date)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
