import { expect, test } from '@jest/globals';
import { declaredName, shownName } from '@plumbline/contract/views/parameter-name';

test.each(['page[size]', 'filter[owner][name]', 'ids[]', 'plain'])(
  '%s has no brackets to read, and comes back',
  (name) => {
    expect([/[[\]]/.test(shownName('query', name)), declaredName(shownName('query', name))]).toEqual([false, name]);
  },
);

test.each(['query', 'header', 'cookie'] as const)('__proto__ in a %s has another name, and comes back', (location) => {
  expect(shownName(location, '__proto__')).not.toBe('__proto__');
  expect(declaredName(shownName(location, '__proto__'))).toBe('__proto__');
});
