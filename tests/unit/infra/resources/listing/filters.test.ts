import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startService, type Service } from '../../../support/service.ts';

/** Filters over HTTP: parameters that take a value or bounds, properties that hold objects, and values that are no dates. */

const text = { type: 'string' };
const integer = { type: 'integer' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const bounds = { type: 'object', properties: { gt: integer, lt: integer } };
const deep = (name: string, schema: object) => ({ name, in: 'query', style: 'deepObject', explode: true, schema });
const query = (name: string, schema: object = text) => ({ name, in: 'query', schema });
const patient = {
  type: 'object',
  properties: {
    id: { type: 'integer', readOnly: true },
    created: integer,
    weight: integer,
    name: { type: 'array', items: { type: 'object', properties: { family: text } } },
    ward: { type: 'object', properties: { id: text, floor: integer } },
    contact: { type: 'object', properties: { phone: text } },
    birthDate: { type: 'string', format: 'date' },
    admitted: { type: 'string', format: 'date-time' },
  },
};

let service: Service;
beforeAll(async () => {
  service = await startService({
    paths: {
      '/patients': {
        get: {
          parameters: [
            deep('created', { anyOf: [integer, bounds] }),
            deep('weight', { ...bounds, type: ['integer', 'object'] }),
            query('name'),
            query('contact'),
            query('ward'),
            query('birthDate'),
            query('birthDates'),
            query('admitted', integer),
          ],
          responses: { 200: ok({ type: 'array', items: patient }) },
        },
        post: { requestBody: json(patient), responses: { 201: ok(patient) } },
      },
    },
  });
  for (const number of [5, 6, 7]) {
    const ward = { id: `w${number}`, floor: 1 };
    const sent = { created: number, weight: number, name: [{ family: 'Zed' }], ward, birthDate: `2000-01-0${number}` };
    expect((await service.send('POST', '/patients', JSON.stringify(sent))).status).toBe(201);
  }
});
afterAll(() => service.close());

async function found(asked: string): Promise<number[]> {
  const { json: body } = await service.send('GET', `/patients?${asked}`);
  return (body() as { created: number }[]).map(({ created }) => created);
}

describe('a filter', () => {
  test.each([
    ['created=5', [5]],
    ['created[gt]=5', [6, 7]],
    ['weight=6', [6]],
    ['weight[gt]=5&weight[lt]=7', [6]],
    ['ward=w7', [7]],
    ['birthDate=2000-01-06', [6]],
    ['birthDates=2000-01-06,2000-01-05', [5, 6]],
  ])('%s selects by what it says', async (asked, expected) => {
    expect(await found(asked)).toEqual(expected);
  });

  test.each(['name=Zed', 'contact=1', 'admitted=3'])('%s has no effect', async (asked) => {
    expect(await found(asked)).toEqual([5, 6, 7]);
  });

  test.each(['birthDate=gt2000-01-01', 'birthDate=soon', 'birthDates=2000-01-06,soon'])(
    '%s is rejected, for it could never be equal to a date',
    async (asked) => {
      const { status, text: body } = await service.send('GET', `/patients?${asked}`);
      expect(status).toBe(400);
      expect(body).toContain(`query.${asked.split('=')[0]}`);
    },
  );
});
