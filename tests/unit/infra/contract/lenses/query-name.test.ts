import { expect, test } from '@jest/globals';
import { declaredQueryName, shownQueryName } from '../../../../../src/infra/contract/lenses/query-name.ts';

test.each(['page[size]', 'filter[owner][name]', 'ids[]', 'plain'])(
  '%s has no brackets to read, and comes back',
  (name) => {
    expect([/[[\]]/.test(shownQueryName(name)), declaredQueryName(shownQueryName(name))]).toEqual([false, name]);
  },
);
