import { violations } from '@plumbline/contract/check';
import { getOwn, setOwn } from '@plumbline/contract/json';
import type { Row } from '../../db/database.ts';
import type { Invocation } from '../../http/invocation.ts';
import { placeOf } from '../body/place.ts';
import { noteNotAsSent } from '../item/not-as-sent.ts';
import type { Reference } from '../resource.ts';
import { qualified, quote } from '../schema/table.ts';
import { storeOf, type Serving } from '../serving.ts';
import { toParameter } from '../store/parameter.ts';
import type { Item } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { textOf } from '../text.ts';

/**
 * Items in which identifiers are the objects that they identify: those stored, else just their identifiers. What does not
 * exist and would need more than its identifier is left out, where the item may be shown without it.
 */
export function referencesOf(serving: Serving): (invocation: Invocation, rows: readonly Row[]) => Promise<Item[]> {
  const { operation, service, store } = serving;
  const references = operation.resource.references.map((reference) => ({
    ...reference,
    find: reference.resource === undefined ? undefined : finderOf(storeOf(service, reference.resource), reference),
    leaveOut: absentOmitter(serving, reference),
  }));

  return async (invocation, rows) => {
    const items = rows.map((row) => store.rows.toItem(row, 'shown'));
    for (const { property, from, member, find, leaveOut } of references) {
      const written = rows.map((row) => getOwn(store.rows.toItem(row, 'whole'), from));
      const identifiers = [...new Set(written.flat().filter(isIdentifier))];
      if (identifiers.length === 0) continue;
      const found = (await find?.(identifiers)) ?? new Map<string, Item>();
      const shown = (value: unknown): unknown =>
        isIdentifier(value) ? { ...found.get(textOf(value)), [member]: value } : value;
      const isAbsent = (value: unknown): boolean => isIdentifier(value) && !found.has(textOf(value));
      items.forEach((item, index) => {
        const value = written[index];
        if (leaveOut !== undefined && [value].flat().some(isAbsent)) {
          leaveOut(invocation, item, Array.isArray(value) ? value.filter((each) => !isAbsent(each)).map(shown) : null);
        } else if (isIdentifier(value)) setOwn(item, property, shown(value));
        else if (Array.isArray(value) && value.some(isIdentifier)) setOwn(item, property, value.map(shown));
      });
    }
    return items;
  };
}

/** Shows an item without objects that do not exist. @param rest the other objects of a list; null where there is one only */
type LeaveOut = (invocation: Invocation, item: Item, rest: readonly unknown[] | null) => void;

/** @returns nothing where the identifier alone is a valid object, nothing creates such items, or the item needs the object */
function absentOmitter({ operation, service }: Serving, reference: Reference): LeaveOut | undefined {
  const { contract, model } = service;
  const { properties, representation } = operation.resource;
  const { property, from, member, resource } = reference;
  const target = model.resources.find(({ name }) => name === resource);
  const { schema = true } = properties.find(({ name }) => name === property) ?? {};
  const isValid = (value: unknown): boolean => violations(contract, schema, value, 'response').length === 0;
  const needsMore = [{ [member]: '0' }, [{ [member]: '0' }]].some((each) =>
    violations(contract, schema, each, 'response').some(({ keyword }) => keyword === 'required'),
  );
  if (target?.isCreatable !== true || !needsMore) return undefined;
  const isRequired = violations(contract, representation, {}, 'response').some(({ missing }) => missing === property);
  if (isRequired && !isValid(null) && !isValid([])) return undefined;

  return (invocation, item, rest) => {
    if (rest !== null && (isValid(rest) || rest.length > 0)) setOwn(item, property, rest);
    else if (isRequired) setOwn(item, property, null);
    else delete item[property];
    if (operation.request?.properties.includes(from) === true && invocation.body !== undefined) {
      noteNotAsSent(invocation, [['body', ...placeOf(operation, from)].join('.')]);
    }
  };
}

/** Finds items by what identifies them in a reference, all of a page at once. */
function finderOf({ table, rows, selection, database }: Store, { member }: Reference) {
  const named = table.columns.find(({ property }) => property?.name === member) ?? table.identity;
  const name = named && 'name' in named ? named.name : table.identity?.column;
  const type = named?.type ?? 'text';

  return async (identifiers: readonly (string | number | bigint)[]): Promise<Map<string, Item>> => {
    if (name === undefined) return new Map();
    const codec = rows.codecOf(name);
    const parameters = identifiers.map((one) => toParameter(one, type, codec)).filter((one) => one !== undefined);
    if (parameters.length === 0) return new Map();
    const places = parameters.map((_, index) => `$${index + 1}`).join(', ');
    const sql = `select ${selection} from ${qualified(table)} where ${quote(name)} in (${places})`;
    const found = await database.query({ sql }, parameters);
    return new Map(found.map((row) => [textOf(codec.decode(getOwn(row, name))), rows.toItem(row, 'shown')]));
  };
}

function isIdentifier(value: unknown): value is string | number | bigint {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
}
