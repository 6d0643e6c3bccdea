import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (of: object) => ({ 'application/json': { schema: of } });
const answering = (status: string, of: object) => ({
  responses: { [status]: { description: 'ok', content: json(of) } },
});
const taking = (of: object) => ({ requestBody: { required: true, content: json(of) } });
const parameter = (name: string, type = 'string') => ({ name, in: 'path', required: true, schema: { type } });
const halls = [parameter('hall')];
const racks = [...halls, parameter('rack')];
const listOf = (name: string) => ({ type: 'array', items: schema(name) });

/** Racks are identified by UUIDs; that a path can name one by any text lets it name one that cannot be there. */
const DOCUMENT = {
  paths: {
    '/halls': { post: { operationId: 'addHall', ...taking(schema('Hall')), ...answering('201', schema('Hall')) } },
    '/halls/{hall}': { get: { operationId: 'readHall', parameters: halls, ...answering('200', schema('Hall')) } },
    '/halls/{hall}/racks': {
      post: {
        operationId: 'addRack',
        parameters: halls,
        ...taking(schema('Rack')),
        ...answering('201', schema('Rack')),
      },
    },
    '/halls/{hall}/racks/{rack}': {
      get: { operationId: 'readRack', parameters: racks, ...answering('200', schema('Rack')) },
    },
    '/halls/{hall}/racks/{rack}/disks': {
      get: { operationId: 'listDisks', parameters: racks, ...answering('200', listOf('Disk')) },
      post: {
        operationId: 'addDisks',
        parameters: racks,
        ...taking(listOf('Disk')),
        ...answering('201', listOf('Disk')),
      },
    },
    '/halls/{hall}/racks/{rack}/disks/{id}': {
      get: {
        operationId: 'readDisk',
        parameters: [...racks, parameter('id', 'integer')],
        ...answering('200', schema('Disk')),
      },
    },
  },
  components: {
    schemas: {
      Hall: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
      Rack: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string', format: 'uuid', readOnly: true }, label: { type: 'string' } },
      },
      Disk: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
      },
    },
  },
};

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  call = await serve(await contractOf(DOCUMENT), database);
  await call('addHall', { body: { id: 'north' } });
});
afterAll(() => database.close());

describe('a list of items under a parent', () => {
  const body = [{ name: 'one' }, { name: 'two' }];

  test.each([
    ['that cannot be there', { hall: 'north', rack: 'no-uuid' }],
    ['that is not there', { hall: 'north', rack: '0199aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa' }],
    ['whose own parent is not there', { hall: 'south', rack: 'no-uuid' }],
  ])(
    '%s is not found, however many ask at once, and all else goes on',
    async (_, path) => {
      const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => call('addDisks', { path, body })));
      const codes = outcomes.map((each) =>
        each.status === 'rejected' ? (each.reason as { code: unknown }).code : 'done',
      );
      expect(new Set(codes)).toEqual(new Set(['NOT_FOUND']));
      expect(await call('readHall', { path: { hall: 'north' } })).toMatchObject({ status: 200 });
    },
    20_000,
  );

  test('is stored whole where the parent is there', async () => {
    const { body: rack } = await call('addRack', { path: { hall: 'north' }, body: { label: 'r' } });
    const path = { hall: 'north', rack: (rack as { id: string }).id };
    expect(await call('addDisks', { path, body })).toMatchObject({
      status: 201,
      body: [{ name: 'one' }, { name: 'two' }],
    });
    expect(await call('listDisks', { path })).toMatchObject({ body: [{ name: 'one' }, { name: 'two' }] });
  });
});
