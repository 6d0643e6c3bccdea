import { describe, expect, test } from '@jest/globals';
import { inferred } from './contracts.ts';

/** Envelopes as widely used interfaces write them: how one item and a page of items are wrapped. */
const STYLES = [
  {
    style: 'a list that says of itself that it is one, and is searched behind a cursor',
    schemas: `
    Coin: { type: object, required: [id], properties: { id: { type: string }, object: { const: coin }, worth: { type: integer } } }
    CoinList: { type: object, properties: { object: { const: list }, data: { type: array, items: { $ref: '#/components/schemas/Coin' } }, has_more: { type: boolean }, url: { type: string } } }`,
    item: '#/components/schemas/Coin',
    list: '#/components/schemas/CoinList',
    expected: { item: [], list: ['data'], facts: ['has_more hasNext', 'url selfUrl'] },
  },
  {
    style: 'pages with all that a framework knows of them',
    schemas: `
    Coin: { type: object, properties: { id: { type: integer }, worth: { type: integer } } }
    Page: { type: object, properties: { content: { type: array, items: { $ref: '#/components/schemas/Coin' } }, pageable: { type: object, properties: { offset: { type: integer } } }, totalElements: { type: integer }, totalPages: { type: integer }, last: { type: boolean }, size: { type: integer }, number: { type: integer }, empty: { type: boolean } } }`,
    item: '#/components/schemas/Coin',
    list: '#/components/schemas/Page',
    expected: {
      item: [],
      list: ['content'],
      facts: [
        'pageable.offset offset',
        'totalElements total',
        'totalPages pages',
        'last isLast',
        'size limit',
        'number page',
      ],
    },
  },
  {
    style: 'a shared envelope that each operation refines',
    schemas: `
    Coin: { type: object, properties: { id: { type: string, format: uuid }, worth: { type: integer } } }
    Envelope: { type: object, properties: { data: { type: array, items: { type: object } }, links: { type: object, properties: { next: { type: string, format: uri } } } } }
    Coins: { allOf: [{ $ref: '#/components/schemas/Envelope' }, { type: object, properties: { data: { type: array, items: { $ref: '#/components/schemas/Coin' } } } }] }`,
    item: '#/components/schemas/Coin',
    list: '#/components/schemas/Coins',
    expected: { item: [], list: ['data'], facts: ['links.next nextUrl'] },
  },
  {
    style: 'documents with attributes and what they include',
    schemas: `
    Coin: { type: object, properties: { type: { type: string }, id: { type: string }, attributes: { type: object, properties: { worth: { type: integer } } } } }
    One: { type: object, properties: { data: { $ref: '#/components/schemas/Coin' }, included: { type: array, items: { type: object, properties: { id: { type: string } } } } } }
    Many: { type: object, properties: { data: { type: array, items: { $ref: '#/components/schemas/Coin' } }, included: { type: array, items: { type: object, properties: { id: { type: string } } } }, meta: { type: object, properties: { total: { type: integer } } } } }`,
    item: '#/components/schemas/One',
    list: '#/components/schemas/Many',
    expected: { item: ['data'], list: ['data'], facts: ['meta.total total'] },
  },
  {
    style: 'values beside annotations',
    schemas: `
    Coin: { type: object, properties: { id: { type: integer }, worth: { type: integer } } }
    Many: { type: object, properties: { '@odata.context': { type: string }, '@odata.count': { type: integer }, '@odata.nextLink': { type: string }, value: { type: array, items: { $ref: '#/components/schemas/Coin' } } } }`,
    item: '#/components/schemas/Coin',
    list: '#/components/schemas/Many',
    expected: { item: [], list: ['value'], facts: ['@odata.count total', '@odata.nextLink nextUrl'] },
  },
  {
    style: 'success, data and meta, two boxes deep',
    schemas: `
    Coin: { type: object, properties: { id: { type: integer }, worth: { type: integer } } }
    One: { type: object, properties: { success: { type: boolean }, data: { type: object, properties: { coin: { $ref: '#/components/schemas/Coin' } } } } }
    Many: { type: object, properties: { success: { type: boolean }, data: { type: object, properties: { coins: { type: array, items: { $ref: '#/components/schemas/Coin' } }, total: { type: integer } } } } }`,
    item: '#/components/schemas/One',
    list: '#/components/schemas/Many',
    expected: { item: ['data', 'coin'], list: ['data', 'coins'], facts: ['data.total total'] },
  },
  {
    style: 'links that have to say where this page is, by two names',
    schemas: `
    Coin: { type: object, properties: { id: { type: integer }, worth: { type: integer } } }
    Address: { type: object, required: [href], properties: { href: { type: string } } }
    Many: { type: object, properties: { results: { type: array, items: { $ref: '#/components/schemas/Coin' } }, _links: { type: object, required: [self, current], properties: { self: { $ref: '#/components/schemas/Address' }, current: { $ref: '#/components/schemas/Address' } } } } }`,
    item: '#/components/schemas/Coin',
    list: '#/components/schemas/Many',
    expected: { item: [], list: ['results'], facts: ['_links.self.href selfUrl', '_links.current.href selfUrl'] },
  },
];

describe('items are found in', () => {
  test.each(STYLES)('$style', async ({ schemas, item, list, expected }) => {
    const answer = (schema: string): string =>
      `{ description: '', content: { application/json: { schema: { $ref: '${schema}' } } } }`;
    const model = await inferred(
      `/coins:
  get: { operationId: listCoins, responses: { 200: ${answer(list)} } }
  post:
    operationId: createCoin
    requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Coin' } } } }
    responses: { 201: ${answer(item)} }
/coins/{coin}:
  get:
    operationId: getCoin
    parameters: [{ name: coin, in: path, required: true, schema: { type: string } }]
    responses: { 200: ${answer(item)} }`,
      schemas,
    );
    const served = model.operations.get('listCoins')?.response;
    expect({
      item: model.operations.get('getCoin')?.response.at,
      list: served?.at,
      facts: served?.facts.map(({ at, fact }) => `${at.join('.')} ${fact}`),
    }).toEqual(expected);
  });
});
