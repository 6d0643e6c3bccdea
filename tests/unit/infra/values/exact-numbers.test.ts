import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exactNumber, parseExactJson, UnkeepableNumber, writeExactJson } from '@plumbline/contract/exact-numbers';
import { startService, type Service } from '../../support/service.ts';

describe('exactNumber', () => {
  test.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['-9007199254740993', -9007199254740993n],
    ['1152921504606846976', 1152921504606846976n],
    ['1152921504606847000', 1152921504606847000n],
    ['9.223372036854775807e18', 9223372036854775807n],
    ['1e30', 10n ** 30n],
    ['1.50', 1.5],
    ['0.30000000000000004', 0.30000000000000004],
    ['123456789012345.25', 123456789012345.25],
    ['5e-324', 5e-324],
    ['1.7976931348623157e308', 17976931348623157n * 10n ** 292n],
    ['100000000000000000000e-20', 1],
    ['0.00000000000000000000', 0],
    ['-0e99999', -0],
  ])('keeps %s', (literal, value) => {
    expect(exactNumber(literal)).toBe(value);
  });

  test.each(['1e400', '-1e400', '1e-400', '0.1234567890123456789', '9007199254740993.5', '9'.repeat(309)])(
    'reports %s',
    (literal) => {
      expect(exactNumber(literal)).toBeUndefined();
      expect((parseExactJson(`[{"a": ${literal}}]`) as [{ a: unknown }])[0].a).toBeInstanceOf(UnkeepableNumber);
    },
  );
});

test('text keeps digits that only look like numbers', () => {
  const text = '{"a":"1e400, 12345678901234567890","b":[12345678901234567890],"__proto__":{"c":1}}';
  expect(writeExactJson(parseExactJson(text))).toBe(text);
});

const member = { type: 'integer', format: 'int64' };
const post = {
  type: 'object',
  properties: {
    id: { ...member, readOnly: true },
    author: member,
    any: { type: 'integer' },
    rate: { type: 'number' },
    small: { type: 'number', format: 'int32' },
    serial: { ...member, 'x-unique': true },
    bag: {},
    list: { type: 'array', uniqueItems: true, items: member },
  },
};
const account = { type: 'object', required: ['number'], properties: { number: member, name: { type: 'string' } } };
const body = (schema: object, type = 'application/json') => ({ content: { [type]: { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...body(schema) });
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: member });

let service: Service;
beforeAll(async () => {
  service = await startService({
    paths: {
      '/posts': {
        get: {
          parameters: [
            { name: 'author', in: 'query', schema: member },
            { name: 'rate', in: 'query', schema: { type: 'number' } },
            { name: 'x-trace', in: 'header', schema: member },
            { name: 'sort', in: 'query', schema: { type: 'string', enum: ['author', '-author'] } },
          ],
          responses: { 200: ok({ type: 'array', items: post }) },
        },
        post: { requestBody: body(post), responses: { 201: ok(post) } },
      },
      '/posts/bulk': {
        post: {
          requestBody: body({ type: 'array', items: post }),
          responses: { 201: ok({ type: 'array', items: post }) },
        },
      },
      '/posts/{id}': {
        parameters: [inPath('id')],
        get: { responses: { 200: ok(post) } },
        patch: { requestBody: body(post, 'application/merge-patch+json'), responses: { 200: ok(post) } },
      },
      '/accounts': { post: { requestBody: body(account), responses: { 201: ok(account) } } },
      '/accounts/{number}': { parameters: [inPath('number')], get: { responses: { 200: ok(account) } } },
      '/forms': {
        post: {
          requestBody: {
            content: { 'application/x-www-form-urlencoded': { schema: post }, 'multipart/form-data': { schema: post } },
          },
          responses: { 201: ok(post) },
        },
      },
    },
  });
});
afterAll(() => service.close());

describe('a derived resource', () => {
  test.each([
    ['author', '1152921504606846976'],
    ['author', '9223372036854775807'],
    ['author', '-9223372036854775808'],
    ['any', '123456789012345678901234567890'],
    ['any', `1${'0'.repeat(308)}`],
    ['rate', '1234567890123456789'],
    ['rate', '0.30000000000000004'],
    ['small', '635.53'],
    ['bag', '{"deep":[1234567890123456789]}'],
    ['list', '[9007199254740992,9007199254740993]'],
  ])('keeps %s of %s to the digit', async (name, value) => {
    const created = await service.send('POST', '/posts', `{"${name}":${value}}`);
    expect([created.status, created.text]).toEqual([201, expect.stringContaining(`"${name}":${value}`)]);
    const { id } = created.json() as { id: number };
    expect((await service.send('GET', `/posts/${id}`)).text).toContain(`"${name}":${value}`);
    const changed = await service.send('PATCH', `/posts/${id}`, `{"rate":2,"${name}":${value}}`, {
      'content-type': 'application/merge-patch+json',
    });
    expect(changed.text).toContain(`"${name}":${value}`);
    expect((await service.send('GET', '/posts')).text).toContain(`"${name}":${value}`);
  });

  test.each([
    ['author', '9223372036854775808'],
    ['author', '-9223372036854775809'],
    ['author', '1e30'],
    ['author', '1.5'],
    ['author', '9007199254740993.5'],
    ['any', '9'.repeat(309)],
    ['any', '1e400'],
    ['rate', '0.1234567890123456789'],
    ['rate', '1e-400'],
    ['small', '3000000000'],
  ])('refuses %s of %s with 400, naming it', async (name, value) => {
    for (const [path, field, text] of [
      ['/posts', `body.${name}`, `{"${name}":${value}}`],
      ['/posts/bulk', `body.1.${name}`, `[{},{"${name}":${value}}]`],
    ] as const) {
      const answer = await service.send('POST', path, text);
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(`"${field}"`)]);
    }
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = await service.send('POST', '/forms', `${name}=${value}`, form);
    expect([sent.status, sent.text]).toEqual([400, expect.stringContaining(`"body.${name}"`)]);
  });

  test('finds, filters, sorts and tells apart numbers that are one double', async () => {
    const [low, high] = ['4611686018427387905', '4611686018427387906'];
    for (const author of [high, low]) await service.send('POST', '/posts', `{"author":${author},"serial":${author}}`);
    const filtered = (await service.send('GET', `/posts?author=${low}`)).text;
    expect([filtered.includes(low), filtered.includes(high)]).toEqual([true, false]);
    const sorted = (await service.send('GET', '/posts?sort=author')).text;
    expect(sorted.indexOf(low)).toBeLessThan(sorted.indexOf(high));
    expect((await service.send('POST', '/posts', `{"serial":${low}}`)).status).toBe(409);
    expect((await service.send('POST', '/posts', '{"serial":4611686018427387907}')).status).toBe(201);
  });

  test('identifies items by every digit', async () => {
    for (const number of ['2305843009213693953', '2305843009213693954']) {
      const created = await service.send('POST', '/accounts', `{"number":${number},"name":"n${number}"}`);
      expect(created.status).toBe(201);
      expect(created.headers.get('location') ?? number).toContain(number);
      expect((await service.send('GET', `/accounts/${number}`)).text).toContain(
        `"number":${number},"name":"n${number}"`,
      );
    }
    expect((await service.send('GET', '/accounts/2305843009213693955')).status).toBe(404);
  });

  test.each([
    ['/posts?author=9223372036854775808', {}, 'query.author'],
    ['/posts?author=1e400', {}, 'query.author'],
    ['/posts?rate=0.1234567890123456789', {}, 'query.rate'],
    ['/posts/9223372036854775808', {}, 'path.id'],
    ['/posts', { 'x-trace': '9223372036854775808' }, 'header.x-trace'],
  ])('refuses the parameters of %s with 400', async (path, headers, field) => {
    const answer = await service.send('GET', path, undefined, headers);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(`"${field}"`)]);
  });

  test('keeps the digits of form fields', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await service.send('POST', '/forms', 'author=1152921504606846977', form)).text).toContain(
      '"author":1152921504606846977',
    );
    const parts = new FormData();
    parts.set('author', '1152921504606846979');
    parts.set('bag', '{"deep":1152921504606846981}');
    const answer = await fetch(`${service.origin}/forms`, { method: 'POST', body: parts });
    const text = await answer.text();
    expect(text).toContain('1152921504606846979');
    expect(text).toContain('1152921504606846981');
  });
});
