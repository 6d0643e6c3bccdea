import { fixedRules } from './rule.ts';

/** Operations, where they are served, and how they end. */
export const OPERATION_RULES = fixedRules([
  ['endpoint-added', 'info', '{operation} is new; no client breaks.', 'Clients do not know it yet.'],
  [
    'api-removed-without-deprecation',
    'breaking',
    '{operation} is gone without having been deprecated; clients that call it get 404.',
    'Deprecate it with `x-sunset` first, remove it after that day.',
  ],
  [
    'api-removed-before-sunset',
    'breaking',
    '{operation} is gone before its sunset on {sunset}; clients that still call it get 404.',
    'Keep it until the promised day.',
  ],
  [
    'api-removed-with-deprecation',
    'warning',
    '{operation} is gone after it was deprecated without a sunset date; clients that still call it get 404.',
    'Clients were told that it would go, but not when.',
  ],
  [
    'api-removed-after-sunset',
    'info',
    '{operation} is gone after its sunset on {sunset}; clients that still call it get 404, as announced.',
    'The promise was kept.',
  ],
  [
    'api-operation-id-changed',
    'warning',
    'The operationId of {operation} went from {from} to {to}; clients generated from the contract find the method renamed.',
    'Callers over HTTP notice nothing. Ids that loading made up do not count.',
  ],
  [
    'api-base-path-removed',
    'breaking',
    '{operation} is no longer served under {from}; clients that use this prefix get 404.',
    'Keep the old server entry beside the new one until clients have moved.',
  ],
  ['api-base-path-added', 'info', '{operation} is served under {to} as well; no client breaks.', 'A further way in.'],
  [
    'endpoint-deprecated',
    'info',
    '{operation} is deprecated without a sunset date; no client breaks yet.',
    'Say with `x-sunset` until when it can be used.',
  ],
  [
    'endpoint-deprecated-with-sunset',
    'info',
    '{operation} is deprecated and ends on {sunset}; clients have until then to move.',
    'The good way to take an operation away.',
  ],
  ['endpoint-reactivated', 'info', '{operation} is no longer deprecated; no client breaks.', 'It stays.'],
  [
    'api-sunset-moved-earlier',
    'breaking',
    'The sunset of {operation} moved from {from} to {to}; clients that planned for the old day are cut off.',
    'A promised day may only move later.',
  ],
  [
    'api-sunset-moved-later',
    'info',
    'The sunset of {operation} moved from {from} to {to}; clients have more time.',
    'Nobody is hurt by more time.',
  ],
  [
    'api-sunset-deleted',
    'breaking',
    '{operation} is still deprecated but lost its sunset on {from}; clients that planned for that day can be cut off at any time.',
    'Without the date its removal could no longer be judged.',
  ],
  [
    'api-sunset-invalid',
    'warning',
    'The x-sunset {to} of {operation} is no date; clients cannot tell how long it lasts.',
    'Write an ISO 8601 date, `2027-01-31`.',
  ],
  [
    'webhook-added',
    'info',
    'Webhook {event} is new; subscribers that do not know it can leave it.',
    'Only who subscribes receives it.',
  ],
  [
    'webhook-removed',
    'breaking',
    'Webhook {event} is gone; subscribers that wait for it are never told again.',
    'Keep sending it until subscribers have moved.',
  ],
  [
    'callback-address-changed',
    'breaking',
    'Callback {event} of {operation} goes to {to} instead of {from}; clients that name the old address are never called.',
    'Take both addresses for a while.',
  ],
  [
    'callback-added',
    'info',
    'Callback {event} of {operation} is new; no client breaks.',
    'Clients that do not ask for it do not get it.',
  ],
  [
    'callback-removed',
    'breaking',
    'Callback {event} of {operation} is gone; clients that wait for it are never called.',
    'Keep calling until clients have moved.',
  ],
]);
