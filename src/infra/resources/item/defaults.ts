import { violations } from '../../contract/check.ts';
import { resolve } from '../../contract/schema.ts';
import { isItem } from '../body/body.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';

/**
 * What stands for a property that a client leaves out: the default of its schema; else, where reading has to show it,
 * null or an empty list if it may be that, since a made-up value would claim to be known.
 */
export function defaultsOf({ service, store, completed }: Serving): Item {
  const { contract } = service;
  const { properties, representation, identity } = store.table.resource;
  // Nothing known: the members it comes to are those that have to be there.
  const shown = completed(representation, {}, '');
  const defaults: Item = {};
  for (const { name, schema, readOnly } of properties) {
    const { default: value } = resolve(contract, schema);
    if (value !== undefined && !readOnly) defaults[name] = value;
    else if (isItem(shown) && name in shown && name !== identity?.property) {
      const blank = [null, []].find((each) => violations(contract, schema, each, 'response').length === 0);
      if (blank !== undefined) defaults[name] = blank;
    }
  }
  return defaults;
}
