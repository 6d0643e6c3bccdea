import { expect, test } from '@jest/globals';
import { docsDocument } from '@plumbline/contract/adapters/docs';
import { contractOf } from '../../../support/resources.ts';

test('every operation is shown where it is served here, whatever servers the contract names', async () => {
  const answered = { responses: { 204: { description: 'done' } } };
  const contract = await contractOf({
    servers: [{ url: 'https://api.elsewhere.test/v2/' }, { url: 'https://eu.elsewhere.test/v2' }],
    paths: {
      '/things': { get: answered },
      '/.well-known/keys': { servers: [{ url: '/' }], get: answered },
      '/uploads': { post: { ...answered, servers: [{ url: 'https://up.elsewhere.test/up' }] } },
    },
  });
  const { servers, paths } = docsDocument(contract);
  expect(servers).toEqual([{ url: '/v2' }]);
  expect(paths['/things']?.['servers']).toBeUndefined();
  expect(paths['/.well-known/keys']?.['servers']).toEqual([{ url: '/' }]);
  expect(paths['/uploads']?.['post']).toMatchObject({ servers: [{ url: '/up' }] });
});
