import type { Invocation } from '../../http/invocation.ts';
import { UNPAGED_LIMIT } from '../infer/listing/paging.ts';
import type { Paging } from '../resource.ts';
import { getOwn } from '@plumbline/contract/json';

/** Which part of a list a request asks for. */
export interface PageRequest {
  limit: number;
  offset: number;
  /** A page number as the contract counts, from 0 or 1. */
  page: number;
  after?: unknown;
  before?: unknown;
}

export function pageOf(paging: Paging | undefined, invocation: Invocation): PageRequest {
  const page = declaredPage(paging, invocation);
  const { continuation } = invocation;
  if (continuation === undefined) return page;
  return { limit: page.limit, offset: 0, page: page.page, after: continuation };
}

function declaredPage(paging: Paging | undefined, { query }: Invocation): PageRequest {
  if (paging === undefined) return { limit: UNPAGED_LIMIT, offset: 0, page: 1 };
  const read = (name: string | undefined): unknown => (name === undefined ? undefined : getOwn(query, name));
  const limit = Math.min(wholeNumber(read(paging.limit)) ?? paging.defaultLimit, paging.maxLimit);
  const [after, before] = [read(paging.after), read(paging.before)];
  if (paging.style === 'cursor') {
    return { limit, offset: 0, page: paging.firstPage, ...given('after', after), ...given('before', before) };
  }
  if (paging.style === 'offset') {
    const offset = wholeNumber(read(paging.offset)) ?? 0;
    return { limit, offset, page: paging.firstPage + (limit === 0 ? 0 : Math.floor(offset / limit)) };
  }
  const page = Math.max(wholeNumber(read(paging.page)) ?? paging.firstPage, paging.firstPage);
  return { limit, offset: (page - paging.firstPage) * limit, page };
}

function given(name: 'after' | 'before', value: unknown): Partial<PageRequest> {
  return value === undefined || value === '' ? {} : { [name]: value };
}

/** Not negative, and within what PostgreSQL takes for an offset. */
function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  return Math.min(Math.max(Math.trunc(number), 0), 2 ** 40);
}
