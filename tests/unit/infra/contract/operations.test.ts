import { expect, test } from '@jest/globals';
import { basePaths } from '@plumbline/contract/base-paths';
import { loadDocument } from './fixture.ts';

test.each([
  ['no servers', undefined, ['']],
  [
    'absolute URLs',
    [{ url: 'https://a.test/v1/' }, { url: 'https://b.test/v1' }, { url: 'https://b.test' }],
    ['/v1', ''],
  ],
  [
    'relative URLs',
    [{ url: '/' }, { url: 'v2' }, { url: './v3/' }, { url: '//host/v4?x#y' }],
    ['', '/v2', '/v3', '/v4'],
  ],
  [
    'variables: the default, then every enum value',
    [
      {
        url: '{scheme}://a.test:{port}/{stage}',
        variables: { scheme: { default: 'https' }, port: { default: '1' }, stage: { default: 'b', enum: ['a', 'b'] } },
      },
    ],
    ['/b', '/a'],
  ],
])('base paths of %s', (_, servers, expected) => {
  expect(basePaths(servers)).toEqual(expected);
});

test('an operation has everything that is declared around it', async () => {
  const { operations } = await loadDocument({
    servers: [{ url: '/v1' }],
    security: [{ key: [] }],
    paths: {
      '/users/{userId}/posts': {
        servers: [{ url: '/v2' }],
        parameters: [
          { $ref: '#/components/parameters/UserId' },
          { name: 'sort', in: 'query', schema: { type: 'string' } },
        ],
        get: {
          tags: ['posts'],
          'x-cost': 2,
          parameters: [{ name: 'sort', in: 'query', content: { 'application/json': { schema: { type: 'object' } } } }],
          responses: { 200: { $ref: '#/components/responses/Posts' } },
        },
      },
    },
    components: {
      securitySchemes: { key: { type: 'apiKey', name: 'k', in: 'query' } },
      parameters: { UserId: { name: 'userId', in: 'path', required: true, schema: { type: 'integer' }, example: 7 } },
      responses: {
        Posts: {
          description: 'Posts',
          headers: { 'X-Total': { required: true, schema: { type: 'integer' } } },
          content: {
            'application/json': {
              schema: { type: 'array' },
              example: [1],
              examples: { two: { value: [2] }, away: { externalValue: 'x' } },
            },
          },
        },
      },
    },
  });
  const common = { required: false, deprecated: false };
  expect(operations).toEqual([
    {
      id: 'getUsersByUserIdPosts',
      method: 'get',
      path: '/users/{userId}/posts',
      basePaths: ['/v2'],
      tag: 'posts',
      parameters: [
        {
          ...common,
          name: 'userId',
          in: 'path',
          required: true,
          schema: { type: 'integer' },
          style: 'simple',
          explode: false,
          example: 7,
        },
        {
          ...common,
          name: 'sort',
          in: 'query',
          schema: { type: 'object' },
          mediaType: 'application/json',
          style: 'form',
          explode: true,
        },
      ],
      responses: {
        200: {
          description: 'Posts',
          headers: { 'X-Total': { required: true, explode: false, schema: { type: 'integer' } } },
          content: { 'application/json': { schema: { type: 'array' }, examples: [[1], [2]] } },
          links: {},
        },
      },
      security: [{ key: [] }],
      deprecated: false,
      extensions: { 'x-cost': 2 },
      pointer: '/paths/~1users~1{userId}~1posts/get',
    },
  ]);
});

test('two operations that the same requests match both stay', async () => {
  const responses = { 200: { description: '' } };
  const parameters = (name: string) => [{ name, in: 'path', required: true, schema: {} }];
  const { operations } = await loadDocument({
    paths: {
      '/a/{id}': { get: { operationId: 'one', parameters: parameters('id'), responses } },
      '/a/{name}': {
        get: { operationId: 'two', parameters: parameters('name'), responses },
        delete: { operationId: 'three', parameters: parameters('name'), responses },
      },
    },
  });
  expect(operations.map(({ id, path, parameters: [first] }) => [id, path, first?.name])).toEqual([
    ['one', '/a/{id}', 'id'],
    ['three', '/a/{id}', 'id'],
    ['two', '/a/{name}', 'name'],
  ]);
});
