import { fixedRules } from './rule.ts';

/** Operations, where they are served, and how they end. */
export const OPERATION_RULES = fixedRules([
  [
    'endpoint-added',
    'info',
    '{operation} is new; existing clients are not affected.',
    'Existing clients do not call it.',
  ],
  [
    'api-removed-without-deprecation',
    'breaking',
    '{operation} was removed without being deprecated first; clients that call it get 404.',
    'Deprecate it with an `x-sunset` date first. Remove it after that date.',
  ],
  [
    'api-removed-before-sunset',
    'breaking',
    '{operation} was removed before its sunset date {sunset}; clients that still call it get 404.',
    'Keep it until the announced date.',
  ],
  [
    'api-removed-with-deprecation',
    'warning',
    '{operation} was removed after it was deprecated without a sunset date; clients that still call it get 404.',
    'The removal was announced, but without a date.',
  ],
  [
    'api-removed-after-sunset',
    'info',
    '{operation} was removed after its sunset date {sunset}; clients that still call it get 404, as announced.',
    'The removal happened after the announced date.',
  ],
  [
    'api-operation-id-changed',
    'warning',
    'The operationId of {operation} changed from {from} to {to}; the method has another name in clients generated from the contract.',
    'Requests and responses do not change. Ids that Plumbline generated are not compared.',
  ],
  [
    'api-base-path-removed',
    'breaking',
    '{operation} is no longer served under {from}; clients that use this prefix get 404.',
    'Keep the old server entry beside the new one until clients have migrated.',
  ],
  [
    'api-base-path-added',
    'info',
    '{operation} is also served under {to}; existing clients are not affected.',
    'This is an additional option.',
  ],
  [
    'endpoint-deprecated',
    'info',
    '{operation} is deprecated without a sunset date; existing clients are not affected yet.',
    'Announce the last day of use with `x-sunset`.',
  ],
  [
    'endpoint-deprecated-with-sunset',
    'info',
    '{operation} is deprecated until {sunset}; clients must migrate before that date.',
    'This is the recommended way to remove an operation.',
  ],
  [
    'endpoint-reactivated',
    'info',
    '{operation} is no longer deprecated; existing clients are not affected.',
    'The announced removal no longer applies.',
  ],
  [
    'api-sunset-moved-earlier',
    'breaking',
    'The sunset date of {operation} moved from {from} to {to}; clients that planned for the old date have less time.',
    'An announced date may only move to a later day.',
  ],
  [
    'api-sunset-moved-later',
    'info',
    'The sunset date of {operation} moved from {from} to {to}; clients have more time.',
    'A later date does not affect clients.',
  ],
  [
    'api-sunset-deleted',
    'breaking',
    '{operation} is still deprecated, but its sunset date {from} was removed; it can now be removed at any time.',
    'Without a date, a later removal cannot be classified.',
  ],
  [
    'api-sunset-invalid',
    'warning',
    'The x-sunset {to} of {operation} is not a date; clients cannot tell when the operation ends.',
    'Write an ISO 8601 date, `2027-01-31`.',
  ],
  ['webhook-added', 'info', 'Webhook {event} is new; subscribers can ignore it.', 'Only subscribers receive it.'],
  [
    'webhook-removed',
    'breaking',
    'Webhook {event} was removed; subscribers no longer receive it.',
    'Keep sending it until subscribers have migrated.',
  ],
  [
    'callback-address-changed',
    'breaking',
    'Callback {event} of {operation} is sent to {to} instead of {from}; clients that provide the old address no longer receive it.',
    'Accept both addresses during a transition period.',
  ],
  [
    'callback-added',
    'info',
    'Callback {event} of {operation} is new; existing clients are not affected.',
    'Only clients that request it receive it.',
  ],
  [
    'callback-removed',
    'breaking',
    'Callback {event} of {operation} was removed; clients no longer receive it.',
    'Keep calling it until clients have migrated.',
  ],
]);
