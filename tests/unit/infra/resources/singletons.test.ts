import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadContract } from '@plumbline/contract/load';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  call = await serve(await loadContract('openapi/examples/lighthouse.yaml'), database);
});
afterAll(() => database.close());

test('the one of its kind is there before anybody wrote it, and then as it was written', async () => {
  const before = await call('getSettings');
  expect(before).toMatchObject({ status: 200, headers: {} });
  expect((await call('getSettings')).body).toEqual(before.body);
  await call('replaceSettings', { body: { language: 'nl', quietHours: true } });
  await call('updateSettings', { body: { quietHours: false }, mediaType: 'application/merge-patch+json' });
  expect((await call('getSettings')).body).toMatchObject({ language: 'nl', quietHours: false });
  expect(await database.query({ sql: 'select count(*)::int as rows from lighthouse_keeper.settings' }, [])).toEqual([
    { rows: 1 },
  ]);
});

test('below a parent there is one for each', async () => {
  const [one, other] = [
    await call('mountLamp', { body: { name: 'north' } }),
    await call('mountLamp', { body: { name: 'south' } }),
  ];
  const lampOf = ({ body }: { body?: unknown }) => ({ lampId: (body as { id: string }).id });
  await call('replaceSchedule', { path: lampOf(one), body: { from: '20:15', until: '05:30' } });
  expect(await call('getSchedule', { path: lampOf(one) })).toMatchObject({ body: { from: '20:15', until: '05:30' } });
  expect((await call('getSchedule', { path: lampOf(other) })).body).not.toEqual({ from: '20:15', until: '05:30' });
  const nobody = { lampId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' };
  await expect(call('getSchedule', { path: nobody })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: `There is no lamp with lampId "${nobody.lampId}".`,
  });
});

test('a list is cleared as a whole', async () => {
  for (const cause of ['fog', 'fire']) await call('raiseAlarm', { body: { cause } });
  expect((await call('listAlarms', { query: {} })).body).toHaveLength(2);
  expect(await call('clearAlarms')).toMatchObject({ status: 204 });
  expect((await call('listAlarms', { query: {} })).body).toEqual([]);
});

test('what nothing creates is shown as samples that say so, until somebody writes it', async () => {
  const schema = {
    type: 'object',
    required: ['id', 'name'],
    properties: { id: { type: 'string' }, name: { type: 'string' } },
  };
  const content = { 'application/json': { schema } };
  const ok = { 200: { description: 'ok', content } };
  const contract = await contractOf({
    info: { title: 'Given', version: '1' },
    paths: {
      '/plans': {
        get: {
          operationId: 'list',
          responses: {
            200: { description: 'ok', content: { 'application/json': { schema: { type: 'array', items: schema } } } },
          },
        },
      },
      '/plans/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        get: { operationId: 'read', responses: ok },
        patch: { operationId: 'update', requestBody: { content }, responses: ok },
      },
    },
  });
  const given = await serve(contract, database);
  const listed = await given('list');
  expect(listed.headers).toEqual({ 'x-plumbline-answer': 'sample' });
  for (const plan of listed.body as { id: string }[]) {
    expect(await given('read', { path: { id: plan.id } })).toMatchObject({ headers: listed.headers, body: plan });
  }
  const gold = { path: { id: 'gold' } };
  expect((await given('read', gold)).body).toMatchObject({ id: 'gold' });
  await given('update', { ...gold, body: { name: 'Gold' } });
  expect(await given('read', gold)).toMatchObject({ headers: {}, body: { id: 'gold', name: 'Gold' } });
});
