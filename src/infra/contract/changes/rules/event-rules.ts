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
      `{event} is sent by {to} instead of {from}; ${receivers} that listen for {from} never get it.`,
      'Send both for a while.',
    ],
    [
      `${kind}-body-removed`,
      'breaking',
      `{event} has no body any more; ${receivers} that read it fail.`,
      'It was declared: keep sending it.',
    ],
    [`${kind}-body-added`, 'info', `{event} has a body now; ${receivers} can leave it.`, 'More is said.'],
    [
      `${kind}-body-became-optional`,
      'breaking',
      `{event} may come without a body; ${receivers} that rely on it fail.`,
      'Keep sending it always.',
    ],
    [`${kind}-body-became-required`, 'info', `{event} always has a body now; no client breaks.`, 'More is promised.'],
    [
      `${kind}-body-media-type-added`,
      'breaking',
      `{event} may come as {to}; ${receivers} that do not know this media type cannot read it.`,
      'The sender chooses the media type: let each of the receivers choose first.',
    ],
    [
      `${kind}-body-media-type-removed`,
      'info',
      `{event} no longer comes as {from}; ${receivers} just never get it again.`,
      'They had to read the others as well.',
    ],
    [
      `${kind}-body-encoding-changed`,
      'warning',
      `The encoding of {event} changed; ${receivers} that read its parts the old way may fail.`,
      'Form and multipart bodies.',
    ],
  ];
}

function parameterRows(kind: string, receivers: string): RuleRow[] {
  return [
    [
      `${kind}-required-parameter-removed`,
      'breaking',
      `{parameter} of {event} is gone; ${receivers} that rely on it, for instance to check a signature, refuse the request.`,
      'It was promised to be there.',
    ],
    [
      `${kind}-optional-parameter-removed`,
      'warning',
      `{parameter} of {event} is gone; ${receivers} that use it when it is there never see it again.`,
      'It was not promised, but some may rely on it.',
    ],
    [
      `${kind}-parameter-added`,
      'info',
      `{parameter} of {event} is new; ${receivers} that do not know it can leave it.`,
      'More is said.',
    ],
    [
      `${kind}-parameter-became-optional`,
      'breaking',
      `{parameter} of {event} became optional; ${receivers} that rely on it fail when it is missing.`,
      'Keep sending it always.',
    ],
    [
      `${kind}-parameter-became-required`,
      'info',
      `{parameter} of {event} is always there now; no client breaks.`,
      'More is promised.',
    ],
    [
      `${kind}-parameter-style-changed`,
      'breaking',
      `{parameter} of {event} is written as {to} instead of {from}; ${receivers} misread it.`,
      'Lists, objects and media types of parameters.',
    ],
  ];
}

function answerRows(kind: string, receivers: string): RuleRow[] {
  return [
    [
      `${kind}-success-status-removed`,
      'breaking',
      `{event} can no longer be answered by {from}; ${receivers} that do are treated as failing.`,
      'A range (`2XX`) or `default` that covers it counts as keeping it.',
    ],
    [
      `${kind}-status-removed`,
      'info',
      `{event} does not declare the answer {from} any more; no client breaks.`,
      'An answer that is no success.',
    ],
    [`${kind}-status-added`, 'info', `{event} can be answered by {to} as well; no client breaks.`, 'More is taken.'],
    [
      `${kind}-answer-media-type-removed`,
      'breaking',
      `The answer {status} to {event} can no longer be {from}; ${receivers} that send it are not understood.`,
      'Keep reading it.',
    ],
    [
      `${kind}-answer-media-type-added`,
      'info',
      `The answer {status} to {event} can be {to} as well; no client breaks.`,
      'More is taken.',
    ],
    [
      `${kind}-answer-body-added`,
      'warning',
      `The answer {status} to {event} has a body now ({to}); ${receivers} that send none may be misunderstood.`,
      'OpenAPI does not say whether it may be left out.',
    ],
    [
      `${kind}-answer-header-became-required`,
      'breaking',
      `The answer {status} to {event} must have the header {header}; ${receivers} that do not send it are not understood.`,
      'Make it optional.',
    ],
  ];
}

function remarkRows(kind: string, receivers: string): RuleRow[] {
  return [
    [
      `${kind}-security-changed`,
      'warning',
      `{event} comes with other credentials ({to} instead of {from}); ${receivers} that check the old ones may refuse it.`,
      'What the service sends to show who it is.',
    ],
    [`${kind}-deprecated`, 'info', `{event} is deprecated; no client breaks yet.`, 'It will go.'],
    [`${kind}-reactivated`, 'info', `{event} is no longer deprecated; no client breaks.`, 'It stays.'],
  ];
}
