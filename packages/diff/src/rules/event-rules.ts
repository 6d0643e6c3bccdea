import { fixedRules, type RuleRow } from './rule.ts';

/** Requests that the service sends, webhooks and callbacks alike, but for what their schemas say. */
export const EVENT_RULES = fixedRules([...rowsOf('webhook', 'subscribers'), ...rowsOf('callback', 'receivers')]);

function rowsOf(...names: [kind: string, receivers: string]): RuleRow[] {
  return [requestRows, parameterRows, answerRows, remarkRows].flatMap((rows) => rows(...names));
}

function requestRows(kind: string, receivers: string): RuleRow[] {
  return [
    [
      `${kind}-method-changed`,
      'breaking',
      `{event} is sent with {to} instead of {from}; ${receivers} that accept only {from} no longer receive it.`,
      'Send both during a transition period.',
    ],
    [
      `${kind}-body-removed`,
      'breaking',
      `{event} no longer has a body; ${receivers} that read it fail.`,
      'The contract declared it. Keep sending it.',
    ],
    [
      `${kind}-body-added`,
      'info',
      `{event} now has a body; ${receivers} can ignore it.`,
      'Receivers ignore what they do not know.',
    ],
    [
      `${kind}-body-became-optional`,
      'breaking',
      `{event} may be sent without a body; ${receivers} that require one fail.`,
      'Continue to send it in every case.',
    ],
    [
      `${kind}-body-became-required`,
      'info',
      `{event} now always has a body; ${receivers} are not affected.`,
      'The revision guarantees more than the base.',
    ],
    [
      `${kind}-body-media-type-added`,
      'breaking',
      `{event} may be sent as {to}; ${receivers} that do not support this media type cannot read it.`,
      'The sender chooses the media type. Let each receiver choose it first.',
    ],
    [
      `${kind}-body-media-type-removed`,
      'info',
      `{event} is no longer sent as {from}; ${receivers} are not affected.`,
      'Receivers already had to support the other media types.',
    ],
    [
      `${kind}-body-encoding-changed`,
      'warning',
      `The encoding of the body of {event} changed; ${receivers} that read its parts in the old encoding may fail.`,
      'Applies to form and multipart bodies.',
    ],
  ];
}

function parameterRows(kind: string, receivers: string): RuleRow[] {
  return [
    [
      `${kind}-required-parameter-removed`,
      'breaking',
      `{parameter} of {event} was removed; ${receivers} that require it, for instance to verify a signature, reject the request.`,
      'The base guaranteed its presence.',
    ],
    [
      `${kind}-optional-parameter-removed`,
      'warning',
      `{parameter} of {event} was removed; ${receivers} that use it no longer receive it.`,
      'The base did not guarantee its presence, but some may rely on it.',
    ],
    [
      `${kind}-parameter-added`,
      'info',
      `{parameter} of {event} is new; ${receivers} can ignore it.`,
      'Receivers ignore what they do not know.',
    ],
    [
      `${kind}-parameter-became-optional`,
      'breaking',
      `{parameter} of {event} became optional; ${receivers} that rely on it fail when it is missing.`,
      'Continue to send it in every case.',
    ],
    [
      `${kind}-parameter-became-required`,
      'info',
      `{parameter} of {event} is now always present; existing clients are not affected.`,
      'The revision guarantees more than the base.',
    ],
    [
      `${kind}-parameter-style-changed`,
      'breaking',
      `{parameter} of {event} is serialized as {to} instead of {from}; ${receivers} misinterpret it.`,
      'Applies to lists, objects and parameters with a media type.',
    ],
  ];
}

function answerRows(kind: string, receivers: string): RuleRow[] {
  return [
    [
      `${kind}-success-status-removed`,
      'breaking',
      `{event} no longer accepts the response status {from}; the service treats ${receivers} that return it as failing.`,
      'A range (`2XX`) or `default` that covers the status keeps it.',
    ],
    [
      `${kind}-status-removed`,
      'info',
      `{event} no longer declares the response status {from}; ${receivers} are not affected.`,
      'Only success statuses must be kept.',
    ],
    [
      `${kind}-status-added`,
      'info',
      `{event} also accepts the response status {to}; ${receivers} are not affected.`,
      'The revision accepts more than the base.',
    ],
    [
      `${kind}-answer-media-type-removed`,
      'breaking',
      `The response {status} to {event} no longer accepts {from}; the service cannot read it from ${receivers} that send it.`,
      'Continue to accept it.',
    ],
    [
      `${kind}-answer-media-type-added`,
      'info',
      `The response {status} to {event} also accepts {to}; ${receivers} are not affected.`,
      'The revision accepts more than the base.',
    ],
    [
      `${kind}-answer-body-added`,
      'warning',
      `The response {status} to {event} now has a body ({to}); ${receivers} that send none may be treated as failing.`,
      'OpenAPI does not define whether a response body may be omitted.',
    ],
    [
      `${kind}-answer-header-became-required`,
      'breaking',
      `The response {status} to {event} now requires the header {header}; the service rejects responses without it.`,
      'Make it optional.',
    ],
  ];
}

function remarkRows(kind: string, receivers: string): RuleRow[] {
  return [
    [
      `${kind}-security-changed`,
      'warning',
      `{event} is sent with other credentials ({to} instead of {from}); ${receivers} that check the old ones may reject it.`,
      'These are the credentials with which the service authenticates itself.',
    ],
    [
      `${kind}-deprecated`,
      'info',
      `{event} is deprecated; existing clients are not affected yet.`,
      'Its removal is announced.',
    ],
    [
      `${kind}-reactivated`,
      'info',
      `{event} is no longer deprecated; existing clients are not affected.`,
      'The announced removal no longer applies.',
    ],
  ];
}
