import type { Contract, MediaType, Parameter } from '../contract/contract.ts';
import { parameterReader, type ParameterReader } from './parameter.ts';
import { decodeText, splitQuery } from './query-string.ts';
import { objectParts } from './schema-parts.ts';

/** Reads the fields of a form as the schema of its media type types them. */
export interface FormReader {
  /** An `application/x-www-form-urlencoded` body. */
  urlencoded(text: string): Record<string, unknown>;
  /** Text fields of a multipart body by name, as its parser made them. */
  fields(texts: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** Works out how the fields of a form are read: one exploded query parameter each, unless `encoding` says otherwise. */
export function formReader(contract: Contract, { schema = true, encoding = {} }: MediaType): FormReader {
  const { properties } = objectParts(contract, schema);
  const readers = new Map<string, ParameterReader>();
  for (const [name, property] of properties) {
    const { style, explode } = (encoding[name] ?? {}) as Partial<Parameter>;
    const parameter: Parameter = {
      name,
      in: 'query',
      required: false,
      schema: property,
      style: style ?? 'form',
      explode: explode ?? true,
      deprecated: false,
    };
    readers.set(name, parameterReader(contract, parameter, 'body'));
  }
  return {
    urlencoded(text) {
      const body = new Map<string, unknown>();
      for (const [key, texts] of splitQuery(text)) {
        const reader = readers.get(key) ?? readers.get(key.replace(/\[\]$/, ''));
        const decoded = texts.map((value) => decodeText(value, `body.${key}`));
        if (reader !== undefined) body.set(reader.name, reader.readAll(texts));
        else if (!placeMember(body, readers, key, decoded)) body.set(key, decoded.length > 1 ? decoded : decoded[0]);
      }
      return Object.fromEntries(body);
    },
    fields(texts) {
      const body = Object.entries(texts).map(([name, value]) => [name, readField(readers.get(name), value)] as const);
      return Object.fromEntries(body);
    },
  };
}

/** A multipart field may be JSON text of an object or an array; scalars read as in a URL, but are not encoded. */
function readField(reader: ParameterReader | undefined, value: unknown): unknown {
  if (reader === undefined) return value;
  const texts = (Array.isArray(value) ? value : [value]) as unknown[];
  if (!texts.every((text) => typeof text === 'string')) return value;
  const [first = ''] = texts;
  if (texts.length === 1 && /^\s*[[{]/.test(first)) {
    try {
      return JSON.parse(first) as unknown;
    } catch {
      return first;
    }
  }
  return reader.readAll(texts.map(encodeURIComponent));
}

/** `address[city]=Bonn` is a member of the object `address`, as most form libraries write it. */
function placeMember(
  body: Map<string, unknown>,
  readers: ReadonlyMap<string, ParameterReader>,
  key: string,
  texts: readonly string[],
): boolean {
  const match = /^([^[\]]+)\[([^[\]]+)\]$/.exec(key);
  const [, name = '', member = ''] = match ?? [];
  const reader = readers.get(name);
  if (match === null || reader?.object === undefined || member === '__proto__') return false;
  const object = (body.get(name) ?? {}) as Record<string, unknown>;
  object[member] = texts.length > 1 ? texts : reader.readMember(member, texts[0] ?? '');
  body.set(name, object);
  return true;
}
