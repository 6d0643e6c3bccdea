import { expect, test } from '@jest/globals';
import { accountOf, ensureGranted, sessionOf } from '../../../../src/domain/account/principal.ts';
import { ForbiddenError, RuleError } from '../../../../src/domain/errors.ts';

const LOGGED_IN = { account: 'a1', session: 's1', scopes: ['desk:read', 'account'] };
const BY_KEY = { account: 'a1', scopes: ['desk:read'] };

test('who is logged in has an account and a session, a key only an account', () => {
  expect([accountOf(LOGGED_IN), sessionOf(LOGGED_IN), accountOf(BY_KEY)]).toEqual(['a1', 's1', 'a1']);
  expect(() => sessionOf(BY_KEY)).toThrow(new ForbiddenError('This credential belongs to no session. Log in first.'));
});

test.each([[undefined], [{ scopes: [] }]])('%j acts for nobody', (principal) => {
  expect(() => accountOf(principal)).toThrow(ForbiddenError);
  expect(() => sessionOf(principal)).toThrow(ForbiddenError);
});

test('nobody hands on what they have not got', () => {
  ensureGranted(LOGGED_IN, ['desk:read']);
  ensureGranted(undefined, []);
  expect(() => {
    ensureGranted(BY_KEY, ['desk:read', 'desk:write', 'administrator']);
  }).toThrow(
    new RuleError('A key may do no more than the account that makes it.', [
      { field: 'body.scopes', message: 'must be among your own; desk:write, administrator is not' },
    ]),
  );
  expect(() => {
    ensureGranted(undefined, ['desk:read']);
  }).toThrow(RuleError);
});
