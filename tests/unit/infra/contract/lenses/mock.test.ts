import { expect, test } from '@jest/globals';
import { mockDocument } from '../../../../../src/infra/contract/lenses/mock.ts';
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
      '/v3/queue': { get: { ...operation('peek'), servers: [{ url: '/v3' }] } },
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
