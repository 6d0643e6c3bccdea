import { writeExactJson } from '@plumbline/contract/exact-numbers';
import { getOwn } from '@plumbline/contract/json';
import { isDeepStrictEqual } from 'node:util';
import type { Invocation } from '../../http/invocation.ts';
import { placeOf } from '../body/place.ts';
import type { Serving } from '../serving.ts';
import { toParameter } from '../store/parameter.ts';
import type { Item } from '../store/rows.ts';
import type { Locator } from './locate.ts';
import { unkeptTeller } from './not-as-sent.ts';

/**
 * Tells of a body that gives an item another identity, or another parent, than the path by which it is addressed: the path
 * holds (docs/decisions/0010).
 *
 * @param said the item as the body says it, by property names
 * @param before the item as it is stored; none: it is new
 * @throws HttpError 400 (or 422) or ConflictError naming the fields, where the contract declares one of these
 */
export type TellContradictions = (invocation: Invocation, said: Item, before?: Item) => void;

export function contradictionTeller({ operation, store }: Serving, locator: Locator): TellContradictions {
  const { key, scope, resource } = operation;
  const { identity, parents } = resource;
  const tell = unkeptTeller(operation.operation);
  const isAddressed = key !== undefined && key.in !== 'body' && operation.mayRename !== true;
  const found = key?.property ?? identity?.property;
  const named = [
    ...(resource.pathKeys ?? []).flatMap(({ property, column }) =>
      isAddressed && property === key.property ? [{ property, column, isOwn: true }] : [],
    ),
    ...(isAddressed && identity?.property !== undefined
      ? [{ property: identity.property, column: identity.column, isOwn: true }]
      : []),
    ...parents.flatMap(({ property, column }) =>
      property !== undefined && scope.some((each) => each.column === column)
        ? [{ property, column, isOwn: false }]
        : [],
    ),
  ].map((each) => {
    const { type = 'text' } = store.table.columns.find(({ name }) => name === each.column) ?? {};
    return { ...each, type };
  });

  // Of a whole item null says nothing of these; in a patch it would take them away.
  const isSaid = (value: unknown): boolean => value !== undefined && (value !== null || operation.role === 'update');

  return (invocation, said, before) => {
    const fromPath = locator.scopeValues(invocation);
    const details = named.flatMap(({ property, column, type, isOwn }) => {
      // An item may be found by another name of it than its identity: what is stored knows it.
      const own = getOwn(before, property) ?? (property === found ? locator.key(invocation) : undefined);
      const known = isOwn ? own : fromPath.get(column);
      const value = getOwn(said, property);
      if (!isSaid(value) || known === undefined || known === null || isDeepStrictEqual(value, known)) return [];
      const codec = store.rows.codecOf(column);
      const stored = toParameter(value, type, codec);
      if (stored !== undefined && stored === toParameter(known, type, codec)) return [];
      const field = ['body', ...placeOf(operation, property)].join('.');
      return [{ field, message: `must be ${writeExactJson(known)}, as the path says` }];
    });
    if (details.length > 0) tell(invocation, 'The body contradicts the path.', details);
  };
}
