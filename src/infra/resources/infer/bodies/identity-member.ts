import type { Schema } from '@plumbline/contract/contract';
import type { BodyPath } from '../../resource.ts';
import type { Claim } from '../claims.ts';
import { nounOf } from '../names/paths.ts';
import { normal, nounSpellings } from '../names/words.ts';
import type { Schemas } from './schemas.ts';

/**
 * Where a response holds the identifier of its item outside of the item: as the whole body (`"7f3..."`), in a body that
 * holds no item (`{ "userId": 12 }`), or beside the item (`{ "id": 12, "result": { ... } }`).
 *
 * @param property the item's own property for it, if it has one
 */
export function identityMember(
  schemas: Schemas,
  { traits, role, key, carrier }: Pick<Claim, 'traits' | 'role' | 'key' | 'carrier'>,
  property: string | undefined,
): BodyPath | undefined {
  const { success, segments } = traits;
  if (success.schema === undefined || carrier?.isList === true || !HOLDING.has(role)) return undefined;
  const isId = (schema: Schema): boolean => ['string', 'integer', 'number'].includes(schemas.kind(schema));
  const isMade = role === 'create';
  const names = [
    property ?? '',
    key?.name ?? '',
    'id',
    ...[...nounSpellings(nounOf(segments))].map((noun) => `${noun}id`),
  ];
  if (carrier === undefined) {
    // A bare text is the identifier of what was made; of what is gone it may say anything.
    if (isId(success.schema)) return isMade ? [] : undefined;
    // What only acknowledges a creation may give the identifier as its result.
    return memberNamed(success.schema, [...names, ...(isMade ? ['data', 'result'] : [])], []);
  }
  if (carrier.at.length !== 1 || (property !== undefined && schemas.properties(carrier.item).has(property)))
    return undefined;
  return memberNamed(success.schema, names, carrier.at);

  function memberNamed(body: Schema, wanted: readonly string[], item: BodyPath): BodyPath | undefined {
    const known = new Set(wanted.map(normal));
    const found = [...schemas.properties(body)].find(
      ([name, [schema]]) => name !== item[0] && schema !== undefined && isId(schema) && known.has(normal(name)),
    );
    return found && [found[0]];
  }
}

/** Roles whose responses speak of one item that is, or was, there. */
const HOLDING: ReadonlySet<Claim['role']> = new Set(['create', 'read', 'replace', 'update', 'remove']);
