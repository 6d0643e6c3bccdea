import { describe, expect, test } from '@jest/globals';
import { violations } from '@plumbline/contract/check';
import { contractOf } from '../../../support/resources.ts';

const VALUES = ['constructor', '__proto__', 'toString', 'length', '', '1', 'a/b'];
const NUMBERED = VALUES.map((value, index) => [value, `Kind${index}`] as const);
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const own = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> =>
  Object.fromEntries<unknown>(entries);

/** Each alternative requires a member of its own name. */
const alternatives = NUMBERED.map(
  ([, name]) => [name, { type: 'object', required: [name], properties: own([[name, { type: 'string' }]]) }] as const,
);
const mapping = own(NUMBERED.map(([value, name]) => [value, `#/components/schemas/${name}`]));

async function contractWith(property: string) {
  return contractOf({
    paths: {},
    components: {
      schemas: {
        ...own(alternatives),
        Any: {
          oneOf: NUMBERED.map(([, name]) => ref(name)),
          discriminator: { propertyName: property, mapping },
        },
      },
    },
  });
}

describe.each(['kind', 'constructor', '__proto__'])('a discriminator in the property %s', (property) => {
  test.each(NUMBERED)('chooses the alternative of the value %j', async (value, name) => {
    const contract = await contractWith(property);
    const check = (item: unknown) => violations(contract, ref('Any'), item, 'request').length;
    expect(check(own([[property, value], [name, 'x']]))).toBe(0); // prettier-ignore
    expect(check(own([[property, value], ['other', 'x']]))).toBeGreaterThan(0); // prettier-ignore
    expect(check(own([[property, 'valueOf'], [name, 'x']]))).toBeGreaterThan(0); // prettier-ignore
    expect(check(own([[name, 'x']]))).toBeGreaterThan(0);
  });
});
