import express, { type Request, type RequestHandler, type Response } from 'express';
import type { Contract, MediaType } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { byteBounds, sizeProblem } from '@plumbline/contract/views/binary';
import { schemaView } from '@plumbline/contract/views/view';
import { defaultFiller } from './fill-defaults.ts';
import { formReader, type FormReader } from './form-body.ts';
import { decodeUtf8, parseJson } from './json-body.ts';
import { refusePolluting } from './refuse-polluting.ts';
import { essenceOf, isJson } from '@plumbline/contract/media-type';
import { hasBody } from './admit.ts';
import { HttpError } from '../errors/errors.ts';
import type { Exchange } from '../exchange.ts';
import { explainUpload, invalidRequest } from '../validation/refuse-request.ts';
import { readOnlyDropper } from './read-only.ts';
import type { ServedOperation } from '../served-operation.ts';
import { runStage } from '../validation/shard.ts';
import { readFields } from './uploads.ts';

/** How the bodies of one operation are decoded, by declared media type; made once an operation. */
export interface BodyReader {
  /** @param sentType the media type sent, where only a range is declared */
  decode(mediaType: string, bytes: Buffer, sentType: string): unknown;
  /** Reader of the fields of a multipart body, whose bytes the upload parser reads. */
  form(mediaType: string): FormReader;
  /** Takes out what only the server sets, so that a client may send back what it got. */
  dropReadOnly(mediaType: string, body: unknown): void;
  /** Fills in what a valid body leaves out, where the operation is not for changing just what it names. */
  fillDefaults(mediaType: string, body: unknown): void;
}

/** Reads the bytes of any body into a Buffer, up to the limit, which holds for the inflated bytes too. */
export function bytesReader(limit: number): RequestHandler {
  return express.raw({ type: () => true, limit, inflate: true });
}

async function bytesOf(
  readBytes: RequestHandler,
  limit: number,
  request: Request,
  response: Response,
): Promise<Buffer> {
  await Promise.race([runStage([readBytes], request, response), overflow(request, limit)]);
  const bytes: unknown = request.body;
  return Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0);
}

/**
 * Rejects as soon as more bytes came than are accepted. The parser would go on reading until the client is done, which
 * may be never; the answer goes out at once instead.
 */
function overflow(request: Request, limit: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    let received = 0;
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received <= limit) return;
      request.pause();
      reject(new HttpError('PAYLOAD_TOO_LARGE', 'The request body is larger than this server accepts.'));
    });
  });
}

function isMultipart(mediaType: string | undefined): boolean {
  return mediaType !== undefined && essenceOf(mediaType) === 'multipart/form-data';
}

/** A body of `BODY_LIMIT` bytes holds a value for each so many of them at most: what is done with each takes time. */
const BYTES_PER_VALUE = 20;

/**
 * Refuses bodies of very many values: a megabyte of `[[],[],...` holds 350,000, and each of the passes over them would
 * keep other requests waiting.
 *
 * @throws HttpError 413
 */
function refuseCrowded(body: unknown, bodyLimit: number): void {
  const most = Math.max(1000, Math.floor(bodyLimit / BYTES_PER_VALUE));
  const left = [body];
  for (let count = 0; left.length > 0;) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    const members: unknown[] = Array.isArray(value) ? value : Object.values(value);
    count += members.length;
    if (count > most) {
      throw new HttpError(
        'PAYLOAD_TOO_LARGE',
        `The request body holds more than ${most} values, members and elements.`,
      );
    }
    for (const member of members) if (typeof member === 'object') left.push(member);
  }
}

interface BodySource {
  readBytes: RequestHandler;
  readUpload: RequestHandler;
  /** Largest body, in bytes. */
  bodyLimit: number;
  request: Request;
  response: Response;
  exchange: Exchange;
}

/**
 * Reads, decodes and types the body of a request.
 *
 * @returns the body without readOnly properties; `undefined` where there is none. A body that the operation does not
 *   declare is read off the connection and dropped
 */
export async function readBody(
  reader: BodyReader,
  { readBytes, readUpload, bodyLimit, request, response, exchange }: BodySource,
): Promise<unknown> {
  const { mediaType } = exchange;
  if (request.headers.expect !== undefined && exchange.bytes === undefined) response.writeContinue();
  if (isMultipart(mediaType)) {
    await runStage([readUpload], request, response).catch((error: unknown) => {
      throw explainUpload(error);
    });
    if (mediaType === undefined) return undefined;
    const fields = readFields(request, reader.form(mediaType));
    refuseCrowded(fields, bodyLimit);
    reader.dropReadOnly(mediaType, fields);
    return fields;
  }
  if (!hasBody(request)) return undefined;
  exchange.bytes ??= await bytesOf(readBytes, bodyLimit, request, response);
  const { bytes } = exchange;
  if (mediaType === undefined || bytes.length === 0) return undefined;
  const sent = request.headers['content-type'] ?? mediaType;
  const body = reader.decode(mediaType, bytes, mediaType.includes('*') ? sent : mediaType);
  refuseCrowded(body, bodyLimit);
  reader.dropReadOnly(mediaType, body);
  return body;
}

/** @throws HttpError 400 where a body that stays bytes is larger or smaller than its schema says */
function checkSize(contract: Contract, media: MediaType | undefined, bytes: Buffer): void {
  const message = sizeProblem(byteBounds(schemaView(contract, 'request'), media?.schema ?? true), bytes.length);
  if (message !== undefined) throw invalidRequest([{ field: 'body', message }]);
}

/** Works out how the request bodies of an operation are decoded. */
export function bodyReader(contract: Contract, { operation, isPartial }: ServedOperation): BodyReader {
  const content = operation.requestBody?.content ?? {};
  const forms = new Map<string, FormReader>();
  const droppers = new Map<string, (body: unknown) => void>();
  const fillers = new Map<string, (body: unknown) => void>();
  const form = (mediaType: string): FormReader => {
    const known = forms.get(mediaType) ?? formReader(contract, getOwn(content, mediaType) ?? { examples: [] });
    forms.set(mediaType, known);
    return known;
  };
  return {
    form,
    decode(mediaType, bytes, sentType) {
      if (isJson(sentType)) return parseJson(bytes);
      if (essenceOf(sentType) === 'application/x-www-form-urlencoded') {
        const body = form(mediaType).urlencoded(decodeUtf8(bytes));
        refusePolluting(body);
        return body;
      }
      if (!sentType.startsWith('text/')) {
        checkSize(contract, getOwn(content, mediaType), bytes);
        return bytes;
      }
      const text = decodeUtf8(bytes);
      refusePolluting(text);
      return text;
    },
    dropReadOnly(mediaType, body) {
      const known = droppers.get(mediaType) ?? readOnlyDropper(contract, getOwn(content, mediaType)?.schema ?? true);
      droppers.set(mediaType, known);
      known(body);
    },
    fillDefaults(mediaType, body) {
      if (isPartial) return;
      const known = fillers.get(mediaType) ?? defaultFiller(contract, getOwn(content, mediaType)?.schema ?? true);
      fillers.set(mediaType, known);
      known(body);
    },
  };
}
