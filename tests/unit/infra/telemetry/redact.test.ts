import { expect, test } from '@jest/globals';
import { errorChain } from '../../../../src/infra/telemetry/error-chain.ts';
import { redact, redactUrl } from '../../../../src/infra/telemetry/redact.ts';

test('values under secret names are hidden at any depth', () => {
  expect(
    redact({
      Authorization: 'Bearer x',
      name: 'Ann',
      nested: [
        { accessToken: 'x', 'x-api-key': 'x', user_password: 'x', tokens: 3, author: 'Jane', 'set-cookie': 'x' },
      ],
    }),
  ).toEqual({
    Authorization: '[redacted]',
    name: 'Ann',
    nested: [
      {
        accessToken: '[redacted]',
        'x-api-key': '[redacted]',
        user_password: '[redacted]',
        tokens: 3,
        author: 'Jane',
        'set-cookie': '[redacted]',
      },
    ],
  });
});

test.each([
  ['/a?token=1&page=2', '/a?token=[redacted]&page=2'],
  ['/a?client%5Fsecret=1', '/a?client%5Fsecret=[redacted]'],
  ['/a?key=1', '/a?key=[redacted]'],
  ['/a?%zz=1', '/a?%zz=1'],
  ['/a?q=ada%40example.org&to=x@y.z&n=1', '/a?q=[redacted]&to=[redacted]&n=1'],
  ['/a', '/a'],
])('%s is logged as %s', (url, logged) => {
  expect(redactUrl(url, new Set(['key']))).toBe(logged);
});

test('an error is logged with everything that caused it, a circle once', () => {
  const inner = Object.assign(new Error('inner'), { code: 'E1' });
  const outer = new TypeError('outer', { cause: inner });
  inner.cause = outer;
  expect(errorChain(outer)).toEqual([
    { name: 'TypeError', message: 'outer', stack: outer.stack },
    { name: 'Error', message: 'inner', code: 'E1', stack: inner.stack },
  ]);
  expect(errorChain('plain')).toEqual([{ name: 'string', message: '"plain"' }]);
});
