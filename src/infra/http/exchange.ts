import type { Request, Response } from 'express';
import type { Principal } from '../auth/principal.ts';
import type { ServedOperation } from './served-operation.ts';

/** One request and its answer on the way through the steps: what each step found out for the later ones. */
export interface Exchange {
  requestId: string;
  /** `performance.now()` when the request came in. */
  startedAt: number;
  /** The operation that dispatch chose; none yet, or none at all. */
  served?: ServedOperation;
  basePath: string;
  /** Values of the path template, percent-decoded, not yet typed. */
  pathValues: Readonly<Record<string, string>>;
  /** The query as sent, without its question mark. */
  rawQuery: string;
  /** The response media type that negotiation chose. */
  accept: string;
  /** The declared request media type that the body came in. */
  mediaType?: string;
  principal?: Principal;
  /** The body as it came, inflated. */
  bytes?: Buffer;
  /** The body, decoded and typed. */
  body?: unknown;
  /** Parameters of the validated request, typed, by location. */
  values?: Record<'query' | 'cookies' | 'headers' | 'path', Record<string, unknown>>;
}

interface Locals extends Record<string, unknown> {
  exchange: Exchange;
}

export type ExchangeResponse = Response<unknown, Locals>;

/** The exchange that a response belongs to; correlation, the first step, began it. */
export function exchangeOf(response: Response): Exchange {
  return (response as ExchangeResponse).locals.exchange;
}

/** Starts the record of a request. */
export function beginExchange(request: Request, response: Response, requestId: string): Exchange {
  const { url } = request;
  const question = url.indexOf('?');
  const exchange: Exchange = {
    requestId,
    startedAt: performance.now(),
    basePath: '',
    pathValues: {},
    rawQuery: question === -1 ? '' : url.slice(question + 1),
    accept: '*/*',
  };
  response.locals.exchange = exchange;
  return exchange;
}
