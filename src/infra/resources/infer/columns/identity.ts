import type { Schema } from '../../../contract/contract.ts';
import type { Identity } from '../../resource.ts';
import type { Schemas } from '../bodies/schemas.ts';
import { normal, singularWords, words } from '../names/words.ts';

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
 * without the noun (`order_number` -> `number`), then of its last word, then `id`.
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
  const named = new Map<string, string>();
  for (const [name, [schema]] of schemas.properties(representation)) {
    if (schema !== undefined && isScalar(schemas, schema) && !named.has(normal(name))) named.set(normal(name), name);
  }
  const nounWords = singularWords(noun);
  const parameterWords = words(parameter.name);
  // Leading words of the noun only: the `guild_id` in `guild_scheduled_event_id` is another thing's identifier.
  const own = parameterWords.findIndex((word) => !nounWords.includes(word));
  const rest = own === -1 ? parameterWords.slice(-1) : parameterWords.slice(own);
  const last = parameterWords.at(-1) ?? '';
  // `pid` ends as `id` does, though its words cannot be told apart.
  const suffix = SUFFIXES.find((one) => last === one || (last.length <= 5 && last.endsWith(one)));
  const exact = [
    normal(parameter.name),
    rest.join(''),
    ...(suffix === undefined ? [] : [suffix, [...nounWords, suffix].join(''), `${nounWords.at(-1) ?? ''}${suffix}`]),
  ];
  for (const candidate of exact) {
    const property = candidate === '' ? undefined : named.get(candidate);
    if (property !== undefined) return property;
  }
  const customary = ['id', `${nounWords.join('')}id`, ...nounWords.map((word) => `${word}id`), 'uuid', 'gid', 'sid'];
  if (/user(name)?$/.test(normal(parameter.name))) customary.push('login', 'username', 'handle');
  // `/repos/{repo}`: named by the noun alone, it is what people call the item.
  if (parameterWords.every((word) => nounWords.includes(word))) customary.push(...NATURAL);
  // A key, a name or a slug is a word: no UUID is called so.
  const isWord = /(key|name|slug|code|handle|number|no)$/.test(last);
  return customary
    .map((candidate) => named.get(candidate))
    .find((property) => property !== undefined && fits(schemas, representation, property, parameter.schema, isWord));
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
