import { setOwn } from '@plumbline/contract/json';
import { sample } from '@plumbline/contract/sample/sample';
import type { Invocation } from '../../http/invocation.ts';
import { isItem } from '../body/members.ts';
import { defaultsOf, type Defaults } from './defaults.ts';
import { noteEmulated } from './emulated.ts';
import { withoutExample } from './identifier.ts';
import type { Locator } from './locate.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';

/** Marks an answer that is made up, since nothing in the contract creates such items. */
export const SAMPLE_HEADERS: Readonly<Record<string, string>> = { 'x-plumbline-answer': 'sample' };

interface Sampled {
  item: Item;
  seed: string;
}

/** Made-up items; the same request always shows the same ones. */
export interface Sampler {
  /** The item that the path names. */
  one(invocation: Invocation): Sampled;
  /** The items of a list, which reading one by one shows too. */
  several(invocation: Invocation): Sampled[];
}

const LISTED = 3;

export function samplerOf(serving: Serving, locator: Locator): Sampler {
  const { service, operation } = serving;
  const { resource } = operation;
  const { identity, representation, parents } = resource;
  const { contract } = service;
  let defaults: Defaults | undefined;

  const make = (invocation: Invocation, key: unknown, named = identity?.property): Sampled => {
    const scope = locator.scopeValues(invocation);
    const seed = [resource.name, ...scope.values(), key].join('/');
    const known: Item = {};
    for (const { column, property } of parents) {
      if (property !== undefined && scope.get(column) !== undefined) setOwn(known, property, scope.get(column));
    }
    // The one of its kind starts with its defaults; of many, some are made up.
    if (identity === undefined) {
      defaults ??= defaultsOf(serving);
      noteEmulated(invocation, Object.keys(defaults.assumed));
      return { item: { ...defaults.assumed, ...defaults.known, ...known }, seed };
    }
    const made = sample(contract, representation, { seed, view: 'response' });
    const item: Item = { ...(isItem(made) ? made : {}), ...known };
    if (named !== undefined && key !== undefined) setOwn(item, named, key);
    return { item, seed };
  };
  const identifiers = (): unknown[] => {
    if (identity === undefined) return [undefined];
    const bare = withoutExample(contract, identity.schema);
    const first = sample(contract, identity.schema, { seed: resource.name, view: 'response' });
    const rest = Array.from({ length: LISTED - 1 }, (_, index) =>
      sample(contract, bare, { seed: `${resource.name}/${index}`, view: 'response' }),
    );
    return [...new Set([first, ...rest])];
  };
  let listed: unknown[] | undefined;

  return {
    one: (invocation) => {
      const key = locator.key(invocation);
      return key === undefined
        ? make(invocation, identity ? identifiers()[0] : undefined)
        : make(invocation, key, operation.key?.property ?? identity?.property);
    },
    several: (invocation) => {
      listed ??= identifiers();
      return listed.map((key) => make(invocation, key));
    },
  };
}
