import { resolve } from '../../../src/infra/contract/schema.ts';
import type { Schema } from '../../../src/infra/contract/contract.ts';
import type { Listing } from './list-proof.ts';

/** Sorting by a property orders by it, up and down, as far as numbers, times and plain texts can be compared. */
export async function proveSorting({ world, list, ask, wrong }: Listing): Promise<void> {
  const { sorting, operation } = list;
  const parameter = operation.parameters.find((each) => each.in === 'query' && each.name === sorting?.parameter);
  if (!sorting || !parameter || sorting.direction !== undefined) return;
  for (const value of listedValues(world.contract, parameter.schema)) {
    const match = /^(?<minus>-)?(?<name>\w+)$/.exec(value);
    const property = sorting.properties[match?.groups?.['name'] ?? ''];
    if (property === undefined) continue;
    const { status, items } = await ask({ [parameter.name]: value });
    if (status >= 300) {
      wrong('sort', `${parameter.name}=${value} answered ${status}`);
      continue;
    }
    const keys = items.map((item) => item[property]).filter(isPlain);
    const direction = match?.groups?.['minus'] === undefined ? 1 : -1;
    const broken = keys.findIndex((key, index) => index > 0 && direction * compare(keys[index - 1], key) > 0);
    const isRanked = list.resource.properties.some(
      ({ name, schema }) => name === property && listedValues(world.contract, schema).length > 0,
    );
    if (broken > 0 && !isRanked) {
      wrong(
        'sort',
        `${parameter.name}=${value} shows ${JSON.stringify(keys[broken - 1])} before ${JSON.stringify(keys[broken])}`,
      );
    }
  }
}

function listedValues(contract: Listing['world']['contract'], schema: Schema): string[] {
  return (resolve(contract, schema).enum ?? []).filter((value) => typeof value === 'string');
}

/** Texts whose order every collation agrees on. */
function isPlain(value: unknown): value is string | number {
  return (
    typeof value === 'number' || (typeof value === 'string' && /^[\da-z]+$|^\d{4}-\d\d-\d\dT?[\d:.Z]*$/.test(value))
  );
}

function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [first, second] = [String(one), String(other)];
  return first < second ? -1 : Number(first > second);
}
