import { fixedRules } from './rule.ts';

/** Properties that appear and disappear where the client writes them. */
export const REQUEST_PROPERTY_RULES = fixedRules([
  [
    'new-required-request-property',
    'breaking',
    '{label} is new and required; requests without it are rejected.',
    'Make it optional. A default does not replace a missing required value.',
  ],
  [
    'new-optional-request-property',
    'info',
    '{label} is new and optional; {clients} do not send it yet.',
    'Existing clients are not affected.',
  ],
  [
    'request-property-removed',
    'warning',
    '{label} was removed; what {clients} send in it has no effect.',
    'The object accepts undeclared properties.',
  ],
  [
    'request-property-forbidden',
    'breaking',
    '{label} was removed from an object that allows no undeclared properties; requests that contain it are rejected.',
    'The object has `additionalProperties: false`. Deprecate the property and ignore it during a transition period.',
  ],
  [
    'request-property-became-required',
    'breaking',
    '{label} became required; requests without it are rejected.',
    'Keep it optional. A default does not replace a missing required value.',
  ],
  [
    'request-property-became-optional',
    'info',
    '{label} became optional; {clients} that send it are not affected.',
    'The revision requires less than the base.',
  ],
  [
    'request-property-became-read-only',
    'warning',
    '{label} became readOnly; what {clients} send in it has no effect.',
    'The service ignores readOnly properties of requests.',
  ],
  [
    'request-property-became-not-read-only',
    'info',
    '{label} is no longer readOnly; {clients} may set it now.',
    'Check that clients which send back a received object do not set it by accident.',
  ],
  [
    'required-request-property-became-not-read-only',
    'breaking',
    '{label} is no longer readOnly and is required; requests without it are rejected.',
    'Make it optional.',
  ],
]);

/** Properties that appear and disappear where the client reads them. */
export const RESPONSE_PROPERTY_RULES = fixedRules([
  [
    'response-required-property-added',
    'info',
    '{label} is new and always present; {clients} can ignore it.',
    'Clients must ignore unknown properties.',
  ],
  [
    'response-optional-property-added',
    'info',
    '{label} is new; {clients} can ignore it.',
    'Clients must ignore unknown properties.',
  ],
  [
    'response-property-added-to-closed-object',
    'warning',
    '{label} is new in an object that allowed no undeclared properties; {clients} that validate against the base reject it.',
    'The base has `additionalProperties: false`.',
  ],
  [
    'response-required-property-removed',
    'breaking',
    '{label} was removed; {clients} that rely on it fail.',
    'The base guaranteed its presence. Deprecate it first.',
  ],
  [
    'response-optional-property-removed',
    'warning',
    '{label} was removed; {clients} that use it no longer receive it.',
    'The base did not guarantee its presence, but some may rely on it.',
  ],
  [
    'response-property-became-optional',
    'breaking',
    '{label} became optional; {clients} that rely on it fail when it is missing.',
    'Continue to send it in every case.',
  ],
  [
    'response-property-became-required',
    'info',
    '{label} is now always present; {clients} are not affected.',
    'The revision guarantees more than the base.',
  ],
  [
    'response-required-property-became-write-only',
    'breaking',
    '{label} became writeOnly; {clients} that rely on it no longer receive it.',
    'The service never sends writeOnly properties.',
  ],
  [
    'response-optional-property-became-write-only',
    'warning',
    '{label} became writeOnly; {clients} that use it no longer receive it.',
    'The service never sends writeOnly properties.',
  ],
  [
    'response-property-became-not-write-only',
    'warning',
    '{label} is no longer writeOnly; {clients} now receive a value that was hidden.',
    'Check that it is not a secret.',
  ],
]);
