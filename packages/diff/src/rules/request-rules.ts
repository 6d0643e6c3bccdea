import { fixedRules } from './rule.ts';

/** Parameters and request bodies, but for what their schemas accept. */
export const REQUEST_RULES = fixedRules([
  [
    'new-required-request-parameter',
    'breaking',
    '{parameter} is new and required; requests without it are rejected.',
    'Make it optional, with a default that preserves the previous behaviour.',
  ],
  [
    'new-optional-request-parameter',
    'info',
    '{parameter} is new and optional; existing clients are not affected.',
    'Existing clients do not send it.',
  ],
  [
    'request-parameter-removed',
    'warning',
    '{parameter} was removed; the service ignores it, or rejects the request if it does not allow unknown parameters.',
    'OpenAPI does not define what happens to undeclared parameters.',
  ],
  [
    'request-parameter-removed-with-deprecation',
    'info',
    '{parameter} was removed after it was deprecated; clients were expected to stop sending it.',
    'It had no sunset date, or the date has passed.',
  ],
  [
    'request-parameter-removed-before-sunset',
    'breaking',
    '{parameter} was removed before its sunset date {from}; what clients send in it is ignored.',
    'Keep it until the announced date.',
  ],
  [
    'request-parameter-sunset-moved-earlier',
    'breaking',
    'The sunset date of {parameter} moved from {from} to {to}; clients that planned for the old date have less time.',
    'An announced date may only move to a later day.',
  ],
  [
    'request-parameter-sunset-deleted',
    'breaking',
    '{parameter} is still deprecated, but its sunset date {from} was removed; it can now be removed at any time.',
    'Without a date, a later removal cannot be classified.',
  ],
  [
    'request-parameter-moved',
    'breaking',
    '{parameter} moved from {from} to {to}; what clients send in the old location is ignored.',
    'Accept both locations during a transition period.',
  ],
  [
    'request-parameter-became-required',
    'breaking',
    '{parameter} became required; requests without it are rejected.',
    'Keep it optional, with a default.',
  ],
  [
    'request-parameter-became-optional',
    'info',
    '{parameter} became optional; existing clients are not affected.',
    'The revision requires less than the base.',
  ],
  [
    'request-parameter-empty-value-forbidden',
    'breaking',
    '{parameter} can no longer be sent without a value; requests that contain only its name are rejected.',
    '`allowEmptyValue` was removed.',
  ],
  [
    'request-parameter-empty-value-allowed',
    'info',
    '{parameter} can now be sent without a value; existing clients are not affected.',
    'The revision accepts more than the base.',
  ],
  [
    'request-parameter-style-changed',
    'breaking',
    '{parameter} is serialized as {to} instead of {from}; the service misinterprets requests in the old form.',
    'Reported only where requests look different: for lists, objects and the path styles `label` and `matrix`.',
  ],
  [
    'request-parameter-media-type-changed',
    'breaking',
    '{parameter} is serialized as {to} instead of {from}; the service misinterprets requests in the old form.',
    'Applies to parameters that are declared with `content`.',
  ],
  [
    'request-parameter-deprecated',
    'info',
    '{parameter} is deprecated; existing clients are not affected yet.',
    'Clients should stop sending it.',
  ],
  [
    'request-parameter-reactivated',
    'info',
    '{parameter} is no longer deprecated; existing clients are not affected.',
    'The announced removal no longer applies.',
  ],
  [
    'request-body-added-required',
    'breaking',
    'The request of {operation} now needs a body; requests without a body are rejected.',
    'Make the body optional.',
  ],
  [
    'request-body-added-optional',
    'info',
    'The request of {operation} may now have a body; existing clients are not affected.',
    'Existing clients do not send it.',
  ],
  [
    'request-body-removed',
    'breaking',
    'The request of {operation} no longer has a body; what clients send in it has no effect.',
    'The service no longer reads what clients send.',
  ],
  [
    'request-body-became-required',
    'breaking',
    'The request body of {operation} became required; requests without a body are rejected.',
    'Keep it optional.',
  ],
  [
    'request-body-became-optional',
    'info',
    'The request body of {operation} became optional; existing clients are not affected.',
    'The revision requires less than the base.',
  ],
  [
    'request-body-media-type-added',
    'info',
    'The request of {operation} also accepts {to}; existing clients are not affected.',
    'Existing clients continue to send the other media types.',
  ],
  [
    'request-body-media-type-removed',
    'breaking',
    'The request of {operation} no longer takes {from}; clients that send it get 415.',
    'A wider range (`application/*`) that covers the media type keeps it.',
  ],
  [
    'request-body-encoding-changed',
    'warning',
    'The encoding of the {from} request body of {operation} changed; the service may misinterpret requests in the old encoding.',
    'Applies to form and multipart bodies.',
  ],
]);
