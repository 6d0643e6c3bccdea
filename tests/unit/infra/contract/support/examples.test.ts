import { expect, test } from '@jest/globals';
import { contradictingExamples } from '@plumbline/contract/support/examples';
import { loadDocument } from '../fixture.ts';

test('an example that its schema does not allow is found, in parameters, requests and responses', async () => {
  const schema = {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, secret: { type: 'string', writeOnly: true } },
  };
  const contract = await loadDocument({
    paths: {
      '/a': {
        post: {
          operationId: 'postA',
          parameters: [{ name: 'size', in: 'query', schema: { type: 'integer' }, example: 'many' }],
          requestBody: { content: { 'application/json': { schema, example: { name: 'a', secret: 's' } } } },
          responses: {
            200: {
              description: '',
              content: {
                'application/json': { schema, examples: { good: { value: { name: 'a' } }, bad: { value: {} } } },
              },
            },
            201: { description: '', content: { 'text/csv': { schema: { type: 'object' }, example: 'name' } } },
          },
        },
      },
    },
  });
  expect(contradictingExamples(contract).map(({ pointer, message }) => [pointer, message])).toEqual([
    [
      '/paths/~1a/post',
      'The example of parameter size contradicts its schema: must be an integer. Answers follow the schema.',
    ],
    [
      '/paths/~1a/post/responses/200/content/application~1json',
      'An example of application/json contradicts its schema: must have the property "name". Answers follow the schema.',
    ],
  ]);
});
