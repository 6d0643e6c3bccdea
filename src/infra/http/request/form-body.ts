import type { Contract, MediaType, Parameter } from '@plumbline/contract/contract';
import { parseExactJson } from '@plumbline/contract/exact-numbers';
import { getOwn } from '@plumbline/contract/json';
import { fileFields, type FileField } from '@plumbline/contract/views/multipart';
import { schemaView } from '@plumbline/contract/views/view';
import { isJson } from '@plumbline/contract/media-type';
import { HttpError } from '../errors/errors.ts';
import { refusePolluting } from './refuse-polluting.ts';
import { parameterReader, type ParameterReader } from './parameter.ts';
import { decodeText, splitQuery } from './query-string.ts';
import { acceptedTypes, isScalar } from './coerce.ts';
import { itemSchema, objectParts } from './schema-parts.ts';
import { bracketPath, plant, treeOf, type TextTree } from './text-tree.ts';

/** Reads the fields of a form as the schema of its media type types them. */
export interface FormReader {
  /** An `application/x-www-form-urlencoded` body. */
  urlencoded(text: string): Record<string, unknown>;
  /** Text fields of a multipart body by name, as its parser made them. */
  fields(texts: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** What is known of one part of a multipart body, whether it comes with a file name or without. */
  part(name: string): PartReader;
}

/** How a part of a multipart body is read. */
export interface PartReader {
  /** The media types that it may be in; none: any. */
  types: readonly string[];
  /** It is JSON or another text, never a file: what it is depends on the contract, not on a file name. */
  isText: boolean;
  /** It is a list, also where it is sent once. */
  isList: boolean;
  /** Limits of the files in it, where it takes files only. */
  file?: FileField;
}

/** Works out how the fields of a form are read: one exploded query parameter each, unless `encoding` says otherwise. */
export function formReader(contract: Contract, { schema = true, encoding = {} }: MediaType): FormReader {
  const { properties } = objectParts(contract, schema);
  const readers = new Map<string, ParameterReader>();
  for (const [name, property] of properties) {
    const { style, explode } = (getOwn(encoding, name) ?? {}) as Partial<Parameter>;
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
  let files: ReadonlyMap<string, FileField> | undefined;
  return {
    urlencoded(text) {
      const body = new Map<string, unknown>();
      const trees = new Map<string, TextTree>();
      for (const [key, texts] of splitQuery(text, 'body')) {
        const reader = readers.get(key);
        const path = bracketPath(key);
        const place = `body.${key}`;
        const decoded = texts.map((value) => decodeText(value, place));
        if (reader !== undefined) body.set(key, isTooMany(reader, texts) ? decoded : reader.readAll(texts));
        else if (path !== undefined && readers.has(path[0] ?? '')) plant(trees, path, decoded, place);
        else body.set(key, decoded.length > 1 ? decoded : decoded[0]);
      }
      for (const [name, tree] of trees) {
        if (body.has(name)) throw twoForms(name);
        body.set(name, readers.get(name)?.readTree(tree));
      }
      return Object.fromEntries(body);
    },
    part(name) {
      const file = (files ??= fileFields(schemaView(contract, 'request'), schema)).get(name);
      const reader = readers.get(name);
      const { contentType } = (getOwn(encoding, name) ?? {}) as { contentType?: unknown };
      const declared = typeof contentType === 'string' ? contentType.split(',').map((type) => type.trim()) : [];
      const accepted = acceptedTypes(contract, properties.get(name) ?? true);
      const isList = file?.isList === true || (reader?.isArray === true && !accepted.has('string'));
      const element = isList ? acceptedTypes(contract, itemSchema(contract, properties.get(name) ?? true)) : accepted;
      const isDeclaredJson = declared.length > 0 && declared.every(isJson);
      const isText = reader !== undefined && file === undefined && (isDeclaredJson || !element.has('string'));
      // OpenAPI 3.1, 4.8.15: the type of a part that holds an object is JSON by default.
      const isObject = isText && element.has('object') && !isScalar(element);
      const types = declared.length === 0 && isObject ? ['application/json'] : declared;
      return { types, isText, isList, ...(file && { file }) };
    },
    fields(texts) {
      const body = Object.entries(texts).map(
        ([name, value]) => [name, readField(readers.get(name), value, `body.${name}`)] as const,
      );
      return Object.fromEntries(body);
    },
  };
}

function twoForms(name: string): HttpError {
  const details = [{ field: `body.${name}`, message: 'is sent both as a value and by its members' }];
  return new HttpError('MALFORMED_REQUEST', 'The request cannot be read.', { details });
}

/** A multipart field may be JSON text of an object or an array; scalars read as in a URL, but are not encoded. */
function readField(reader: ParameterReader | undefined, value: unknown, place: string): unknown {
  if (reader === undefined) return value;
  const tree = treeOf(value, place);
  if (tree.members.size > 0) return reader.readTree(tree);
  const { texts } = tree;
  const [first = ''] = texts;
  if (texts.length === 1 && /^\s*[[{]/.test(first) && reader.hasMembers) {
    try {
      const value = parseExactJson(first);
      refusePolluting(value, place);
      // Of a list that is sent part by part, this is the only element.
      return reader.isArray && !reader.isObject && !Array.isArray(value) ? [value] : value;
    } catch (error) {
      if (error instanceof HttpError) throw error;
      return first;
    }
  }
  return isTooMany(reader, texts) ? texts : reader.readAll(texts.map(encodeURIComponent));
}

/** Left as a list, which validation then refuses: none of several values is the one that was meant. */
function isTooMany(reader: ParameterReader, texts: readonly string[]): boolean {
  return texts.length > 1 && !reader.isArray;
}
