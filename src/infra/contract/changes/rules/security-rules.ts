import { fixedRules } from './rule.ts';

/** Who gets in, and how often. */
export const SECURITY_RULES = fixedRules([
  [
    'api-security-became-required',
    'breaking',
    '{operation} now asks for {to}; clients without a credential get 401.',
    'A public operation is no longer public.',
  ],
  [
    'api-security-became-optional',
    'info',
    '{operation} no longer asks for a credential; no client breaks.',
    'Make sure that this is meant.',
  ],
  [
    'api-security-removed',
    'breaking',
    '{operation} no longer takes {from}; clients that authenticate this way get 401.',
    'Requirements are alternatives: each that goes locks its users out.',
  ],
  ['api-security-added', 'info', '{operation} takes {to} as well; no client breaks.', 'A further way in.'],
  [
    'api-security-scope-added',
    'breaking',
    '{operation} now asks for scope {to}; clients whose token lacks it get 403.',
    'All scopes of a requirement must be held.',
  ],
  [
    'api-security-scope-removed',
    'info',
    '{operation} no longer asks for scope {from}; no client breaks.',
    'Less is asked.',
  ],
  [
    'security-scheme-changed',
    'breaking',
    'Security scheme {scheme} went from {from} to {to}; clients that send the old credential get 401.',
    'Offer the new scheme under a new name, as an alternative.',
  ],
  [
    'security-scheme-url-changed',
    'warning',
    'An address of security scheme {scheme} changed; clients that have the old one built in cannot get a token there.',
    'Authorization, token and discovery addresses.',
  ],
  [
    'security-scheme-flow-removed',
    'breaking',
    'Security scheme {scheme} no longer has the flow {from}; clients that get their tokens by it get none.',
    'Keep the flow until clients have moved to another.',
  ],
  [
    'security-scheme-flow-added',
    'info',
    'Security scheme {scheme} has the flow {to} as well; no client breaks.',
    'A further way to a token.',
  ],
  [
    'security-scheme-scope-removed',
    'warning',
    'Security scheme {scheme} no longer grants scope {from}; clients that ask for it get no token.',
    'Take it out of the requirements first, and grant it for a while longer.',
  ],
  [
    'security-scheme-scope-added',
    'info',
    'Security scheme {scheme} grants scope {to} as well; no client breaks.',
    'Clients do not ask for it yet.',
  ],
  [
    'api-rate-limit-lowered',
    'breaking',
    'The rate limit of {operation} went from {from} to {to}; clients that use all of the old allowance get 429.',
    '`x-rate-limit` is a promise, and the runtime holds clients to it.',
  ],
  [
    'api-rate-limit-raised',
    'info',
    'The rate limit of {operation} went from {from} to {to}; no client breaks.',
    'More is allowed.',
  ],
  [
    'api-rate-limit-added',
    'warning',
    '{operation} now has a rate limit of {to}; clients that call it more often get 429.',
    'Nothing was promised before, but busy clients will notice.',
  ],
  [
    'api-rate-limit-removed',
    'info',
    '{operation} has no rate limit of its own any more; no client breaks.',
    'More is allowed.',
  ],
  [
    'api-rate-limit-changed',
    'warning',
    'The rate limit of {operation} went from {from} to {to}, which cannot be compared; busy clients may get 429.',
    'Limits of different form.',
  ],
  [
    'api-entity-changed',
    'warning',
    'x-entity of {operation} went from {from} to {to}; clients may miss what was stored under the old one.',
    'The data of the operation is kept elsewhere now: check the migration.',
  ],
]);
