import type { Principal } from '../auth/principal.ts';
import type { ContractOperation } from '@plumbline/contract/contract';

/** A validated request, decoded and typed as the contract declares; what an answerer gets to see of HTTP. */
export interface Invocation {
  operation: ContractOperation;
  /** How the client called the server, `http://localhost:3000`; none where it did not say. */
  origin?: string;
  /** Base path under which this request came in, `/v1` or `''`. */
  basePath: string;
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  /** Where a list goes on that the contract gives no way to page: the value of `CONTINUATION` in the query. */
  continuation?: string;
  /** By lower-case name. */
  headers: Record<string, unknown>;
  cookies: Record<string, unknown>;
  /** Parsed body without readOnly properties; `undefined` when none was sent. Uploads are `UploadedFile`s or Buffers. */
  body: unknown;
  /** Media type of the body as the contract names it. */
  mediaType?: string;
  principal?: Principal;
  requestId: string;
  /** Network address and User-Agent of the client, as far as they are known. */
  address?: string;
  userAgent?: string;
  /** Who asked for what representation: the response media type that negotiation chose, if it had a choice. */
  accept: string;
}

/** The query parameter of the addresses that `Link` with `rel="next"` gives where a contract has no way to page. */
export const CONTINUATION = 'plumbline-cursor';

export interface UploadedFile {
  filename: string;
  mediaType: string;
  content: Buffer;
}

/** What an answerer returns. The exit (`respond.ts`) gives it a content type, checks it and serialises it. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** A JSON value for JSON media types; a string, Buffer or stream for others; `undefined` for no body. */
  body?: unknown;
  /** Only needed where the response declares several; else the negotiated one. */
  mediaType?: string | undefined;
}

/** Answers one operation. Expected failures are thrown as `DomainError`s (domain/errors.ts) or `HttpError`s (http/errors.ts). */
export type Answerer = (invocation: Invocation) => Promise<Answer>;

/** Who answers an operation; start-up prints the count of each. */
export type AnsweredBy = 'handler' | 'derived' | 'example' | 'unimplemented';

/** Given an operation, who answers it and how; asked once an operation, at start-up. */
export interface Answering {
  by: AnsweredBy;
  answer: Answerer;
  /** A request changes only what its body names, so that no default stands for the rest; else as its method says. */
  isPartial?: boolean;
  /** A list that goes on at `CONTINUATION`, declared or not. */
  isContinuable?: boolean;
}
