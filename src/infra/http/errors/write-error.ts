import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Contract } from '@plumbline/contract/contract';
import type { Logger } from '../../telemetry/logger.ts';
import { errorBody } from './error-body.ts';
import { answerLastResort, logSafely } from './last-resort.ts';
import { exchangeOf, type Exchange } from '../exchange.ts';
import { endRefused } from './linger.ts';
import { headerText, isWrittenWithBody } from '../response/response-headers.ts';
import type { ServedOperation } from '../served-operation.ts';
import { declaredError } from './common-shape.ts';
import type { Refusal } from './errors.ts';
import { fillError } from './fill-error.ts';
import { writeHeader } from '../response/write-header.ts';
import { refusalFor } from './refusal.ts';
import { withDeclaredStatus } from '../validation/validation-status.ts';

/** Headers of the answer that did not come about. A policy is no description of it, whatever it is called. */
const OF_THE_BODY = /^(?:etag|link|content-(?!security-policy).*)$/;

/** Headers that the contract requires of an error and that no step has written: neutral values of their schemas. */
function requiredHeaders(
  served: ServedOperation | undefined,
  refusal: Refusal,
  requestId: string,
  response: Response,
): [string, string][] {
  const declared = served && declaredError(served.operation, refusal.status);
  if (served === undefined || declared === undefined) return [];
  return Object.entries(declared.headers).flatMap(([name, header]): [string, string][] => {
    if (!header.required || response.hasHeader(name) || isWrittenWithBody(name)) return [];
    return [
      [name, headerText(header, fillError(served.contract, header.schema, undefined, { ...refusal, requestId }))],
    ];
  });
}

function pathOf(url: string): string {
  const question = url.indexOf('?');
  return question === -1 ? url : url.slice(0, question);
}

type WriteError = (error: unknown, request: Request, response: Response) => void;

/**
 * The one writer of errors. What the caller did is told to the caller; what we did is also logged, once, with its
 * whole chain of causes. It never throws: where the answer cannot be made, a constant one is sent.
 */
export function createErrorWriter(contract: Contract, logger: Logger): WriteError {
  return (error, request, response) => {
    try {
      write(error, request, response);
    } catch (failure) {
      logSafely(logger, 'an error could not be answered as it should be', failure);
      answerLastResort(response, (exchangeOf(response) as Exchange | undefined)?.requestId);
    }
  };

  function write(error: unknown, request: Request, response: Response): void {
    const exchange = exchangeOf(response);
    const refusal = withDeclaredStatus(exchange.served, refusalFor(error));
    if (refusal.status >= 500 && refusal.code !== 'NOT_IMPLEMENTED') {
      logger.error(refusal.message, { code: refusal.code, details: refusal.details, error });
    }
    if (response.headersSent) {
      // Half an answer is out: cutting the connection is the only way left to say that it is not whole.
      response.destroy();
      return;
    }
    for (const name of response.getHeaderNames()) if (OF_THE_BODY.test(name)) response.removeHeader(name);
    const { requestId } = exchange;
    const failed = { requestId, accept: request.headers.accept, path: pathOf(request.originalUrl) };
    const { mediaType, text: body } = errorBody(contract, exchange.served, refusal, failed);
    for (const [name, text] of Object.entries(refusal.headers)) writeHeader(response, name, text);
    for (const [name, text] of requiredHeaders(exchange.served, refusal, requestId, response))
      writeHeader(response, name, text);
    response.statusCode = refusal.status;
    writeHeader(response, 'Content-Type', mediaType.includes('charset=') ? mediaType : `${mediaType}; charset=utf-8`);
    response.setHeader('Content-Length', Buffer.byteLength(body));
    endRefused(request, response, body);
  }
}

/** The same for what is thrown before the contract is asked. Express knows handlers of errors by their four parameters. */
export function errorHandler(contract: Contract, logger: Logger): ErrorRequestHandler {
  const writeError = createErrorWriter(contract, logger);
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the fourth is what makes it one
  return (error, request, response, _next) => {
    writeError(error, request, response);
  };
}
