import { expect, test } from '@jest/globals';
import { searchQuery } from '../../../../src/infra/db/search.ts';

test.each([
  ['parcel', "'parcel':*"],
  ['  Lost   parcel ', "'Lost':* & 'parcel':*"],
  ["it's 100% & (lost): *\\", "'it':* & 's':* & '100':* & 'lost':*"],
  ['Größe', "'Größe':*"],
  ['&|!', undefined],
])('%s', (text, query) => {
  expect(searchQuery(text)).toBe(query);
});
