import { fixedRules } from './rule.ts';

/** Responses, but for what their schemas say. */
export const RESPONSE_RULES = fixedRules([
  [
    'response-success-status-added',
    'info',
    '{operation} may answer {to} as well; clients that expect only the known ones should look.',
    'Any 2xx says that it worked.',
  ],
  [
    'response-success-status-removed',
    'breaking',
    '{operation} no longer answers {from}; clients that wait for it never get it.',
    'A range (`2XX`) or `default` that covers it counts as keeping it.',
  ],
  [
    'response-non-success-status-added',
    'info',
    '{operation} may answer {to} as well; clients handle it as any answer that is no success.',
    'Clients must expect errors that are not listed, and redirections.',
  ],
  [
    'response-non-success-status-removed',
    'info',
    '{operation} no longer answers {from}; no client breaks.',
    'An error that does not happen any more.',
  ],
  [
    'response-media-type-added',
    'info',
    'Response {status} of {operation} can be had as {to} too; no client breaks.',
    'Clients choose with `Accept`.',
  ],
  [
    'response-media-type-removed',
    'breaking',
    'Response {status} of {operation} no longer comes as {from}; clients that ask for it get 406, or what they cannot read.',
    'A wider range that covers it counts as keeping it.',
  ],
  [
    'response-media-type-specialized',
    'info',
    'Response {status} of {operation} comes as {to} instead of any {from}; clients that took whatever came go on.',
    'A range promised no single media type.',
  ],
  [
    'required-response-header-removed',
    'breaking',
    'Header {header} of response {status} is gone; clients that rely on it fail.',
    'It was promised to be there.',
  ],
  [
    'optional-response-header-removed',
    'warning',
    'Header {header} of response {status} is gone; clients that use it when it is there never see it again.',
    'It was not promised, but some may rely on it.',
  ],
  [
    'response-header-added',
    'info',
    'Header {header} of response {status} is new; no client breaks.',
    'Clients ignore headers that they do not know.',
  ],
  [
    'response-header-became-optional',
    'breaking',
    'Header {header} of response {status} became optional; clients that rely on it fail when it is missing.',
    'Keep sending it always.',
  ],
  [
    'response-header-became-required',
    'info',
    'Header {header} of response {status} is always there now; no client breaks.',
    'More is promised.',
  ],
  [
    'response-link-removed',
    'warning',
    'Link {link} of response {status} is gone; clients that follow it stop there.',
    'The runtime sends links as `Link` headers.',
  ],
  ['response-link-added', 'info', 'Link {link} of response {status} is new; no client breaks.', 'A further way on.'],
]);
