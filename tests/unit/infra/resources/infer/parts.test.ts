import { describe, expect, test } from '@jest/globals';
import type { Schema } from '@plumbline/contract/contract';
import { alignParents } from '../../../../../src/infra/resources/infer/columns/align.ts';
import {
  columnNames,
  columnType,
  hiddenColumn,
  RESERVED_COLUMNS,
} from '../../../../../src/infra/resources/infer/columns/columns.ts';
import { resourceFindings } from '../../../../../src/infra/resources/infer/findings.ts';
import { identityProperty } from '../../../../../src/infra/resources/infer/columns/identity.ts';
import { inferResources } from '../../../../../src/infra/resources/infer/infer.ts';
import { familyKey, segmentsOf } from '../../../../../src/infra/resources/infer/names/paths.ts';
import { readSchemas } from '../../../../../src/infra/resources/infer/bodies/schemas.ts';
import { plural, singular, words } from '../../../../../src/infra/resources/infer/names/words.ts';
import type { ColumnType, Resource } from '../../../../../src/infra/resources/resource.ts';
import { contractOf, example } from './contracts.ts';

const schemas = readSchemas({ document: { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {} } });

describe('words', () => {
  test.each([
    ['petId', ['pet', 'id']],
    ['menuItemID', ['menu', 'item', 'id']],
    ['HTTPServer', ['http', 'server']],
    ['special-events', ['special', 'events']],
    ['page[size]', ['page', 'size']],
  ])('of %s', (name, expected) => {
    expect(words(name)).toEqual(expected);
  });

  test.each([
    ['pet', 'pets'],
    ['category', 'categories'],
    ['day', 'days'],
    ['match', 'matches'],
    ['box', 'boxes'],
    ['person', 'people'],
    ['series', 'series'],
    ['status', 'statuses'],
  ])('%s has the plural %s, and back', (one, many) => {
    expect([plural(one), singular(many)]).toEqual([many, one]);
  });
});

describe('path templates', () => {
  test.each([
    ['/pets/{petId}', '/pets/{}'],
    ['/pets/', '/pets'],
    ['/pets/{petId}.json', '/pets/{}'],
    ['/pets.json', '/pets'],
    ['/orders/{id}:cancel', '/orders/{}/cancel'],
    ['/orders:batch', '/orders/batch'],
    ["/Orders('{id}')", '/Orders/{}'],
    ['/token#refresh', '/token'],
    ['/{a}...{b}', undefined],
    ['/v{version}', undefined],
  ])('%s has the structure %s', (path, expected) => {
    const segments = segmentsOf(path);
    expect(segments && familyKey(segments)).toBe(expected);
  });
});

describe('the column of a property', () => {
  test.each<[string, Schema[], string]>([
    ['boolean', [{ type: 'boolean' }], 'boolean'],
    ['int32', [{ type: 'integer', format: 'int32' }], 'integer'],
    ['int64', [{ type: 'integer', format: 'int64' }], 'bigint'],
    ['bounded integer', [{ type: 'integer', minimum: 0, maximum: 9 }], 'bigint'],
    ['integer', [{ type: 'integer' }], 'numeric'],
    ['number', [{ type: 'number' }], 'double precision'],
    ['date-time', [{ type: 'string', format: 'date-time' }], 'timestamptz'],
    ['date', [{ type: 'string', format: 'date' }], 'date'],
    ['uuid', [{ type: ['string', 'null'], format: 'uuid' }], 'uuid'],
    ['other string', [{ type: 'string', format: 'email' }], 'text'],
    ['enum without a type', [{ enum: ['a', 'b', null] }], 'text'],
    ['const', [{ const: 3 }], 'numeric'],
    ['nullable alternative', [{ oneOf: [{ type: 'boolean' }, { type: 'null' }] }], 'boolean'],
    ['array', [{ type: 'array', items: { type: 'string' } }], 'jsonb'],
    ['several types', [{ type: ['string', 'integer'] }], 'jsonb'],
    ['nothing said', [true], 'jsonb'],
    ['two kinds of text', [{ type: 'string' }, { type: 'string', format: 'uuid' }], 'text'],
    ['two kinds of value', [{ type: 'string' }, { type: 'object', properties: {} }], 'jsonb'],
  ])('of %s', (_, declarations, type) => {
    expect(columnType(schemas, declarations)).toBe(type);
  });

  test('has a name that is free, and short enough for PostgreSQL', () => {
    const names = ['firstName', 'first_name', '2fa', '@', 'x'.repeat(80), 'x'.repeat(81), 'xmin'];
    const columnsOf = (order: readonly string[]) => columnNames(order, new Set(RESERVED_COLUMNS));
    const columns = columnsOf(names);
    expect(names.map((name) => columns.get(name))).toEqual([
      'first_name',
      'first_name_05416fbf',
      'n2fa',
      'property_c3641f85',
      `${'x'.repeat(54)}_d929cdee`,
      `${'x'.repeat(54)}_4d1f7bb8`,
      'xmin_eafb2f50',
    ]);
    expect(new Set(columns.values()).size).toBe(names.length);
    expect(columnsOf(names.toReversed())).toEqual(columns);
    expect(hiddenColumn('key', new Set(RESERVED_COLUMNS))).toBe('_key_2');
  });
});

describe('the property that identifies an item', () => {
  const string: Schema = { type: 'string' };
  const integer: Schema = { type: 'integer' };

  test.each([
    { noun: 'pets', parameter: 'petId', schema: integer, properties: { id: integer, petId: integer }, found: 'petId' },
    { noun: 'pets', parameter: 'pet_id', schema: string, properties: { id: string, petId: string }, found: 'petId' },
    { noun: 'pets', parameter: 'petId', schema: integer, properties: { id: integer, name: string }, found: 'id' },
    {
      noun: 'orders',
      parameter: 'order_number',
      schema: integer,
      properties: { id: integer, number: integer },
      found: 'number',
    },
    {
      noun: 'Services',
      parameter: 'ServiceSid',
      schema: string,
      properties: { sid: string, id: string },
      found: 'sid',
    },
    { noun: 'tasks', parameter: 'task_gid', schema: string, properties: { gid: string }, found: 'gid' },
    { noun: 'special-events', parameter: 'eventId', schema: string, properties: { eventId: string }, found: 'eventId' },
    {
      noun: 'special-events',
      parameter: 'site_special_event_id',
      schema: string,
      properties: { siteId: string, id: string },
      found: 'id',
    },
    { noun: 'articles', parameter: 'slug', schema: string, properties: { id: integer, slug: string }, found: 'slug' },
    { noun: 'repos', parameter: 'repo', schema: string, properties: { id: integer, name: string }, found: 'name' },
    {
      noun: 'users',
      parameter: 'username',
      schema: string,
      properties: { id: integer, login: string },
      found: 'login',
    },
    { noun: 'menu', parameter: 'itemCode', schema: string, properties: { price: integer }, found: undefined },
    {
      noun: 'pets',
      parameter: 'petId',
      schema: string,
      properties: { id: { type: 'object', properties: {} } as Schema },
      found: undefined,
    },
  ])('$parameter of $noun is $found', ({ noun, parameter, schema, properties, found }) => {
    const representation: Schema = { type: 'object', properties: properties as unknown as Record<string, Schema> };
    expect(identityProperty(schemas, representation, noun, { name: parameter, schema })).toBe(found);
  });
});

describe('the column that shows a parent', () => {
  test.each<[ColumnType, 'bigint' | 'uuid' | 'text', ColumnType]>([
    ['numeric', 'bigint', 'bigint'],
    ['text', 'uuid', 'uuid'],
    ['uuid', 'text', 'text'],
    ['text', 'bigint', 'text'],
  ])('of type %s below an identifier of type %s becomes %s', (type, identity, expected) => {
    const resource: Resource = {
      name: 'tasks',
      table: 'tasks',
      parents: [{ parameter: 'projectId', resource: 'projects', column: 'project_id', property: 'projectId' }],
      properties: [
        {
          name: 'projectId',
          column: 'project_id',
          type,
          schema: true,
          readOnly: false,
          writeOnly: false,
          unique: false,
        },
      ],
      representation: true,
      boxes: [],
      references: [],
      selfAt: [],
      isCreatable: true,
    };
    expect(alignParents(resource, new Map([['projects', identity]])).properties[0]?.type).toBe(expected);
  });
});

describe('the support report', () => {
  test('says of each operation who answers it', async () => {
    const contract = await example('kitchen');
    const findings = resourceFindings(contract, inferResources(contract));
    expect(
      findings.filter(
        ({ pointer }) => pointer.startsWith('/paths/~1ingredients') || pointer === '/paths/~1recipes/post',
      ),
    ).toEqual([
      {
        verdict: 'enforced',
        feature: 'operation:create',
        message: 'POST /recipes is answered by the resource recipes, as its create.',
        pointer: '/paths/~1recipes/post',
      },
      {
        verdict: 'emulated',
        feature: 'operation:example',
        message:
          "GET /ingredients serves no resource. No table could hold what it answers. It answers the contract's example in development, and 501 in production.",
        pointer: '/paths/~1ingredients/get',
      },
    ]);
  });

  test('names each list parameter without effect, and its place', async () => {
    const item = '{ type: object, properties: { id: { type: integer }, name: { type: string } } }';
    const contract = await contractOf(`/things:
  get:
    parameters: [{ name: colour, in: query, schema: { type: string } }]
    responses: { 200: { description: '', content: { application/json: { schema: { type: array, items: ${item} } } } } }
  post:
    requestBody: { content: { application/json: { schema: ${item} } } }
    responses: { 201: { description: '', content: { application/json: { schema: ${item} } } } }`);
    expect(resourceFindings(contract, inferResources(contract)).filter(({ verdict }) => verdict === 'ignored')).toEqual(
      [
        {
          verdict: 'ignored',
          feature: 'list-parameter',
          message:
            'Query parameter colour of GET /things has no effect: it names no property of things that it can be compared with.',
          pointer: '/paths/~1things/get/parameters/0',
        },
      ],
    );
  });

  test('names each parameter without effect of a read, a create and a removal', async () => {
    const item = '{ type: object, properties: { id: { type: integer }, name: { type: string } } }';
    const query = (name: string) => `{ name: ${name}, in: query, schema: { type: string } }`;
    const shown = `{ description: '', content: { application/json: { schema: ${item} } } }`;
    const contract = await contractOf(`/things:
  post:
    parameters: [${query('notify')}]
    requestBody: { content: { application/json: { schema: ${item} } } }
    responses: { 201: ${shown} }
/things/{id}:
  parameters: [{ name: id, in: path, required: true, schema: { type: integer } }, ${query('fields')}]
  get: { responses: { 200: ${shown} } }
  delete: { responses: { 204: { description: '' } } }`);
    const found = resourceFindings(contract, inferResources(contract)).filter(({ verdict }) => verdict === 'ignored');
    expect(found.map(({ feature, message, pointer }) => [feature, message, pointer])).toEqual([
      [
        'query-parameter',
        'Query parameter notify of POST /things has no effect: a derived create does not use it.',
        '/paths/~1things/post/parameters/0',
      ],
      [
        'query-parameter',
        'Query parameter fields of GET /things/{id} has no effect: a derived read does not use it.',
        '/paths/~1things~1{id}/parameters/1',
      ],
      [
        'query-parameter',
        'Query parameter fields of DELETE /things/{id} has no effect: a derived removal does not use it.',
        '/paths/~1things~1{id}/parameters/1',
      ],
    ]);
  });
});
