import { violations } from '@plumbline/contract/check';
import type { Contract } from '@plumbline/contract/contract';
import type { Resource } from '../../src/infra/resources/resource.ts';
import { readings } from './vary/valid-values.ts';
import type { Received } from './verdict.ts';

/** What identifies an item that was just created: as its answer shows it, else as `Location` ends; nothing where neither says. */
export function identityOf(
  contract: Contract,
  { identity }: Resource,
  item: Record<string, unknown>,
  { headers }: Received,
): unknown {
  const { property, schema = true } = identity ?? {};
  if (property !== undefined && item[property] !== undefined) return item[property];
  const location = headers.get('location');
  if (location === null) return undefined;
  const text = decodeURIComponent(location.split('/').at(-1) ?? '');
  // In an address a number is text.
  return readings(text).find((each) => violations(contract, schema, each, 'response').length === 0) ?? text;
}
