import { fixedRules } from './rule.ts';

/** Who gets in, and how often. */
export const SECURITY_RULES = fixedRules([
  [
    'api-security-became-required',
    'breaking',
    '{operation} now requires {to}; clients without credentials get 401.',
    'The operation was public before.',
  ],
  [
    'api-security-became-optional',
    'info',
    '{operation} no longer requires credentials; existing clients are not affected.',
    'Check that this is intended.',
  ],
  [
    'api-security-removed',
    'breaking',
    '{operation} no longer accepts {from}; clients that authenticate with it get 401.',
    'Security requirements are alternatives. Removing one locks out the clients that use it.',
  ],
  [
    'api-security-added',
    'info',
    '{operation} also accepts {to}; existing clients are not affected.',
    'This is an additional option.',
  ],
  [
    'api-security-scope-added',
    'breaking',
    '{operation} now requires scope {to}; clients whose token lacks it get 403.',
    'A token must hold all scopes of a requirement.',
  ],
  [
    'api-security-scope-removed',
    'info',
    '{operation} no longer requires scope {from}; existing clients are not affected.',
    'The revision requires less than the base.',
  ],
  [
    'security-scheme-changed',
    'breaking',
    'Security scheme {scheme} changed from {from} to {to}; clients that send the old credentials get 401.',
    'Offer the new scheme under a new name, as an alternative.',
  ],
  [
    'security-scheme-url-changed',
    'warning',
    'An address of security scheme {scheme} changed; clients that are configured with the old one cannot obtain a token there.',
    'Applies to authorization, token and discovery URLs.',
  ],
  [
    'security-scheme-flow-removed',
    'breaking',
    'Security scheme {scheme} no longer has the flow {from}; clients that use it cannot obtain tokens.',
    'Keep the flow until clients have migrated to another.',
  ],
  [
    'security-scheme-flow-added',
    'info',
    'Security scheme {scheme} also has the flow {to}; existing clients are not affected.',
    'This is an additional way to obtain a token.',
  ],
  [
    'security-scheme-scope-removed',
    'warning',
    'Security scheme {scheme} no longer grants scope {from}; clients that request it cannot obtain a token.',
    'Remove it from the requirements first, and continue to grant it during a transition period.',
  ],
  [
    'security-scheme-scope-added',
    'info',
    'Security scheme {scheme} also grants scope {to}; existing clients are not affected.',
    'Existing clients do not request it.',
  ],
  [
    'api-rate-limit-lowered',
    'breaking',
    'The rate limit of {operation} changed from {from} to {to}; clients that exceed the new limit get 429.',
    'The runtime enforces `x-rate-limit`.',
  ],
  [
    'api-rate-limit-raised',
    'info',
    'The rate limit of {operation} changed from {from} to {to}; existing clients are not affected.',
    'The revision allows more than the base.',
  ],
  [
    'api-rate-limit-added',
    'warning',
    '{operation} now has a rate limit of {to}; clients that exceed it get 429.',
    'The base declared no limit, but clients with many requests will notice.',
  ],
  [
    'api-rate-limit-removed',
    'info',
    '{operation} no longer has a rate limit of its own; existing clients are not affected.',
    'The revision allows more than the base.',
  ],
  [
    'api-rate-limit-changed',
    'warning',
    'The rate limit of {operation} changed from {from} to {to}, which cannot be compared; clients with many requests may get 429.',
    'The limits are written in forms that cannot be compared.',
  ],
  [
    'api-entity-changed',
    'warning',
    'x-entity of {operation} changed from {from} to {to}; clients may no longer find data that is stored under the old name.',
    'The operation now stores its data elsewhere. Check the migration.',
  ],
]);
