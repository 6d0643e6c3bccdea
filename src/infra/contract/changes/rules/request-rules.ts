import { fixedRules } from './rule.ts';

/** Parameters and request bodies, but for what their schemas accept. */
export const REQUEST_RULES = fixedRules([
  [
    'new-required-request-parameter',
    'breaking',
    '{parameter} is new and required; clients that do not send it are refused.',
    'Make it optional, with a default that means what was meant before.',
  ],
  [
    'new-optional-request-parameter',
    'info',
    '{parameter} is new and optional; no client breaks.',
    'Clients do not send it yet.',
  ],
  [
    'request-parameter-removed',
    'warning',
    '{parameter} is gone; clients that send it are ignored, or refused where unknown parameters are.',
    'OpenAPI does not say what becomes of undeclared parameters.',
  ],
  [
    'request-parameter-removed-with-deprecation',
    'info',
    '{parameter} is gone after it was deprecated; clients were told to stop sending it.',
    'The promise was kept: it had no sunset, or that has passed.',
  ],
  [
    'request-parameter-removed-before-sunset',
    'breaking',
    '{parameter} is gone before its sunset on {from}; clients that still send it are no longer heard.',
    'Keep it until the promised day.',
  ],
  [
    'request-parameter-sunset-moved-earlier',
    'breaking',
    'The sunset of {parameter} moved from {from} to {to}; clients that planned for the old day are cut off.',
    'A promised day may only move later.',
  ],
  [
    'request-parameter-sunset-deleted',
    'breaking',
    '{parameter} is still deprecated but lost its sunset on {from}; clients that planned for that day can be cut off at any time.',
    'Without the date its removal could no longer be judged.',
  ],
  [
    'request-parameter-moved',
    'breaking',
    '{parameter} moved from {from} to {to}; clients that send it in the old place are not heard.',
    'Accept both places for a while.',
  ],
  [
    'request-parameter-became-required',
    'breaking',
    '{parameter} became required; clients that leave it out are refused.',
    'Keep it optional, with a default.',
  ],
  ['request-parameter-became-optional', 'info', '{parameter} became optional; no client breaks.', 'Less is asked.'],
  [
    'request-parameter-empty-value-forbidden',
    'breaking',
    '{parameter} can no longer be sent without a value; clients that send its name alone are refused.',
    '`allowEmptyValue` is gone.',
  ],
  [
    'request-parameter-empty-value-allowed',
    'info',
    '{parameter} can be sent without a value; no client breaks.',
    'More is taken.',
  ],
  [
    'request-parameter-style-changed',
    'breaking',
    '{parameter} is written as {to} instead of {from}; clients that write it the old way are misread.',
    'Only told where it matters: for lists and objects.',
  ],
  [
    'request-parameter-media-type-changed',
    'breaking',
    '{parameter} is written as {to} instead of {from}; clients that write it the old way are misread.',
    'A parameter declared by `content`.',
  ],
  [
    'request-parameter-deprecated',
    'info',
    '{parameter} is deprecated; no client breaks yet.',
    'Clients are told to stop sending it.',
  ],
  ['request-parameter-reactivated', 'info', '{parameter} is no longer deprecated; no client breaks.', 'It stays.'],
  [
    'request-body-added-required',
    'breaking',
    'The request of {operation} now needs a body; clients that send none are refused.',
    'Make the body optional.',
  ],
  [
    'request-body-added-optional',
    'info',
    'The request of {operation} may have a body now; no client breaks.',
    'Clients do not send it yet.',
  ],
  [
    'request-body-removed',
    'breaking',
    'The request of {operation} has no body any more; what clients send in it has no effect.',
    'Clients can no longer say what they could.',
  ],
  [
    'request-body-became-required',
    'breaking',
    'The request body of {operation} became required; clients that send none are refused.',
    'Keep it optional.',
  ],
  [
    'request-body-became-optional',
    'info',
    'The request body of {operation} became optional; no client breaks.',
    'Less is asked.',
  ],
  [
    'request-body-media-type-added',
    'info',
    'The request of {operation} takes {to} as well; no client breaks.',
    'A further way to say it.',
  ],
  [
    'request-body-media-type-removed',
    'breaking',
    'The request of {operation} no longer takes {from}; clients that send it get 415.',
    'A wider range (`application/*`) that covers it counts as keeping it.',
  ],
  [
    'request-body-encoding-changed',
    'warning',
    'The encoding of the {from} request body of {operation} changed; clients that write its parts the old way may be misread.',
    'Form and multipart bodies.',
  ],
]);
