import type { Row } from '../../db/database.ts';
import type { Reference } from '../resource.ts';
import { qualified, quote } from '../schema/table.ts';
import { storeOf, type Serving } from '../serving.ts';
import { toParameter } from '../store/parameter.ts';
import type { Item } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { textOf } from '../text.ts';
import { getOwn, setOwn } from '../../contract/json.ts';

/** Items in which identifiers are the objects that they identify: those stored, else just their identifiers. */
export function referencesOf({ operation, service, store }: Serving): (rows: readonly Row[]) => Promise<Item[]> {
  const references = operation.resource.references.map((reference) => ({
    ...reference,
    find: reference.resource === undefined ? undefined : finderOf(storeOf(service, reference.resource), reference),
  }));

  return async (rows) => {
    const items = rows.map((row) => store.rows.toItem(row, 'shown'));
    for (const { property, from, member, find } of references) {
      const written = rows.map((row) => getOwn(store.rows.toItem(row, 'whole'), from));
      const identifiers = [...new Set(written.flat().filter(isIdentifier))];
      if (identifiers.length === 0) continue;
      const found = (await find?.(identifiers)) ?? new Map<string, Item>();
      const shown = (value: unknown): unknown =>
        isIdentifier(value) ? { ...found.get(textOf(value)), [member]: value } : value;
      items.forEach((item, index) => {
        const value = written[index];
        if (isIdentifier(value)) setOwn(item, property, shown(value));
        else if (Array.isArray(value) && value.some(isIdentifier)) setOwn(item, property, value.map(shown));
      });
    }
    return items;
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
