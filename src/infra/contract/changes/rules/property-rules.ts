import { fixedRules } from './rule.ts';

/** Properties that appear and disappear where the client writes them. */
export const REQUEST_PROPERTY_RULES = fixedRules([
  [
    'new-required-request-property',
    'breaking',
    '{label} is new and required; {clients} that do not send it are refused.',
    'Make it optional. A default does not stand in for a required value.',
  ],
  [
    'new-optional-request-property',
    'info',
    '{label} is new and optional; {clients} do not send it yet.',
    'Nobody breaks.',
  ],
  [
    'request-property-removed',
    'warning',
    '{label} is gone; what {clients} send in it has no effect.',
    'The object is open, so nobody is refused.',
  ],
  [
    'request-property-forbidden',
    'breaking',
    '{label} is gone from an object that allows no others; {clients} that send it are refused.',
    '`additionalProperties: false`: deprecate it, accept it and ignore it for a while.',
  ],
  [
    'request-property-became-required',
    'breaking',
    '{label} became required; {clients} that leave it out are refused.',
    'Keep it optional. A default does not stand in for a required value.',
  ],
  [
    'request-property-became-optional',
    'info',
    '{label} became optional; {clients} that send it go on.',
    'Less is asked.',
  ],
  [
    'request-property-became-read-only',
    'warning',
    '{label} became readOnly; what {clients} send in it has no effect.',
    'The service drops readOnly properties of requests.',
  ],
  [
    'request-property-became-not-read-only',
    'info',
    '{label} is no longer readOnly; {clients} may set it now.',
    'Check that clients which send back what they got do not set it by accident.',
  ],
  [
    'required-request-property-became-not-read-only',
    'breaking',
    '{label} is no longer readOnly and is required; {clients} that do not send it are refused.',
    'Make it optional.',
  ],
]);

/** Properties that appear and disappear where the client reads them. */
export const RESPONSE_PROPERTY_RULES = fixedRules([
  [
    'response-required-property-added',
    'info',
    '{label} is new and always there; {clients} that do not know it can leave it.',
    'Clients must ignore what they do not know.',
  ],
  [
    'response-optional-property-added',
    'info',
    '{label} is new; {clients} that do not know it can leave it.',
    'Clients must ignore what they do not know.',
  ],
  [
    'response-property-added-to-closed-object',
    'warning',
    '{label} is new in an object that allowed no others; {clients} that check what they get against the base refuse it.',
    'The base said `additionalProperties: false`.',
  ],
  [
    'response-required-property-removed',
    'breaking',
    '{label} is gone; {clients} that rely on it fail.',
    'It was promised to be there: deprecate it first.',
  ],
  [
    'response-optional-property-removed',
    'warning',
    '{label} is gone; {clients} that use it when it is there never see it again.',
    'It was not promised, but some may rely on it.',
  ],
  [
    'response-property-became-optional',
    'breaking',
    '{label} became optional; {clients} that rely on it fail when it is missing.',
    'Keep sending it always.',
  ],
  [
    'response-property-became-required',
    'info',
    '{label} is always there now; {clients} get what they got before.',
    'More is promised.',
  ],
  [
    'response-required-property-became-write-only',
    'breaking',
    '{label} became writeOnly; {clients} that rely on it never see it again.',
    'The service never sends writeOnly properties.',
  ],
  [
    'response-optional-property-became-write-only',
    'warning',
    '{label} became writeOnly; {clients} that use it when it is there never see it again.',
    'The service never sends writeOnly properties.',
  ],
  [
    'response-property-became-not-write-only',
    'warning',
    '{label} is no longer writeOnly; {clients} now see what was kept from them.',
    'Check that it is no secret.',
  ],
]);
