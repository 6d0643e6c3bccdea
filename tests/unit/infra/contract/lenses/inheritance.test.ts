import { expect, test } from '@jest/globals';
import { violations } from '@plumbline/contract/check';
import type { Contract } from '@plumbline/contract/contract';
import { contractOf } from '../../../support/resources.ts';

const text = { type: 'string' };
const extending = (schema: object): object => ({ allOf: [{ $ref: '#/components/schemas/Pet' }, schema] });
const needs = (name: string, schema: object, beside: object = {}): object => ({
  type: 'object',
  required: [name],
  properties: { [name]: schema, ...beside },
});

/** Pets by `petType`, as in the text of OpenAPI 3.0 (4.7.25). */
function pets(petType: object, heirs: object, discriminator: object = {}): Promise<Contract> {
  const Pet = {
    type: 'object',
    required: ['petType'],
    properties: { petType, name: text },
    discriminator: { propertyName: 'petType', ...discriminator },
  };
  return contractOf({ openapi: '3.0.3', paths: {}, components: { schemas: { Pet, ...heirs } } });
}

const cat = extending(needs('hunting', { type: 'string', enum: ['lazy'] }));
const isPet = (contract: Contract, value: object): boolean =>
  violations(contract, { $ref: '#/components/schemas/Pet' }, value, 'request').length === 0;

test('the value of a discriminator says which heir is meant, and what means none is refused', async () => {
  const contract = await pets(text, { Cat: cat });
  expect(isPet(contract, { petType: 'Cat', hunting: 'lazy' })).toBe(true);
  expect(isPet(contract, { petType: 'Cat' })).toBe(false);
  expect(isPet(contract, { petType: 'Nope' })).toBe(false);
  expect(isPet(contract, { petType: 'Pet' })).toBe(true);
});

test('a mapping says the values, and other heirs have their names', async () => {
  const mapping = { mapping: { feline: '#/components/schemas/Cat' } };
  const contract = await pets(text, { Cat: cat, Fish: extending({}) }, mapping);
  expect(isPet(contract, { petType: 'feline' })).toBe(false);
  expect(isPet(contract, { petType: 'feline', hunting: 'lazy' })).toBe(true);
  expect(isPet(contract, { petType: 'Fish' })).toBe(true);
  expect(isPet(contract, { petType: 'bird' })).toBe(false);
});

test('values that the base lists or shows are values, of the heir of that name where there is one', async () => {
  const listed = await pets({ type: 'string', enum: ['cat', 'fish'] }, { Cat: cat });
  expect(isPet(listed, { petType: 'cat' })).toBe(false);
  expect(isPet(listed, { petType: 'cat', hunting: 'lazy' })).toBe(true);
  expect(isPet(listed, { petType: 'fish' })).toBe(true);
  const shown = await pets({ ...text, example: 'fish' }, { Cat: cat });
  expect(isPet(shown, { petType: 'fish' })).toBe(true);
});

test('an heir may say its value itself', async () => {
  const fixed = await pets(text, {
    Cat: extending(needs('hunting', text, { petType: { type: 'string', enum: ['C'] } })),
  });
  expect(isPet(fixed, { petType: 'C' })).toBe(false);
  expect(isPet(fixed, { petType: 'C', hunting: 'lazy' })).toBe(true);
  const extended = await pets(text, { Cat: { ...cat, 'x-ms-discriminator-value': 'Felis' } });
  expect(isPet(extended, { petType: 'Felis' })).toBe(false);
  expect(isPet(extended, { petType: 'Felis', hunting: 'lazy' })).toBe(true);
});
