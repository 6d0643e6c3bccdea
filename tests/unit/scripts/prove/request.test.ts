import { expect, test } from '@jest/globals';
import { validRequest } from '../../../../scripts/prove/request.ts';
import { sampleValues } from '../../../../scripts/prove/sample-values.ts';
import { faultsOf } from '../../../../scripts/prove/vary/request-variations.ts';
import { contractOf } from '../../support/resources.ts';

const text = { type: 'string' };
const contract = await contractOf({
  components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } },
  security: [{ key: [] }],
  paths: {
    '/templates?kind=html': {
      get: {
        operationId: 'htmlTemplates',
        parameters: [
          { name: 'key', in: 'query', required: true, schema: text },
          { name: 'Content-Length', in: 'header', required: true, schema: { type: 'integer' } },
          { name: 'Accept-Language', in: 'header', required: true, schema: { enum: ['de', 'en'] } },
          { name: 'owner', in: 'query', required: true, schema: text },
        ],
        responses: { 200: { description: 'ok' } },
      },
    },
  },
});
const [operation] = contract.operations;
if (!operation) throw new Error('There is no operation.');

test('a request leaves to others what they bring, and says what its template says of the query', () => {
  const { target, headers } = validRequest(contract, operation, { seed: 1, query: { owner: 'me' } });
  expect([target, headers]).toEqual(['/templates?owner=me&kind=html', { accept: '*/*' }]);
});

test('what the credentials bring cannot be left out of a request', () => {
  const values = sampleValues(contract, operation, { seed: 1 });
  const required = faultsOf(contract, operation, values).filter(({ kind }) => kind === 'required');
  expect(required.map(({ pointer }) => pointer)).toEqual(['/query/owner']);
});
