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
