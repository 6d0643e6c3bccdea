import { METHODS, type RequestBody, type Response } from '../contract.ts';
import { follow } from '../follow.ts';
import { isMembers, membersOf, type Members } from '../json.ts';
import { readRequestBody, readResponse } from '../messages.ts';
import { atPointer, pointerToken } from '../schema.ts';
import { compareContents } from './bodies.ts';
import { report, type Carrier, type Comparison, type Where } from './comparison.ts';
import type { OperationPair } from './operation-pair.ts';
import type { Audience } from './rules.ts';
import type { Side } from './side.ts';

/**
 * Webhooks and callbacks: requests that the service sends. What it sends is compared as responses are, what it takes
 * back as requests are.
 */
export function compareWebhooks(comparison: Comparison): void {
  const before = eventsAt(comparison.base, membersOf(comparison.base.contract.document.webhooks), '/webhooks');
  const after = eventsAt(comparison.revision, membersOf(comparison.revision.contract.document.webhooks), '/webhooks');
  compareEvents(comparison, { audience: 'webhook subscribers', kind: 'webhook', before, after });
}

/** Callbacks of one operation. */
export function compareCallbacks(comparison: Comparison, { where }: OperationPair): void {
  const before = callbacksOf(comparison.base, where.base);
  const after = callbacksOf(comparison.revision, where.revision);
  const { operation } = where;
  compareEvents(comparison, { audience: 'callback receivers', kind: 'callback', before, after, operation });
}

interface SentRequest {
  pointer: string;
  body?: RequestBody;
  responses: Record<string, Response>;
}

type Events = ReadonlyMap<string, SentRequest>;

interface EventPairs {
  audience: Audience;
  kind: 'webhook' | 'callback';
  before: Events;
  after: Events;
  operation?: string;
}

function compareEvents(comparison: Comparison, { audience, kind, before, after, operation }: EventPairs): void {
  const whereOf = (one?: SentRequest, other?: SentRequest): Where => ({
    ...(operation !== undefined && { operation }),
    ...(one && { base: one.pointer }),
    ...(other && { revision: other.pointer }),
  });
  for (const [event, one] of before) {
    const other = after.get(event);
    if (!other) {
      report(comparison, `${kind}-removed`, whereOf(one), { event });
      continue;
    }
    const where = { ...whereOf(one, other), base: one.pointer, revision: other.pointer };
    const carrier = { audience, kind: 'body' as const, where };
    compareSent(comparison, { ...carrier, direction: 'response', name: `the body of ${kind} ${event}` }, one, other);
    compareAnswers(comparison, { ...carrier, direction: 'request', name: `${kind} ${event}` }, one, other);
  }
  for (const [event, other] of after) {
    if (!before.has(event)) report(comparison, `${kind}-added`, whereOf(undefined, other), { event });
  }
}

function compareSent(comparison: Comparison, carrier: Carrier, base: SentRequest, revision: SentRequest): void {
  compareContents(comparison, carrier, base.body?.content ?? {}, revision.body?.content ?? {});
}

function compareAnswers(comparison: Comparison, carrier: Carrier, base: SentRequest, revision: SentRequest): void {
  for (const [status, { content }] of Object.entries(base.responses)) {
    const other = revision.responses[status];
    const name = `answer ${status} to ${carrier.name}`;
    if (other) compareContents(comparison, { ...carrier, name }, content, other.content);
  }
}

/** Operations of path items by name, `newPet POST`. */
function eventsAt({ contract }: Side, items: Members, pointer: string): Events {
  const { document } = contract;
  return new Map(
    Object.entries(items).flatMap(([name, written]) => {
      const item = follow(document, written);
      const declared = METHODS.filter((method) => isMembers(item[method]));
      return declared.map((method): [string, SentRequest] => {
        const { requestBody, responses } = membersOf(item[method]);
        const event = declared.length === 1 ? name : `${name} ${method.toUpperCase()}`;
        return [
          event,
          {
            pointer: `${pointer}/${pointerToken(name)}`,
            ...(requestBody !== undefined && { body: readRequestBody(document, follow(document, requestBody)) }),
            responses: Object.fromEntries(
              Object.entries(membersOf(responses)).map(([status, response]) => [
                status,
                readResponse(document, follow(document, response)),
              ]),
            ),
          },
        ];
      });
    }),
  );
}

/** Callbacks by name; with the expression where a callback has several. */
function callbacksOf(side: Side, operation: string): Events {
  const { document } = side.contract;
  const { callbacks } = membersOf(atPointer(document, operation));
  const events = new Map<string, SentRequest>();
  for (const [name, written] of Object.entries(membersOf(callbacks))) {
    const expressions = eventsAt(side, follow(document, written), `${operation}/callbacks/${pointerToken(name)}`);
    for (const [expression, event] of expressions) {
      events.set(expressions.size === 1 ? name : `${name} ${expression}`, event);
    }
  }
  return events;
}
