import type { Request, RequestHandler } from 'express';
import multer from 'multer';
import { clip } from '@plumbline/contract/clip';
import type { FieldProblem } from '../../../domain/errors.ts';
import { getOwn, setOwn } from '@plumbline/contract/json';
import { sizeProblem } from '@plumbline/contract/views/binary';
import { coveringType, essenceOf } from '@plumbline/contract/media-type';
import { HttpError } from '../errors/errors.ts';
import type { UploadedFile } from '../invocation.ts';
import { invalidRequest } from '../validation/refuse-request.ts';
import type { FormReader, PartReader } from './form-body.ts';
import { decodeUtf8 } from './json-body.ts';
import { refusePolluting } from './refuse-polluting.ts';

/** Files in one upload. */
const MAX_FILES = 20;
const MAX_FIELDS = 1000;
const MAX_FIELD_NAME = 200;

/** Parses multipart bodies, with their files in memory; rejects with an error of multer or of its parser. */
export function uploadParser(bodyLimit: number): RequestHandler {
  return multer({
    limits: {
      fileSize: bodyLimit,
      fieldSize: bodyLimit,
      files: MAX_FILES,
      fields: MAX_FIELDS,
      parts: MAX_FILES + MAX_FIELDS,
      fieldNameSize: MAX_FIELD_NAME,
      fieldArrayIndexLimit: MAX_FIELDS,
    },
  }).any();
}

/** What the upload parser (multer) leaves on the request for each file, kept in memory. */
interface ParsedFile {
  fieldname: string;
  originalname: string;
  mimetype: string;
  buffer: Buffer;
}

const LETTER_A = 97;

/** Media types of parts that declare none: the parser gives the first, browsers the second. */
const UNTYPED: ReadonlySet<string> = new Set(['text/plain', 'application/octet-stream']);

/**
 * Types the text fields of a multipart body, which the upload parser left as text. Parts that the contract declares as
 * JSON are read as JSON, whatever their file name. A file stands in the body as a text of as many characters as it has
 * bytes, in a list where the contract declares one; the validator counts them.
 *
 * @throws HttpError 415 for a part in a media type that its `encoding` does not name; 400 for a file whose size is
 *   outside `minLength` and `maxLength`, and for text in place of a file
 */
export function readFields(request: Request, form: FormReader): Record<string, unknown> {
  const texts = new Map(Object.entries((request.body as Record<string, unknown> | undefined) ?? {}));
  const files = new Map<string, ParsedFile[]>();
  const problems: FieldProblem[] = [];
  for (const [name, sent] of Map.groupBy(filesOf(request), ({ fieldname }) => fieldname)) {
    const part = form.part(name);
    for (const file of sent) checkType(file, part);
    if (part.isText) {
      texts.set(name, [...asList(texts.get(name)), ...sent.map(textOf)]);
    } else {
      files.set(name, sent);
      problems.push(...sizeProblems(name, sent, part));
    }
  }
  for (const name of texts.keys()) {
    if (files.has(name) || form.part(name).file !== undefined)
      problems.push({ field: `body.${name}`, message: 'must be a file' });
  }
  if (problems.length > 0) throw invalidRequest(problems);
  refusePolluting(Object.fromEntries(texts));
  const fields = form.fields(Object.fromEntries(texts));
  for (const [name, sent] of files) {
    // Each with a letter of its own: files of one size are not the same.
    const shown = sent.map(({ buffer }, index) => String.fromCharCode(LETTER_A + index).repeat(buffer.length));
    setOwn(fields, name, sent.length > 1 || form.part(name).isList ? shown : shown[0]);
  }
  Object.assign(request, { files: [...files.values()].flat() });
  return fields;
}

function asList(sent: unknown): unknown[] {
  if (sent === undefined) return [];
  return Array.isArray(sent) ? sent : [sent];
}

function checkType({ fieldname, mimetype }: ParsedFile, { types, isText }: PartReader): void {
  if (types.length === 0 || coveringType(types, mimetype) !== undefined) return;
  if (isText && UNTYPED.has(essenceOf(mimetype))) return;
  const message = `The part ${clip(fieldname)} is ${clip(mimetype)}; send ${types.join(' or ')}.`;
  throw new HttpError('UNSUPPORTED_MEDIA_TYPE', message);
}

function textOf({ fieldname, buffer }: ParsedFile): string {
  try {
    return decodeUtf8(buffer);
  } catch (error) {
    const details = [{ field: `body.${clip(fieldname)}`, message: 'must be UTF-8 text' }];
    throw new HttpError('MALFORMED_REQUEST', 'The request cannot be read.', { details, cause: error });
  }
}

function sizeProblems(name: string, sent: readonly ParsedFile[], { file, isList }: PartReader): FieldProblem[] {
  if (file === undefined) return [];
  return sent.flatMap(({ buffer }, position) => {
    const message = sizeProblem(file.bytes, buffer.length);
    return message === undefined ? [] : [{ field: isList ? `body.${name}.${position}` : `body.${name}`, message }];
  });
}

/** The body with its files in place, each field a file or a list of files as it was shown to the validator. */
export function withFiles(request: Request, body: unknown): unknown {
  const files = filesOf(request);
  if (files.length === 0) return body;
  const shown = body as Record<string, unknown>;
  const uploads = [...Map.groupBy(files, ({ fieldname }) => fieldname)].map(([name, sent]) => {
    const list = sent.map(({ originalname, mimetype, buffer }): UploadedFile => {
      return { filename: originalname, mediaType: mimetype, content: buffer };
    });
    return [name, Array.isArray(getOwn(shown, name)) ? list : list[0]] as const;
  });
  return { ...shown, ...Object.fromEntries(uploads) };
}

function filesOf(request: Request): readonly ParsedFile[] {
  const { files } = request as { files?: unknown };
  return Array.isArray(files) ? (files as ParsedFile[]) : [];
}
