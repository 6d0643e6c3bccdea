import { heal, type Draft } from '../draft.ts';
import type { Members } from '../json.ts';
import { getOwn, setOwn } from '../json.ts';

const TYPES: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

/** Names from other languages and formats used as types, and what they mean. */
const MEANT: Record<string, { type?: string; format?: string }> = {
  str: { type: 'string' },
  text: { type: 'string' },
  char: { type: 'string' },
  file: { type: 'string', format: 'binary' },
  binary: { type: 'string', format: 'binary' },
  byte: { type: 'string', format: 'byte' },
  date: { type: 'string', format: 'date' },
  'date-time': { type: 'string', format: 'date-time' },
  datetime: { type: 'string', format: 'date-time' },
  timestamp: { type: 'string', format: 'date-time' },
  uuid: { type: 'string', format: 'uuid' },
  uri: { type: 'string', format: 'uri' },
  url: { type: 'string', format: 'uri' },
  email: { type: 'string', format: 'email' },
  password: { type: 'string', format: 'password' },
  int: { type: 'integer' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  long: { type: 'integer', format: 'int64' },
  float: { type: 'number', format: 'float' },
  double: { type: 'number', format: 'double' },
  decimal: { type: 'number' },
  bool: { type: 'boolean' },
  dict: { type: 'object' },
  map: { type: 'object' },
  hash: { type: 'object' },
  json: { type: 'object' },
  list: { type: 'array' },
  any: {},
};

/** Mends `type`: names that JSON Schema does not know, an object with `items`, a list without. */
export function healType(draft: Draft, schema: Members, pointer: string): void {
  const { type } = schema;
  if (type === undefined) return;
  const choice = ['oneOf', 'anyOf'].find((name) => Array.isArray(getOwn(schema, name)));
  if (type === 'null' && choice !== undefined) {
    delete schema.type;
    setOwn(schema, choice, [...(getOwn(schema, choice) as unknown[]), { type: 'null' }]);
    heal(
      draft,
      'null-beside-choice',
      `${pointer}/type`,
      `Nothing is null and one of \`${choice}\`; null was made one of these.`,
    );
    return;
  }
  if (Array.isArray(type)) {
    const known = [...new Set(type)].filter((name) => typeof name === 'string' && TYPES.has(name));
    if (known.length === type.length) return;
    if (known.length > 0) schema.type = known;
    else delete schema.type;
    heal(
      draft,
      'unknown-type',
      `${pointer}/type`,
      `JSON Schema knows only some of the types ${JSON.stringify(type)}; the others were dropped.`,
    );
  } else if (typeof type !== 'string' || !TYPES.has(type)) {
    const name = typeof type === 'string' ? type.trim().toLowerCase() : '';
    const meant: { type?: string; format?: string } = TYPES.has(name) ? { type: name } : (getOwn(MEANT, name) ?? {});
    delete schema.type;
    Object.assign(schema, { ...meant, ...schema });
    const taken =
      meant.type !== undefined ? `${meant.type}${meant.format ? `, format ${meant.format}` : ''}` : 'any value';
    heal(
      draft,
      'unknown-type',
      `${pointer}/type`,
      `JSON Schema has no type ${JSON.stringify(type)}; it is taken for ${taken}.`,
    );
  } else if (type === 'object' && 'items' in schema) {
    delete schema.items;
    heal(draft, 'items-of-object', `${pointer}/items`, 'An object has no `items`; they were dropped.');
  }
}
