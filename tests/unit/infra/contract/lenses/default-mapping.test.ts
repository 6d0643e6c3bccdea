import { expect, test } from '@jest/globals';
import { violations } from '@plumbline/contract/check';
import { loadDocument } from '../fixture.ts';

const kind = (name: string, type: string) => ({
  type: 'object',
  required: [name],
  properties: { kind: { type: 'string' }, [name]: { type } },
});
const pet = { $ref: '#/components/schemas/Pet' };

async function check(defaultMapping: string, value: object): Promise<boolean> {
  const alternatives = ['Cat', 'Dog', 'Other'].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const contract = await loadDocument({
    openapi: '3.2.0',
    components: {
      schemas: {
        Cat: kind('a', 'integer'),
        Dog: kind('a', 'string'),
        Other: kind('a', 'boolean'),
        Pet: {
          oneOf: alternatives,
          discriminator: { propertyName: 'kind', mapping: { cat: 'Cat', kitten: 'Cat' }, defaultMapping },
        },
      },
    },
  });
  return violations(contract, pet, value, 'request').length === 0;
}

test.each([
  [{ kind: 'cat', a: 1 }, true],
  [{ kind: 'kitten', a: 1 }, true],
  [{ kind: 'kitten', a: true }, false],
  [{ kind: 'Dog', a: 'x' }, true],
  [{ kind: 'Dog', a: true }, false],
  [{ a: true }, true],
  [{ a: 1 }, false],
  [{ kind: 'bird', a: true }, true],
  [{ kind: 'bird', a: 'x' }, false],
])('defaultMapping judges %j as valid: %s', async (value, isValid) => {
  expect(await check('Other', value)).toBe(isValid);
  expect(await check('#/components/schemas/Other', value)).toBe(isValid);
});

test('defaultMapping that names no alternative has no effect', async () => {
  expect(await check('Horse', { a: true })).toBe(false);
});
