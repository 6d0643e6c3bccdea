import type { ContractOperation, Parameter } from '../../contract/contract.ts';
import type { Paging, Shape } from '../resource.ts';
import type { Schemas } from './schemas.ts';
import { normal } from './words.ts';

const PAGE = /^(page|pagenumber|pageno|pagenum|pageindex|currentpage|p)$/;
const LIMIT =
  /^(limit|perpage|pagesize|size|count|first|take|top|maxresults|maxitems|rows|num|pagelimit|itemsperpage|resultsperpage)$/;
const OFFSET = /^(offset|skip|start|startindex|pageoffset|from)$/;
const AFTER =
  /^(cursor|after|aftercursor|pagetoken|startingafter|nexttoken|nextcursor|nextpagetoken|marker|continuation|continuationtoken|pageafter|pagecursor|offset|start)$/;
const BEFORE = /^(before|endingbefore|beforecursor|pagebefore|previouscursor)$/;

/** Items on a page, where the contract leaves that open. */
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

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
  const isNumber = ({ schema }: Parameter): boolean => ['integer', 'number', 'any'].includes(schemas.kind(schema));
  const isToken = ({ schema }: Parameter): boolean =>
    ['string', 'any', 'mixed'].includes(schemas.kind(schema)) &&
    schemas.core(schema).format?.startsWith('date') !== true;
  const page = find(PAGE, isNumber);
  const offset = find(OFFSET, isNumber);
  const isCursor = (parameter: Parameter): boolean =>
    parameter !== offset && (isToken(parameter) || (!page && !offset && isNumber(parameter)));
  const after = find(AFTER, isCursor);
  const limit = find(LIMIT, isNumber);
  const before = after || limit ? find(BEFORE, isCursor) : undefined;
  if (!page && !offset && !after && !limit) return undefined;
  const hasCursor = facts.some(({ fact }) => fact === 'nextCursor');
  const style = after && (hasCursor || (!page && !offset)) ? 'cursor' : page ? 'page' : 'offset';
  return {
    style,
    ...(page ? { page: page.name } : {}),
    ...(offset ? { offset: offset.name } : {}),
    ...(after ? { after: after.name } : {}),
    ...(before ? { before: before.name } : {}),
    ...(limit ? { limit: limit.name } : {}),
    ...limitsOf(schemas, limit),
    firstPage: firstPage(schemas, page),
  };
}

function limitsOf(schemas: Schemas, limit: Parameter | undefined): { defaultLimit: number; maxLimit: number } {
  const { default: declared, maximum, minimum } = limit ? schemas.core(limit.schema) : {};
  const most = typeof maximum === 'number' ? maximum : Math.max(MAX_LIMIT, typeof declared === 'number' ? declared : 0);
  const least = typeof minimum === 'number' ? minimum : 1;
  const usual = typeof declared === 'number' && declared > 0 ? declared : Math.max(DEFAULT_LIMIT, least);
  return { defaultLimit: Math.min(usual, most), maxLimit: most };
}

/** The first page is 0 where the default or the least value says so. */
function firstPage(schemas: Schemas, page: Parameter | undefined): number {
  if (!page) return 1;
  const { default: declared, minimum } = schemas.core(page.schema);
  if (declared === 0 || declared === 1) return declared;
  return minimum === 0 ? 0 : 1;
}
