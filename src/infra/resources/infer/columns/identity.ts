import type { Schema } from '@plumbline/contract/contract';
import type { Identity } from '../../resource.ts';
import type { Schemas } from '../bodies/schemas.ts';
import { inflections, normal, nounSpellings, words } from '../names/words.ts';

const SUFFIXES = [
  'id',
  'gid',
  'sid',
  'uid',
  'uuid',
  'guid',
  'slug',
  'key',
  'name',
  'code',
  'number',
  'no',
  'ref',
  'handle',
  'username',
  'identifier',
];
const NATURAL = ['slug', 'key', 'code', 'login', 'username', 'name'];

/**
 * The property that shows what the last path parameter of an item holds: the one of the same name, then of the name
 * without the noun (`order_number` -> `number`), then of its last word, then `id`. A parameter that is named by the noun
 * alone (`/promotion_codes/{promotion_code}`) says nothing more, so that `id` comes first.
 *
 * @param noun the last literal of the collection path, `orders`
 * @param parameter name and schema of the path parameter
 * @returns the property's name; none where the identifier appears in the path only
 */
export function identityProperty(
  schemas: Schemas,
  representation: Schema,
  noun: string,
  parameter: { name: string; schema: Schema },
): string | undefined {
  const named = scalarsOf(schemas, representation);
  const nounWords = new Set(words(noun).flatMap((word) => [...inflections(word)]));
  const parameterWords = words(parameter.name);
  // Leading words of the noun only: the `guild_id` in `guild_scheduled_event_id` is another thing's identifier.
  const own = parameterWords.findIndex((word) => !nounWords.has(word));
  const rest = own === -1 ? '' : parameterWords.slice(own).join('');
  const last = parameterWords.at(-1) ?? '';
  // `pid` ends as `id` does, though its words cannot be told apart.
  const endings = SUFFIXES.filter((one) => last === one || (last.length <= 5 && last.endsWith(one)));
  const suffix = own === -1 ? undefined : (endings.find((one) => one === last) ?? endings[0]);
  const exact = [normal(parameter.name), rest, ...(suffix === undefined ? [] : [suffix, ...withNoun(noun, suffix)])];
  for (const candidate of exact) {
    const property = candidate === '' ? undefined : named.get(candidate);
    if (property !== undefined) return property;
  }
  const identifiers = ['id', ...withNoun(noun, 'id'), ...[...nounWords].map((word) => `${word}id`)];
  const customary = [...identifiers, 'uuid', 'gid', 'sid'];
  if (/user(name)?$/.test(normal(parameter.name))) customary.push('login', 'username', 'handle');
  // `/repos/{repo}`: named by the noun alone, it is what people call the item.
  if (own === -1) customary.push(last, ...NATURAL);
  customary.push(...namedAlike([...named.keys()], noun));
  // A key, a name or a slug is a word: no UUID is called so.
  const isWord = /(key|name|slug|code|handle|number|no)$/.test(last);
  const find = (candidates: readonly string[], isFitting: (property: string) => boolean): string | undefined =>
    candidates.flatMap((candidate) => named.get(candidate) ?? []).find(isFitting);
  const isFormatted = schemas.core(parameter.schema).format === 'uuid';
  return (
    find(customary, (property) => fits(schemas, representation, property, parameter.schema, isWord)) ??
    // A number that the path takes as text, or the other way round, is the same identifier.
    (isWord || isFormatted ? undefined : find(identifiers, () => true))
  );
}

/** The scalar property that a path parameter is named after, with or without the noun: `iid` of `issue_iid`. */
export function exactProperty(
  schemas: Schemas,
  representation: Schema,
  noun: string,
  parameter: string,
): string | undefined {
  const named = scalarsOf(schemas, representation);
  const nounWords = new Set(words(noun).flatMap((word) => [...inflections(word)]));
  const parts = words(parameter);
  const own = parts.findIndex((word) => !nounWords.has(word));
  return named.get(normal(parameter)) ?? (own === -1 ? undefined : named.get(parts.slice(own).join('')));
}

/** Names of scalar properties by their normal spelling. */
function scalarsOf(schemas: Schemas, representation: Schema): Map<string, string> {
  const named = new Map<string, string>();
  for (const [name, [schema]] of schemas.properties(representation)) {
    if (schema !== undefined && isScalar(schemas, schema) && !named.has(normal(name))) named.set(normal(name), name);
  }
  return named;
}

/** What the identifier is called with the noun before it, in each number that the noun may have: `orderid`, `ordersid`. */
function withNoun(noun: string, suffix: string): string[] {
  const last = words(noun).at(-1) ?? '';
  return [...nounSpellings(noun), ...inflections(last)].map((spelling) => spelling + suffix);
}

/** The only identifier that begins as the noun does, whatever its plural is: `genusid` of `genera`. */
function namedAlike(names: readonly string[], noun: string): string[] {
  const plain = normal(noun);
  const alike = names.filter((name) => {
    const stem = name.slice(0, -2);
    const shared = Array.from(stem).findIndex((letter, index) => letter !== plain[index]);
    const least = Math.max(3, 0.6 * Math.min(stem.length, plain.length));
    return name.endsWith('id') && stem.length <= plain.length + 2 && (shared === -1 ? stem.length : shared) >= least;
  });
  return alike.length === 1 ? alike : [];
}

/** PostgreSQL type of an identifier; one that is declared as any number is a whole one in every contract seen. */
export function identityType(schemas: Schemas, schema: Schema): Identity['type'] {
  const kind = schemas.kind(schema);
  if (kind === 'integer' || kind === 'number') return 'bigint';
  return schemas.core(schema).format === 'uuid' ? 'uuid' : 'text';
}

/** A name found by custom alone must hold the same kind of value as the parameter does. */
function fits(schemas: Schemas, representation: Schema, property: string, parameter: Schema, isWord: boolean): boolean {
  const schema = schemas.properties(representation).get(property)?.[0];
  if (schema === undefined) return false;
  if (['mixed', 'any'].includes(schemas.kind(parameter))) return true;
  const [shown, asked] = [identityType(schemas, schema), identityType(schemas, parameter)];
  return shown === asked || (shown === 'uuid' && asked === 'text' && !isWord);
}

function isScalar(schemas: Schemas, schema: Schema): boolean {
  return ['string', 'integer', 'number', 'any'].includes(schemas.kind(schema));
}
