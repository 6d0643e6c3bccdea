import { expect, test } from '@jest/globals';
import { represent } from '@plumbline/contract/sample/representation';
import { contractOf, refTo } from '../schemas.ts';

const contract = contractOf({
  Pet: {
    type: 'object',
    xml: { name: 'pet' },
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      name: { type: 'string' },
      tags: { type: 'array', xml: { name: 'tags', wrapped: true }, items: { type: 'string', xml: { name: 'tag' } } },
    },
  },
});
const pet = { id: 1, name: 'Tom & Jerry', tags: ['a', 'b'] };

test('XML honours name, attribute and wrapped', () => {
  expect(represent(contract, refTo('Pet'), 'application/xml', pet)).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<pet id="1"><name>Tom &amp; Jerry</name><tags><tag>a</tag><tag>b</tag></tags></pet>',
  );
});

test.each([
  ['text/csv', [{ a: 1, b: 'x,y' }, { a: 2 }], 'a,b\r\n1,"x,y"\r\n2,\r\n'],
  ['text/event-stream', [{ a: 1 }], 'data: {"a":1}\n\n'],
  ['application/x-ndjson', [{ a: 1 }, { a: 2 }], '{"a":1}\n{"a":2}\n'],
  ['application/x-www-form-urlencoded', { a: 1, b: 'x y' }, 'a=1&b=x+y'],
  ['text/plain', 'as it is', 'as it is'],
])('%s is written', (mediaType, value, text) => {
  expect(represent(contract, true, mediaType, value)).toBe(text);
});

test.each([
  ['image/png', '89504e47'],
  ['application/pdf', '25504446'],
  ['application/zip', '504b0506'],
])('%s is a file of its kind', (mediaType, magic) => {
  const file = represent(contract, true, mediaType, undefined) as Buffer;
  expect(file.subarray(0, 4).toString('hex')).toBe(magic);
});
