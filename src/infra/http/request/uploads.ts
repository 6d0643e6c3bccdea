import type { Request } from 'express';
import { clip } from '../../../domain/bounds.ts';
import { HttpError } from '../errors/errors.ts';
import type { UploadedFile } from '../invocation.ts';
import type { FormReader } from './form-body.ts';
import { refusePolluting } from './refuse-polluting.ts';
import { coveringType } from '../../contract/media-type.ts';

/** What the upload parser (multer) leaves on the request for each file, kept in memory. */
interface ParsedFile {
  fieldname: string;
  originalname: string;
  mimetype: string;
  buffer: Buffer;
}

/**
 * Types the text fields of a multipart body, which the upload parser left as text. Files stand in it as the empty
 * strings that the validator expects of them.
 *
 * @throws HttpError 415 for a file in a media type that its `encoding` does not name
 */
export function readFields(request: Request, form: FormReader): Record<string, unknown> {
  const texts = { ...(request.body as Record<string, unknown> | undefined) };
  refusePolluting(texts);
  for (const { fieldname, mimetype } of filesOf(request)) {
    const types = form.typesOf(fieldname);
    if (types.length === 0 || coveringType(types, mimetype) !== undefined) continue;
    const message = `The file in ${clip(fieldname)} is ${clip(mimetype)}; send ${types.join(' or ')}.`;
    throw new HttpError('UNSUPPORTED_MEDIA_TYPE', message);
  }
  const fileNames = new Set(filesOf(request).map(({ fieldname }) => fieldname));
  const fields = form.fields(Object.fromEntries(Object.entries(texts).filter(([name]) => !fileNames.has(name))));
  for (const name of fileNames) fields[name] = texts[name];
  return fields;
}

/** The body with its files in place: one, or a list where a field came several times. */
export function withFiles(request: Request, body: unknown): unknown {
  const files = filesOf(request);
  if (files.length === 0) return body;
  const byField = new Map<string, UploadedFile[]>();
  for (const { fieldname, originalname, mimetype, buffer } of files) {
    const file: UploadedFile = { filename: originalname, mediaType: mimetype, content: buffer };
    byField.set(fieldname, [...(byField.get(fieldname) ?? []), file]);
  }
  const uploads = [...byField].map(([name, list]) => [name, list.length === 1 ? list[0] : list] as const);
  return { ...(body as object), ...Object.fromEntries(uploads) };
}

function filesOf(request: Request): readonly ParsedFile[] {
  const { files } = request as { files?: unknown };
  return Array.isArray(files) ? (files as ParsedFile[]) : [];
}
