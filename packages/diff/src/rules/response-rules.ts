import { fixedRules } from './rule.ts';

/** Responses, but for what their schemas say. */
export const RESPONSE_RULES = fixedRules([
  [
    'response-success-status-added',
    'info',
    '{operation} may now also return {to}; clients that handle only the declared statuses should be checked.',
    'Every 2xx status reports success.',
  ],
  [
    'response-success-status-removed',
    'breaking',
    '{operation} no longer returns {from}; clients that expect it no longer receive it.',
    'A range (`2XX`) or `default` that covers the status keeps it.',
  ],
  [
    'response-non-success-status-added',
    'info',
    '{operation} may now also return {to}; clients handle it like any other error.',
    'Clients must handle undeclared errors and redirections.',
  ],
  [
    'response-non-success-status-removed',
    'info',
    '{operation} no longer returns {from}; existing clients are not affected.',
    'The revision no longer declares this error.',
  ],
  [
    'response-media-type-added',
    'info',
    'Response {status} of {operation} is also available as {to}; existing clients are not affected.',
    'Clients choose the media type with `Accept`.',
  ],
  [
    'response-media-type-removed',
    'breaking',
    'Response {status} of {operation} is no longer available as {from}; clients that request it get 406 or a media type that they cannot read.',
    'A wider range that covers the media type keeps it.',
  ],
  [
    'response-media-type-specialized',
    'info',
    'Response {status} of {operation} is sent as {to} instead of any {from}; clients that accept any media type are not affected.',
    'A range guarantees no particular media type.',
  ],
  [
    'required-response-header-removed',
    'breaking',
    'Header {header} of response {status} was removed; clients that rely on it fail.',
    'The base guaranteed its presence.',
  ],
  [
    'optional-response-header-removed',
    'warning',
    'Header {header} of response {status} was removed; clients that use it no longer receive it.',
    'The base did not guarantee its presence, but some may rely on it.',
  ],
  [
    'response-header-added',
    'info',
    'Header {header} of response {status} is new; existing clients are not affected.',
    'Clients ignore unknown headers.',
  ],
  [
    'response-header-became-optional',
    'breaking',
    'Header {header} of response {status} became optional; clients that rely on it fail when it is missing.',
    'Continue to send it in every case.',
  ],
  [
    'response-header-became-required',
    'info',
    'Header {header} of response {status} is now always present; existing clients are not affected.',
    'The revision guarantees more than the base.',
  ],
  [
    'response-link-removed',
    'warning',
    'Link {link} of response {status} was removed; clients that follow it fail.',
    'The runtime sends links as `Link` headers.',
  ],
  [
    'response-link-added',
    'info',
    'Link {link} of response {status} is new; existing clients are not affected.',
    'This is an additional link.',
  ],
]);
