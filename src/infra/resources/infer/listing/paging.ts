import type { ContractOperation, Parameter } from '@plumbline/contract/contract';
import type { Paging, Shape } from '../../resource.ts';
import type { Schemas } from '../bodies/schemas.ts';
import { normal } from '../names/words.ts';
import type { Turning } from './facts.ts';

const PAGE = /^(page|pagenumber|pageno|pagenum|pageindex|currentpage|p)$/;
const LIMIT =
  /^(limit|perpage|pagesize|size|count|first|take|top|rows|num|pagelimit|pagelength|batchsize|max(results|items|records|entries|keys|perpage)|(items|results|records|hits|entries)perpage)$/;
const OFFSET = /^(offset|skip|start|startat|start(index|position|row|offset|record)|pageoffset|from|firstresult)$/;
const AFTER =
  /^((page|start|after|next|nextpage|pagination)?cursor|(page|next|nextpage|pagination|continue|continuation|skip)token|page(after|info)|(starting)?after|afterid|continue|continuation|bookmark|(next)?marker|scrollid|exclusivestartkey|offset|start)$/;
const BEFORE = /^((ending|page)?before|beforeid|(before|end|previous|prev)cursor)$/;
const NUMBER_AS_TEXT = /^(page|pagenumber|limit|perpage|pagesize)$/;

/** Items on a page, where the contract leaves that open. */
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** What a list without paging parameters shows at most: no request may empty a table into memory. */
export const UNPAGED_LIMIT = 1000;

/**
 * How a list is paged, from the names and types of its query parameters.
 *
 * @param facts what the list's envelope says; a cursor in it tells that a page number beside is not the way
 * @returns none where the list has no parameter that turns pages
 */
export function pagingOf(schemas: Schemas, operation: ContractOperation, facts: Shape['facts']): Paging | undefined {
  const query = operation.parameters.filter((parameter) => parameter.in === 'query');
  const find = (name: RegExp, isFit: (parameter: Parameter) => boolean): Parameter | undefined =>
    query.find((parameter) => name.test(normal(parameter.name)) && isFit(parameter));
  const hasCursor = facts.some(({ fact }) => fact === 'nextCursor' || fact === 'lastCursor');
  // Loosely declared contracts call a page number a string; where the answer hands out cursors it is one of them.
  const isNumber = ({ name, schema }: Parameter): boolean =>
    ['integer', 'number', 'any'].includes(schemas.kind(schema)) ||
    (!hasCursor && NUMBER_AS_TEXT.test(normal(name)) && schemas.kind(schema) === 'string');
  const isToken = ({ schema }: Parameter): boolean =>
    ['string', 'any', 'mixed'].includes(schemas.kind(schema)) &&
    schemas.core(schema).format?.startsWith('date') !== true;
  // `before` and `after` may as well be moments that a list is cut by.
  const isMoment = ({ name, description = '' }: Parameter): boolean =>
    /^(before|after)$/.test(normal(name)) &&
    /\b(timestamp|epoch|dates?|datetime|time)\b/i.test(description) &&
    !/\b(cursor|id|ids|identifier|token)\b/i.test(description);
  const page = find(PAGE, isNumber);
  const offset = find(OFFSET, isNumber);
  const isCursor = (parameter: Parameter): boolean =>
    parameter !== offset && !isMoment(parameter) && (isToken(parameter) || (!page && !offset && isNumber(parameter)));
  const after = find(AFTER, isCursor) ?? (hasCursor ? find(PAGE, isToken) : undefined);
  const limit = find(LIMIT, isNumber);
  const before = after || limit ? find(BEFORE, isCursor) : undefined;
  if (!page && !offset && !after && !limit) return undefined;
  const style = after && (hasCursor || (!page && !offset)) ? 'cursor' : page ? 'page' : 'offset';
  return {
    style,
    ...(page ? { page: page.name } : {}),
    ...(offset ? { offset: offset.name } : {}),
    ...(after ? { after: after.name } : {}),
    ...(before ? { before: before.name } : {}),
    ...(limit ? { limit: limit.name } : {}),
    ...limitsOf(schemas, limit, page ?? offset ?? after),
    firstPage: firstPage(schemas, page),
  };
}

/** What the parameters of a list alone say of how its pages are turned. */
export function turningOf(schemas: Schemas, operation: ContractOperation): Turning {
  const paging = pagingOf(schemas, operation, []);
  if (paging?.after !== undefined) return 'cursor';
  const page = operation.parameters.find(({ in: place, name }) => place === 'query' && name === paging?.page);
  return page && schemas.kind(page.schema) === 'string' ? 'text' : 'number';
}

/** Where nothing turns the pages, what is not on the first one could not be reached: it holds as much as it may. */
function limitsOf(
  schemas: Schemas,
  limit: Parameter | undefined,
  turning: Parameter | undefined,
): { defaultLimit: number; maxLimit: number } {
  const { default: declared, maximum, minimum } = limit ? schemas.core(limit.schema) : {};
  const largest = turning === undefined ? UNPAGED_LIMIT : MAX_LIMIT;
  const most = typeof maximum === 'number' ? maximum : Math.max(largest, typeof declared === 'number' ? declared : 0);
  const least = typeof minimum === 'number' ? minimum : 1;
  const otherwise = turning === undefined ? most : Math.max(DEFAULT_LIMIT, least);
  const usual = typeof declared === 'number' && declared > 0 ? declared : otherwise;
  return { defaultLimit: Math.min(usual, most), maxLimit: most };
}

/** The first page is 0 where the default or the least value says so. */
function firstPage(schemas: Schemas, page: Parameter | undefined): number {
  if (!page) return 1;
  const { default: declared, minimum } = schemas.core(page.schema);
  if (declared === 0 || declared === 1) return declared;
  return minimum === 0 ? 0 : 1;
}
