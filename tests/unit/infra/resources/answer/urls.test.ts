import { expect, test } from '@jest/globals';
import type { Invocation } from '../../../../../src/infra/http/invocation.ts';
import { listUrl } from '../../../../../src/infra/resources/answer/urls.ts';
import { contractOf } from '../../../support/resources.ts';

const array = { type: 'array', items: { type: 'string' } };
const object = { type: 'object', additionalProperties: { type: 'string' } };
const parameters = [
  { name: 'tag', schema: array },
  { name: 'ids', explode: false, schema: array },
  { name: 'words', style: 'spaceDelimited', explode: false, schema: array },
  { name: 'pipes', style: 'pipeDelimited', explode: false, schema: array },
  { name: 'filter', style: 'deepObject', explode: true, schema: object },
  { name: 'spread', schema: object },
  { name: 'flat', explode: false, schema: object },
  { name: 'q', schema: { type: 'string' } },
  { name: 'json', content: { 'application/json': { schema: object } } },
].map((parameter) => ({ ...parameter, in: 'query' }));

test.each<[string, unknown, string]>([
  ['tag', ['a', 'b'], 'tag=a&tag=b'],
  ['ids', ['a', 'b,c'], 'ids=a,b%2Cc'],
  ['words', ['a', 'b'], 'words=a%20b'],
  ['pipes', ['a', 'b'], 'pipes=a%7Cb'],
  ['filter', { done: 'no', 'a b': '&' }, 'filter%5Bdone%5D=no&filter%5Ba%20b%5D=%26'],
  ['spread', { x: '1', y: '2' }, 'x=1&y=2'],
  ['flat', { x: '1', y: '2' }, 'flat=x,1,y,2'],
  ['q', 'a b&c', 'q=a%20b%26c'],
  ['json', { x: '1' }, 'json=%7B%22x%22%3A%221%22%7D'],
])('the URL of another page keeps %s in its style', async (name, value, expected) => {
  const contract = await contractOf({
    paths: { '/things': { get: { operationId: 'list', parameters, responses: { 204: { description: 'none' } } } } },
  });
  const [operation] = contract.operations;
  const invocation = { operation, basePath: '/v1', path: {}, query: { [name]: value }, headers: {} };
  const url = listUrl(invocation as unknown as Invocation, { page: 2, cursor: undefined });
  expect(url).toBe(`/v1/things?${expected}&page=2`);
});

test('the URL of another page leaves out what is empty by default: no request may say it', async () => {
  const empty = { type: 'string', default: '' };
  const query = ['filter', 'flag'].map((name) => ({ name, in: 'query', schema: empty }));
  const get = { operationId: 'list', parameters: query, responses: { 204: { description: 'none' } } };
  Object.assign(query[1] ?? {}, { allowEmptyValue: true });
  const [operation] = (await contractOf({ paths: { '/things': { get } } })).operations;
  const invocation = { operation, basePath: '', path: {}, query: { filter: '', flag: '' }, headers: {} };
  expect(listUrl(invocation as unknown as Invocation, { page: 2 })).toBe('/things?flag=&page=2');
});
