import type { Schema } from '../contract.ts';
import { boundsIn, isBinary, type ByteBounds } from './binary.ts';
import { flatten } from './flatten.ts';
import { declaredNames, memberSchema } from './object-members.ts';
import type { SchemaView } from './view.ts';

/** A field of a multipart body that takes files and nothing else. */
export interface FileField {
  /** Sizes of each file. */
  bytes: ByteBounds;
  isList: boolean;
}

/** The fields of a multipart body that take files, by name. */
export function fileFields(view: SchemaView, schema: Schema): ReadonlyMap<string, FileField> {
  const flat = flatten(view, view.of(schema));
  return new Map(
    declaredNames(flat).flatMap((name): [string, FileField][] => {
      const { parts } = flatten(view, memberSchema(flat, name));
      if (isBinary(parts)) return [[name, { bytes: boundsIn(parts), isList: false }]];
      const items = parts.flatMap((part) => (part.items === undefined ? [] : flatten(view, part.items).parts));
      return isBinary(items) ? [[name, { bytes: boundsIn(items), isList: true }]] : [];
    }),
  );
}
