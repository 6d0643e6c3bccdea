import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Contract } from '@plumbline/contract/contract';
import { resourceFindings } from '../../../../src/infra/resources/infer/findings.ts';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

const TEXT = { type: 'string' };
const UUID = { type: 'string', format: 'uuid' };
const NUMBER = { type: 'integer', format: 'int64' };
const json = (schema: object) => ({ 'application/json': { schema } });
const object = (properties: object) => ({ type: 'object', properties });
const PATCH = { 'application/merge-patch+json': { schema: object({}) } };

interface Kind {
  id: object;
  /** Writable properties. */
  properties: object;
  /** Error statuses of writes. */
  writes?: readonly number[];
  /** Error statuses of the delete. */
  removes?: readonly number[];
}

/** The five operations of a collection, and a bulk create. */
function collection(path: string, noun: string, { id, properties, writes = [], removes = [] }: Kind) {
  const item = object({ id: { ...id, readOnly: true }, ...properties });
  const errors = (statuses: readonly number[]) =>
    Object.fromEntries(statuses.map((status) => [status, { description: 'No.' }]));
  const shown = { description: 'Done.', content: json(item) };
  const body = { required: true, content: json(object(properties)) };
  return {
    [path]: {
      get: {
        operationId: `list${noun}`,
        responses: { 200: { description: 'ok', content: json({ type: 'array', items: item }) } },
      },
      post: { operationId: `create${noun}`, requestBody: body, responses: { 201: shown, ...errors(writes) } },
      delete: { operationId: `clear${noun}`, responses: { 204: { description: 'gone' }, ...errors(removes) } },
    },
    [`${path}/{id}`]: {
      parameters: [{ name: 'id', in: 'path', required: true, schema: id }],
      get: { operationId: `get${noun}`, responses: { 200: shown } },
      put: { operationId: `replace${noun}`, requestBody: body, responses: { 200: shown, ...errors(writes) } },
      patch: {
        operationId: `update${noun}`,
        requestBody: { content: PATCH },
        responses: { 200: shown, ...errors(writes) },
      },
      delete: { operationId: `delete${noun}`, responses: { 204: { description: 'gone' }, ...errors(removes) } },
    },
  };
}

const order = object({ id: { ...NUMBER, readOnly: true }, customerId: UUID, note: TEXT });
const country = object({ code: TEXT, name: TEXT });
const document = {
  paths: {
    ...collection('/customers', 'Customer', { id: UUID, properties: { name: TEXT }, removes: [404, 409] }),
    ...collection('/tags', 'Tag', { id: NUMBER, properties: { name: TEXT }, removes: [409] }),
    ...collection('/scouts', 'Scout', {
      id: TEXT,
      properties: { name: TEXT, mentorScoutId: TEXT },
      writes: [400],
      removes: [409],
    }),
    ...collection('/orders', 'Order', {
      id: NUMBER,
      properties: {
        customerId: UUID,
        billing_customer_id: { type: ['string', 'null'], format: 'uuid' },
        tagIds: { type: 'array', items: NUMBER },
        note: TEXT,
      },
      writes: [400, 409, 422],
    }),
    '/orders/batch': {
      post: {
        operationId: 'createOrders',
        requestBody: { required: true, content: json({ type: 'array', items: order }) },
        responses: {
          201: { description: 'ok', content: json({ type: 'array', items: order }) },
          404: { description: 'No.' },
        },
      },
    },
    ...collection('/visits', 'Visit', { id: NUMBER, properties: { customerId: UUID, scout_id: TEXT } }),
    ...collection('/folders', 'Folder', {
      id: NUMBER,
      properties: { name: TEXT, parentId: NUMBER },
      writes: [422],
      removes: [409],
    }),
    ...collection('/people', 'Person', { id: NUMBER, properties: { name: TEXT } }),
    ...collection('/axes', 'Axis', { id: NUMBER, properties: { name: TEXT } }),
    ...collection('/seats', 'Seat', {
      id: NUMBER,
      properties: {
        personId: NUMBER,
        peopleIds: { type: 'array', items: NUMBER },
        axisId: NUMBER,
        deviceId: NUMBER,
        folderId: { ...NUMBER, default: 99 },
      },
      writes: [422],
    }),
    ...collection('/remarks', 'Remark', {
      id: NUMBER,
      properties: { customerId: UUID, customer_type: TEXT, parentId: UUID },
      writes: [422],
    }),
    '/countries': {
      post: {
        operationId: 'createCountry',
        requestBody: { content: json(country) },
        responses: { 201: { description: 'ok', content: json(country) } },
      },
    },
    '/countries/{code}': {
      parameters: [{ name: 'code', in: 'path', required: true, schema: TEXT }],
      get: { operationId: 'getCountry', responses: { 200: { description: 'ok', content: json(country) } } },
    },
    ...collection('/ports', 'Port', { id: NUMBER, properties: { countryId: TEXT, countryCode: TEXT }, writes: [422] }),
    ...collection('/quests', 'Quest', { id: NUMBER, properties: { scoutId: TEXT, customerId: NUMBER }, writes: [409] }),
  },
};

const ABSENT = '0c51ae1b-4aae-4b0d-8a2b-9d1d0f3f2f10';
let database: TestDatabase;
let contract: Contract;
let call: Call;
let customer: string;
beforeAll(async () => {
  database = await testDatabase();
  contract = await contractOf(document);
  call = await serve(contract, database);
});
beforeEach(async () => {
  customer = await make('Customer', { name: 'Ada' });
});
afterAll(() => database.close());

async function make(noun: string, body: object): Promise<string> {
  return ((await call(`create${noun}`, { body })).body as { id: string }).id;
}
const update = (noun: string, id: string, body: object) =>
  call(`update${noun}`, { path: { id }, body, mediaType: 'application/merge-patch+json' });
const failure = (code: string, ...fields: string[]) => ({
  code,
  details: fields.map((field) => expect.objectContaining({ field }) as unknown),
});

describe('a reference to an item that does not exist', () => {
  test('is rejected on creation, with the first declared of 422, 409, 404 and 400', async () => {
    await expect(make('Order', { customerId: ABSENT, billing_customer_id: ABSENT })).rejects.toMatchObject(
      failure('RULE_VIOLATED', 'body.customerId', 'body.billing_customer_id'),
    );
    await expect(make('Quest', { scoutId: 'nobody' })).rejects.toMatchObject(failure('CONFLICT', 'body.scoutId'));
    await expect(make('Scout', { mentorScoutId: 'nobody' })).resolves.toBeDefined();
    await make('Order', { customerId: customer, billing_customer_id: null });
  });

  test('is rejected in a list, naming its place', async () => {
    const tag = Number(await make('Tag', { name: 'a' }));
    await expect(make('Order', { tagIds: [tag, 987654] })).rejects.toMatchObject(
      failure('RULE_VIOLATED', 'body.tagIds.1'),
    );
    await make('Order', { tagIds: [tag] });
    await expect(call('deleteTag', { path: { id: tag } })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('is rejected on replacing and on changing, and the item stays as it was', async () => {
    const id = await make('Order', { customerId: customer, note: 'a' });
    await expect(call('replaceOrder', { path: { id }, body: { customerId: ABSENT } })).rejects.toMatchObject(
      failure('RULE_VIOLATED', 'body.customerId'),
    );
    await expect(update('Order', id, { customerId: ABSENT })).rejects.toMatchObject({ code: 'RULE_VIOLATED' });
    expect((await call('getOrder', { path: { id } })).body).toMatchObject({ customerId: customer, note: 'a' });
    const other = await make('Customer', { name: 'Bo' });
    expect((await update('Order', id, { customerId: other })).body).toMatchObject({ customerId: other });
  });

  test('is rejected among several, of which none is created', async () => {
    const before = (await call('listOrder')).body as unknown[];
    await expect(
      call('createOrders', { body: [{ customerId: customer }, { customerId: ABSENT }] }),
    ).rejects.toMatchObject(failure('NOT_FOUND', 'body.1.customerId'));
    expect((await call('listOrder')).body).toHaveLength(before.length);
    await call('createOrders', { body: [{ customerId: customer }, { customerId: customer }] });
  });

  test('is stored where the operation declares no status for it, or the types differ', async () => {
    const id = await make('Visit', { customerId: ABSENT });
    expect((await update('Visit', id, { scout_id: 'nobody' })).body).toMatchObject({ customerId: ABSENT });
    await make('Quest', { customerId: 5 });
  });

  test('is rejected whatever the plural of the noun is', async () => {
    const person = Number(await make('Person', {}));
    await make('Seat', { personId: person, peopleIds: [person], axisId: Number(await make('Axis', {})) });
    const wrong = { personId: 987654, peopleIds: [person, 987654], axisId: 987654 };
    await expect(make('Seat', wrong)).rejects.toMatchObject(
      failure('RULE_VIOLATED', 'body.personId', 'body.peopleIds.1', 'body.axisId'),
    );
  });

  test('is rejected as the parent of an item among the same items, except for values that name none', async () => {
    const root = Number(await make('Folder', { parentId: 0 }));
    await expect(make('Folder', { parentId: 987654 })).rejects.toMatchObject(failure('RULE_VIOLATED', 'body.parentId'));
    await make('Folder', { parentId: root });
    await expect(call('deleteFolder', { path: { id: root } })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('is stored where the name only looks like a reference', async () => {
    // There are no devices, a type says what is named, and countries are identified by their code.
    await make('Seat', { deviceId: 987654, folderId: 99 });
    await make('Remark', { customerId: ABSENT, customer_type: 'lead' });
    await make('Port', { countryId: 'nowhere', countryCode: 'XX' });
  });

  test('does not prevent changes of other properties', async () => {
    const id = await make('Order', { note: 'old' });
    const sql = `update test.orders set customer_id = $1 where id = $2`;
    await database.query({ sql }, [ABSENT, id]);
    expect((await update('Order', id, { note: 'new' })).body).toMatchObject({ customerId: ABSENT, note: 'new' });
  });
});

describe('an item that others refer to', () => {
  test('is not removed where 409 is declared, and is once nothing refers to it', async () => {
    const id = await make('Order', { customerId: customer });
    await expect(call('deleteCustomer', { path: { id: customer } })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('customerId of orders') as unknown,
    });
    await expect(call('clearCustomer')).rejects.toMatchObject({ code: 'CONFLICT' });
    await update('Order', id, { customerId: await make('Customer', {}) });
    await call('deleteCustomer', { path: { id: customer } });
  });

  test('is not removed either where the reference itself is not checked', async () => {
    await make('Visit', { customerId: customer });
    await expect(call('deleteCustomer', { path: { id: customer } })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('may refer to itself', async () => {
    const id = await make('Scout', { name: 'Io' });
    await update('Scout', id, { mentorScoutId: id });
    await call('deleteScout', { path: { id } });
  });
});

test('no order is left without its customer by one that is removed at the same time', async () => {
  for (let round = 0; round < 50; round += 1) {
    const id = await make('Customer', {});
    const other = await make('Order', {});
    await Promise.allSettled([
      make('Order', { customerId: id }),
      call('deleteCustomer', { path: { id } }),
      update('Order', other, { billing_customer_id: id }),
    ]);
  }
  const sql = `select count(*)::int as dangling from test.orders o where note is null and exists (
    select from unnest(array[o.customer_id, o.billing_customer_id]) named
    where named is not null and not exists (select from test.customers c where c.id = named))`;
  expect(await database.query({ sql }, [])).toEqual([{ dangling: 0 }]);
});

test('the support report says which references are checked, and why others are not', () => {
  const said = resourceFindings(contract, inferResources(contract))
    .filter(({ feature }) => feature.startsWith('reference'))
    .map(({ verdict, message }) => `${verdict}: ${message}`);
  expect(said).toEqual(
    expect.arrayContaining([
      'enforced: customerId of POST /orders must name one of customers: an absent one is answered with 422.',
      'ignored: customerId of POST /visits is named after customers, and is stored without looking for it: the operation declares none of 422, 409, 404 and 400.',
      'ignored: customerId of POST /quests is named after customers, and is stored without looking for it: its type differs from that of the identifier of customers.',
      'ignored: customerId of POST /remarks is named after customers, and is stored without looking for it: customer_type says of what kind the item is that it names.',
      'ignored: parentId of POST /remarks is named after remarks, and is stored without looking for it: its type differs from that of the identifier of remarks.',
      'ignored: countryId of POST /ports is named after countries, and is stored without looking for it: countries are identified by code.',
      'enforced: DELETE /customers/{id} is answered with 409 while customerId of orders, billing_customer_id of orders, customerId of visits refers to what it removes.',
    ]),
  );
});
