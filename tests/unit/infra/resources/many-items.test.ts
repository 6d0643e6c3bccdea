import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startService, type Received, type Service } from '../../support/service.ts';

/** One transaction holds up others: how many items one request may write is bounded. */

const seed = {
  type: 'object',
  properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
};
const seeds = { type: 'array', items: seed };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });

let service: Service;
beforeAll(async () => {
  service = await startService({
    paths: {
      '/seeds': {
        get: { responses: { 200: ok(seeds) } },
        post: { requestBody: json(seed), responses: { 201: ok(seed) } },
        patch: {
          requestBody: json({
            type: 'array',
            items: {
              type: 'object',
              required: ['id'],
              properties: { id: { type: 'integer' }, name: { type: 'string' } },
            },
          }),
          responses: { 200: ok(seeds) },
        },
      },
      '/seeds/batch': { post: { requestBody: json(seeds), responses: { 201: ok(seeds) } } },
      '/seeds/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { responses: { 200: ok(seed) } },
      },
    },
  });
});
afterAll(() => service.close());

const send = (method: string, path: string, body: unknown): Promise<Received> =>
  service.send(method, path, JSON.stringify(body), { 'content-type': 'application/json' });
const many = (count: number): object[] => Array.from({ length: count }, (_, index) => ({ id: index + 1, name: 'rye' }));
const rejected = { error: expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE' }) };

describe('a request that writes several items', () => {
  test('is stored with 1,000, and each field that is not kept is named once', async () => {
    const answer = await send(
      'POST',
      '/seeds/batch',
      many(1000).map((each) => ({ ...each, note: 'dry' })),
    );
    expect(answer.status).toBe(201);
    expect(answer.json()).toHaveLength(1000);
    expect(answer.headers.get('x-plumbline-not-as-sent')).toBe('body.note');
  });

  test.each([
    ['POST', '/seeds/batch'],
    ['PATCH', '/seeds'],
  ])('is rejected with 1,001 (%s %s), and nothing is written', async (method, path) => {
    const last = (await send('POST', '/seeds', { name: 'last' })).json() as { id: number };
    const answer = await send(method, path, many(1001));
    expect(answer.status).toBe(413);
    expect(answer.json()).toMatchObject(rejected);
    expect(await send('GET', `/seeds/${last.id + 1}`, undefined)).toMatchObject({ status: 404 });
  });
});
