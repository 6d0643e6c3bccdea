import type { Request } from 'express';
import type { UploadedFile } from '../invocation.ts';
import type { FormReader } from './form-body.ts';
import { refusePolluting } from './json-body.ts';

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
 */
export function readFields(request: Request, form: FormReader): Record<string, unknown> {
  const texts = { ...(request.body as Record<string, unknown> | undefined) };
  refusePolluting(texts);
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
