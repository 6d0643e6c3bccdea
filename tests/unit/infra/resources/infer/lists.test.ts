import { describe, expect, test } from '@jest/globals';
import type { ResourceOperation } from '../../../../../src/infra/resources/resource.ts';
import { inferred } from './contracts.ts';

const EVENT = `
    Event:
      type: object
      properties:
        id: { type: integer, format: int64, readOnly: true }
        title: { type: string }
        price: { type: number }
        state: { type: string, enum: [open, closed] }
        isFree: { type: boolean }
        day: { type: string, format: date }
        venue: { type: object, properties: { name: { type: string } } }
        extras: { type: object, additionalProperties: { type: string } }
        labels: { type: array, items: { type: object, properties: { name: { type: string } } } }
        tagList: { type: array, items: { type: string } }
        secret: { type: string, writeOnly: true }
        createdAt: { type: string, format: date-time, readOnly: true }`;
const ITEM = "{ $ref: '#/components/schemas/Event' }";

/** The list of events as inferred with these query parameters and this answer. */
async function list(parameters: string, answer = `{ type: array, items: ${ITEM} }`): Promise<ResourceOperation> {
  const model = await inferred(
    `/events:
  get:
    operationId: listEvents
    parameters: [${parameters}]
    responses: { 200: { description: '', content: { application/json: { schema: ${answer} } } } }
  post:
    requestBody: { content: { application/json: { schema: ${ITEM} } } }
    responses: { 201: { description: '', content: { application/json: { schema: ${ITEM} } } } }
/events/{id}:
  get:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    responses: { 200: { description: '', content: { application/json: { schema: ${ITEM} } } } }`,
    EVENT,
  );
  const served = model.operations.get('listEvents');
  if (!served) throw new Error('The list is not served');
  return served;
}

const query = (name: string, schema: string, more = ''): string =>
  `{ name: '${name}', in: query, schema: ${schema}${more} }`;
const text = '{ type: string }';
const number = '{ type: number }';

describe('a query parameter filters', () => {
  test.each([
    { named: 'like a property', parameter: query('title', text), filter: { properties: ['title'], comparison: 'eq' } },
    {
      named: 'in another style',
      parameter: query('is_free', '{ type: boolean }'),
      filter: { properties: ['isFree'], comparison: 'eq' },
    },
    {
      named: 'like the identifier, in the plural',
      parameter: query('ids', '{ type: array, items: { type: integer } }'),
      filter: { properties: ['id'], comparison: 'in' },
    },
    {
      named: 'in the plural, as an array',
      parameter: query('states', '{ type: array, items: { type: string } }'),
      filter: { properties: ['state'], comparison: 'in' },
    },
    {
      named: 'with commas in its description',
      parameter: query('state', text, ', description: comma-separated states'),
      filter: { properties: ['state'], comparison: 'in' },
    },
    {
      named: 'in the singular of an array',
      parameter: query('label', text),
      filter: { properties: ['labels'], comparison: 'includes' },
    },
    {
      named: 'without the word list',
      parameter: query('tag', text),
      filter: { properties: ['tagList'], comparison: 'includes' },
    },
    {
      named: 'like an object',
      parameter: query('venue', text),
      filter: { properties: ['venue'], comparison: 'includes' },
    },
    {
      named: 'with min before',
      parameter: query('minPrice', number),
      filter: { properties: ['price'], comparison: 'gte' },
    },
    {
      named: 'with max behind',
      parameter: query('price_max', number),
      filter: { properties: ['price'], comparison: 'lte' },
    },
    {
      named: 'with a bracket operator',
      parameter: query('price[gt]', number),
      filter: { properties: ['price'], comparison: 'gt' },
    },
    {
      named: 'in a filter bracket',
      parameter: query('filter[price][lte]', number),
      filter: { properties: ['price'], comparison: 'lte' },
    },
    { named: 'with not', parameter: query('title_ne', text), filter: { properties: ['title'], comparison: 'ne' } },
    {
      named: 'with contains',
      parameter: query('titleContains', text),
      filter: { properties: ['title'], comparison: 'contains' },
    },
    {
      named: 'with startsWith',
      parameter: query('title_starts_with', text),
      filter: { properties: ['title'], comparison: 'startsWith' },
    },
    {
      named: 'as a moment without its at',
      parameter: query('created_after', text),
      filter: { properties: ['createdAt'], comparison: 'gt' },
    },
    {
      named: 'as the start of the one moment that callers set',
      parameter: query('startDate', text),
      filter: { properties: ['day'], comparison: 'gte' },
    },
    {
      named: 'as a moment that its description makes a bound',
      parameter: query('day', text, ', description: On or after this day'),
      filter: { properties: ['day'], comparison: 'gte' },
    },
    {
      named: 'as a search',
      parameter: query('q', text),
      filter: { properties: ['title', 'state'], comparison: 'search' },
    },
    {
      named: 'like a property, with a value for all',
      parameter: query('state', '{ type: string, enum: [open, closed, all] }'),
      filter: { properties: ['state'], comparison: 'eq', neutral: ['all'] },
    },
  ])('$named', async ({ parameter, filter }) => {
    const { filters, ignored } = await list(parameter);
    expect({ filters, ignored }).toEqual({ filters: [{ parameter: expect.any(String), ...filter }], ignored: [] });
  });

  test('once for each key of an object', async () => {
    const { filters } = await list(
      query(
        'price',
        '{ type: object, properties: { gte: { type: number }, lt: { type: number } } }',
        ', style: deepObject',
      ),
    );
    expect(filters).toEqual([
      { parameter: 'price', at: ['gte'], properties: ['price'], comparison: 'gte' },
      { parameter: 'price', at: ['lt'], properties: ['price'], comparison: 'lt' },
    ]);
  });

  test.each([
    { why: 'names no property', parameter: query('colour', text) },
    {
      why: 'names a map, whose members it rather picks',
      parameter: query('extras', '{ type: array, items: { type: string } }'),
    },
    { why: 'names a property that is never shown', parameter: query('secret', text) },
    { why: 'holds another kind of value', parameter: query('isFree', text) },
    { why: 'bounds what has no order', parameter: query('isFreeMin', number) },
  ])('not when it $why', async ({ parameter }) => {
    const { filters, ignored } = await list(parameter);
    expect({ filters, count: ignored.length }).toEqual({ filters: [], count: 1 });
  });
});

describe('a list is paged', () => {
  test.each([
    {
      style: 'by page from 1',
      parameters: [
        query('page', '{ type: integer, minimum: 1 }'),
        query('per_page', '{ type: integer, default: 30, maximum: 50 }'),
      ],
      paging: { style: 'page', page: 'page', limit: 'per_page', defaultLimit: 30, maxLimit: 50, firstPage: 1 },
    },
    {
      style: 'by page from 0',
      parameters: [query('Page', '{ type: integer, minimum: 0 }'), query('PageSize', '{ type: integer }')],
      paging: { style: 'page', page: 'Page', limit: 'PageSize', defaultLimit: 20, maxLimit: 100, firstPage: 0 },
    },
    {
      style: 'by offset',
      parameters: [query('skip', '{ type: integer }'), query('take', '{ type: integer, maximum: 10 }')],
      paging: { style: 'offset', offset: 'skip', limit: 'take', defaultLimit: 10, maxLimit: 10, firstPage: 1 },
    },
    {
      style: 'by cursor, both ways',
      parameters: [query('starting_after', text), query('ending_before', text), query('limit', '{ type: integer }')],
      paging: {
        style: 'cursor',
        after: 'starting_after',
        before: 'ending_before',
        limit: 'limit',
        defaultLimit: 20,
        maxLimit: 100,
        firstPage: 1,
      },
    },
    {
      style: 'by an offset that is a token',
      parameters: [query('offset', text), query('limit', '{ type: integer }')],
      paging: { style: 'cursor', after: 'offset', limit: 'limit', defaultLimit: 20, maxLimit: 100, firstPage: 1 },
    },
    ...['start_cursor', 'page_info', 'continue', 'pageToken', 'paginationToken', 'bookmark'].map((after) => ({
      style: `by a cursor called ${after}`,
      parameters: [query(after, text), query('limit', '{ type: integer }')],
      paging: { style: 'cursor', after, limit: 'limit', defaultLimit: 20, maxLimit: 100, firstPage: 1 },
    })),
    {
      style: 'by a start of any spelling',
      parameters: [query('startAt', '{ type: integer }'), query('maxResults', '{ type: integer }')],
      paging: {
        style: 'offset',
        offset: 'startAt',
        limit: 'maxResults',
        defaultLimit: 20,
        maxLimit: 100,
        firstPage: 1,
      },
    },
    {
      style: 'by numbers that are declared as text',
      parameters: [query('page', text), query('limit', text)],
      paging: { style: 'page', page: 'page', limit: 'limit', defaultLimit: 20, maxLimit: 100, firstPage: 1 },
    },
    { style: 'not at all', parameters: [], paging: undefined },
  ])('$style', async ({ parameters, paging }) => {
    expect((await list(parameters.join(', '))).paging).toEqual(paging);
  });

  test('a date called after is no cursor', async () => {
    const { paging, filters } = await list(query('after', '{ type: string, format: date }'));
    expect({ paging, filters }).toEqual({
      paging: undefined,
      filters: [{ parameter: 'after', properties: ['day'], comparison: 'gte' }],
    });
  });
});

describe('a list is sorted', () => {
  test.each([
    {
      by: 'any scalar property that callers may see, where the contract lists none',
      parameters: [query('sort', text)],
      sorting: {
        parameter: 'sort',
        properties: {
          id: 'id',
          title: 'title',
          price: 'price',
          state: 'state',
          isFree: 'isFree',
          day: 'day',
          createdAt: 'createdAt',
        },
      },
    },
    {
      by: 'the properties that it lists, whatever they say of direction',
      parameters: [
        query('sort', "{ type: string, enum: [price, -price, 'title:desc', 'day asc', price_desc, createdAtAsc] }"),
      ],
      sorting: {
        parameter: 'sort',
        properties: { price: 'price', title: 'title', day: 'day', createdAt: 'createdAt' },
      },
    },
    {
      by: 'a property and a direction beside it',
      parameters: [
        query('order_by', '{ type: string, enum: [created, price] }'),
        query('order', '{ type: string, enum: [asc, desc] }'),
      ],
      sorting: { parameter: 'order_by', direction: 'order', properties: { created: 'createdAt', price: 'price' } },
    },
    {
      by: 'a property, and a direction that is called sort',
      parameters: [
        query('sort', '{ type: string, enum: [asc, desc] }'),
        query('order_by', '{ type: string, enum: [price] }'),
      ],
      sorting: { parameter: 'order_by', direction: 'sort', properties: { price: 'price' } },
    },
    {
      by: 'creation, where there is a direction alone',
      parameters: [query('order', '{ type: string, enum: [asc, desc] }')],
      sorting: { parameter: 'order', direction: 'order', properties: {} },
    },
    {
      by: 'nothing that no property is named after',
      parameters: [query('sort', '{ type: string, enum: [relevance] }')],
      sorting: undefined,
    },
  ])('by $by', async ({ parameters, sorting }) => {
    expect((await list(parameters.join(', '))).sorting).toEqual(sorting);
  });
});

describe('an envelope says of the page', () => {
  const int = '{ type: integer }';
  const envelope = (rest: string, name = 'items'): string =>
    `{ type: object, properties: { ${name}: { type: array, items: ${ITEM} }${rest} } }`;

  test.each([
    {
      what: 'totals and numbers',
      answer: envelope(`, total: ${int}, page: ${int}, pages: ${int}, pageSize: ${int}`),
      facts: { total: 'total', page: 'page', pages: 'pages', pageSize: 'limit' },
    },
    {
      what: 'a total named after its items',
      answer: envelope(`, eventsCount: ${int}`, 'events'),
      facts: { eventsCount: 'total' },
    },
    {
      what: 'its count beside a total',
      answer: envelope(`, count: ${int}, total: ${int}`),
      facts: { count: 'count', total: 'total' },
    },
    { what: 'a lone count, which is the total', answer: envelope(`, count: ${int}`), facts: { count: 'total' } },
    {
      what: 'facts at any depth',
      answer: envelope(
        `, meta: { type: object, properties: { pagination: { type: object, properties: { total_count: ${int}, has_more: { type: boolean } } } } }`,
      ),
      facts: { 'meta.pagination.total_count': 'total', 'meta.pagination.has_more': 'hasNext' },
    },
    {
      what: 'addresses',
      answer: envelope(
        `, links: { type: object, properties: { next: ${text}, prev: ${text}, first: { type: object, properties: { href: ${text} } } } }`,
      ),
      facts: { 'links.next': 'nextUrl', 'links.prev': 'previousUrl', 'links.first.href': 'firstUrl' },
    },
    {
      what: 'a next page as an object',
      answer: envelope(`, next_page: { type: [object, 'null'], properties: { offset: ${text}, uri: ${text} } }`),
      facts: { 'next_page.offset': 'nextCursor', 'next_page.uri': 'nextUrl' },
    },
    {
      what: 'nothing that is named so but of another type',
      answer: envelope(`, total: ${text}, hasMore: ${int}`),
      facts: {},
    },
  ])('$what', async ({ answer, facts }) => {
    const { response } = await list('', answer);
    expect(Object.fromEntries(response.facts.map(({ at, fact }) => [at.join('.'), fact]))).toEqual(facts);
  });

  test('a page that is text: a cursor where the answer hands out the next one', async () => {
    const answer = envelope(`, next_page: { type: [string, 'null'] }, first_id: ${text}, is_last: { type: boolean }`);
    const { response, paging } = await list(query('page', text), answer);
    expect({ facts: response.facts.map(({ fact }) => fact), style: paging?.style, after: paging?.after }).toEqual({
      facts: ['nextCursor', 'firstId', 'isLast'],
      style: 'cursor',
      after: 'page',
    });
  });

  test('a plain next, which is a cursor only where cursors turn the pages', async () => {
    const answer = envelope(`, next: { type: [string, 'null'] }`);
    const [byCursor, byPage] = [await list(query('cursor', text), answer), await list(query('page', int), answer)];
    expect([byCursor, byPage].map(({ response }) => response.facts)).toEqual([
      [{ at: ['next'], fact: 'nextCursor' }],
      [{ at: ['next'], fact: 'nextUrl' }],
    ]);
  });
});
