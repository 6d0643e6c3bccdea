import { expect, test } from '@jest/globals';
import { dreddView } from '@plumbline/contract/adapters/dredd';
import { loadDocument } from '../fixture.ts';

const json = { 'application/json': { schema: { type: 'object', properties: { name: { type: 'string' } } } } };
const answers = (responses: object) => ({ responses });

test('every operation with a success is one transaction, with the schema of its lowest success', async () => {
  const contract = await loadDocument({
    paths: {
      '/things': {
        get: {
          operationId: 'list',
          ...answers({ 200: { description: 'All', content: json }, 400: { description: '' } }),
        },
        post: {
          operationId: 'create',
          ...answers({ 202: { description: '' }, 201: { description: '', content: json } }),
        },
        trace: { operationId: 'trace', ...answers({ 200: { description: '' } }) },
      },
      '/things/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        // HTTP has no body in a 204, and says so for whoever declares one.
        delete: { operationId: 'remove', ...answers({ 204: { description: 'Gone', content: json } }) },
        put: { operationId: 'refuse', ...answers({ default: { description: 'No' } }) },
      },
    },
  });
  const { document, transactions } = dreddView(contract);
  expect(
    transactions.map(({ operation, status, bodySchema }) => [operation.id, status, bodySchema !== undefined]),
  ).toEqual([
    ['list', 200, true],
    ['create', 201, true],
    ['remove', 204, false],
  ]);
  const paths = (document as { paths: Record<string, object> }).paths;
  expect(Object.keys(paths).every((path) => !path.includes('{'))).toBe(true);
  expect(Object.values(paths).flatMap((item) => Object.keys(item))).toEqual(['get', 'post', 'delete']);
});
