import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { FieldProblem } from '../../../domain/errors.ts';
import { writeExactJson } from '@plumbline/contract/exact-numbers';
import { HttpError } from '../errors/errors.ts';
import { entityTag, isNoneMatch } from './etag.ts';
import type { Exchange } from '../exchange.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { exitForm, type ExitForm } from './exit-form.ts';
import type { Answer } from '../invocation.ts';
import { linkHeader } from './links.ts';
import { writeHeader } from './write-header.ts';
import { isJson } from '@plumbline/contract/media-type';
import { lifecycleHeaders } from './lifecycle.ts';
import type { ServedOperation } from '../served-operation.ts';

export interface ExitOptions {
  /** Share of answers that are checked against the contract, 0 to 1. */
  checkShare: number;
  /** A wrong answer becomes a 500 (development and tests) or is only reported (production). */
  failsOnViolation: boolean;
  logger: Logger;
}

/** Step 6, the single way out: checks an answer against the declared response, serialises it and sends it. */
export type Respond = (
  served: ServedOperation,
  request: Request,
  response: Response,
  exchange: Exchange,
  answer: Answer,
) => Promise<void>;

const BODILESS = new Set([204, 205, 304]);

/** Makes the exit. */
export function createRespond(options: ExitOptions): Respond {
  const forms = new Map<ServedOperation, Map<number, ExitForm>>();
  let violations = 0;
  const formOf = (served: ServedOperation, status: number): ExitForm => {
    const byStatus = forms.get(served) ?? new Map<number, ExitForm>();
    forms.set(served, byStatus);
    const known = byStatus.get(status) ?? exitForm(served, status);
    byStatus.set(status, known);
    return known;
  };

  return async (served, request, response, exchange, answer) => {
    const form = formOf(served, answer.status);
    const body = BODILESS.has(answer.status) ? undefined : answer.body;
    const declaredType = body === undefined ? undefined : chooseType(form, answer, exchange.accept);
    const link = linkHeader(served, form, exchange, answer);
    const known = {
      ...lifecycleHeaders(served.operation),
      ...(link === undefined ? {} : { Link: link }),
      ...answer.headers,
    };
    const isTagged = isRead(request) && answer.status === 200;
    const isWritten = (name: string): boolean => response.hasHeader(name) || (isTagged && name === 'etag');
    const headers = form.headers(known, isWritten);
    if (options.checkShare >= 1 || Math.random() < options.checkShare) {
      const problems = form.isDeclared
        ? form.check(declaredType, body, headers, isWritten, BODILESS.has(answer.status))
        : [{ field: 'status', message: `${answer.status} is not declared for ${served.operation.id}` }];
      if (problems.length > 0) {
        if (options.failsOnViolation) throw violation(served, answer.status, problems);
        violations += 1;
        const { id: operationId } = served.operation;
        options.logger.error('an answer contradicts the contract', {
          operationId,
          status: answer.status,
          problems,
          violations,
        });
      }
    }
    response.statusCode = answer.status;
    // What a write answers may be a token or a key (RFC 6749, section 5.1); a contract may say otherwise.
    if (!isRead(request)) response.setHeader('Cache-Control', 'no-store');
    for (const [name, value] of Object.entries(headers)) writeHeader(response, name, value);
    if (body === undefined) {
      end(response, undefined);
      return;
    }
    const mediaType = concreteType(declaredType, body);
    if (!response.hasHeader('Content-Type')) writeHeader(response, 'Content-Type', contentType(mediaType));
    if (body instanceof Readable) return pipeline(body, response);
    const bytes = isJson(mediaType) && !Buffer.isBuffer(body) ? form.serialise(declaredType ?? mediaType, body) : body;
    sendBytes(request, response, typeof bytes === 'string' || Buffer.isBuffer(bytes) ? bytes : writeExactJson(bytes));
  };
}

const isRead = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

/** A tag and 304 for every read: consumers may revalidate whatever they got. */
function sendBytes(request: Request, response: Response, bytes: string | Buffer): void {
  if (isRead(request) && response.statusCode === 200) {
    const tag = response.getHeader('ETag') ?? entityTag(bytes);
    response.setHeader('ETag', tag);
    if (isNoneMatch(request.headers['if-none-match'], String(tag))) {
      response.statusCode = 304;
      response.removeHeader('Content-Type');
      end(response, undefined);
      return;
    }
  }
  end(response, bytes);
}

function end(response: Response, bytes: string | Buffer | undefined): void {
  if (bytes === undefined) {
    if (!BODILESS.has(response.statusCode)) response.setHeader('Content-Length', 0);
    response.end();
    return;
  }
  response.setHeader('Content-Length', Buffer.byteLength(bytes));
  response.end(bytes);
}

/** The answer's own type, else the negotiated one where it is declared for this status, else the first declared. */
function chooseType({ mediaTypes }: ExitForm, { mediaType }: Answer, accept: string): string | undefined {
  if (mediaType !== undefined) return mediaTypes.find((type) => type === mediaType) ?? mediaType;
  return mediaTypes.includes(accept) ? accept : mediaTypes[0];
}

/** A declared range (`image/*`), or no declaration at all, says nothing that could be sent: the value decides. */
function concreteType(declared: string | undefined, body: unknown): string {
  if (declared !== undefined && !declared.includes('*')) return declared;
  if (Buffer.isBuffer(body) || body instanceof Readable) return 'application/octet-stream';
  return typeof body === 'string' ? 'text/plain' : 'application/json';
}

function contentType(mediaType: string): string {
  return mediaType.includes(';') || !/^text\/|[/+](?:json|xml)$/.test(mediaType)
    ? mediaType
    : `${mediaType}; charset=utf-8`;
}

function violation({ operation }: ServedOperation, status: number, details: readonly FieldProblem[]): HttpError {
  const message = `The answer of ${operation.id} (${status}) contradicts the contract.`;
  return new HttpError('CONTRACT_VIOLATION', message, { details });
}
