import { expect, test } from '@jest/globals';
import { mockDocument } from '@plumbline/contract/adapters/mock';
import { loadDocument } from '../fixture.ts';

test('the mock answers under every base path, and fragments do not tell paths apart', async () => {
  const responses = { 200: { description: '' } };
  const operation = (operationId: string) => ({ operationId, responses });
  const contract = await loadDocument({
    servers: [{ url: '/v1' }, { url: 'https://a.test' }],
    paths: {
      '/queue#Action=Send': { post: operation('send') },
      '/queue#Action=Read': { post: operation('read'), get: { ...operation('peek'), servers: [{ url: '/v3' }] } },
    },
  });
  const { servers, paths } = mockDocument(contract);
  expect({ servers, paths }).toEqual({
    servers: [{ url: '/' }],
    paths: {
      '/v1/queue': { post: operation('send') },
      '/queue': { post: operation('send') },
      '/v3/queue': {
        get: { ...operation('peek'), servers: [{ url: '/v3' }] },
        head: { ...operation('peekHead'), servers: [{ url: '/v3' }] },
      },
    },
  });
});

test('a $ref in an example is data, which the mock must not follow', async () => {
  const example = { members: [{ $ref: 'https://a.test/users/1', name: 'Ann' }] };
  const contract = await loadDocument({ components: { schemas: { Group: { type: 'object', example } } } });
  const before = structuredClone(contract.document);
  expect(mockDocument(contract).components?.schemas).toEqual({
    Group: { type: 'object', example: { members: [{ name: 'Ann' }] } },
  });
  expect(contract.document).toEqual(before);
});

test('a success without an example gets a valid one, and what the contract shows stays', async () => {
  const schema = { $ref: '#/components/schemas/Code' };
  const written = (media: object) => ({ description: '', content: { 'application/json': media } });
  const get = (operationId: string, response: object) => ({ get: { operationId, responses: { 200: response } } });
  const contract = await loadDocument({
    paths: {
      '/made': get('made', { $ref: '#/components/responses/Code' }),
      '/shown': get('shown', written({ schema, example: 'QQ' })),
    },
    components: {
      schemas: { Code: { type: 'string', pattern: '^[A-F]{2}$', examples: ['BE'] } },
      responses: { Code: written({ schema }) },
    },
  });
  const withHead = (id: string, response: object) => ({
    ...get(id, response),
    head: get(`${id}Head`, response).get,
  });
  expect(mockDocument(contract).paths).toEqual({
    '/made': withHead('made', written({ schema, example: 'BE' })),
    '/shown': withHead('shown', written({ schema, example: 'QQ' })),
  });
});

test('what Prism cannot read of parameters and parts is eased', async () => {
  const list = { type: 'array', items: { type: 'integer' } };
  const contract = await loadDocument({
    paths: {
      '/codes/{codes}': {
        get: {
          operationId: 'codes',
          parameters: [
            { name: 'codes', in: 'path', required: true, schema: list },
            { name: 'id', in: 'query', schema: { anyOf: [list, { type: 'null' }] } },
          ],
          responses: { 200: { description: '' } },
        },
      },
    },
  });
  expect(mockDocument(contract).paths['/codes/{codes}']?.['get']).toMatchObject({
    parameters: [
      { name: 'codes', schema: { type: 'string' } },
      { name: 'id', schema: {} },
    ],
  });
});
