import type { ContractOperation, SecurityRequirement } from '@plumbline/contract/contract';
import { declaredOperations } from '@plumbline/contract/declared-operations';
import { follow } from '@plumbline/contract/follow';
import { listOf, membersOf, type Members } from '@plumbline/contract/json';
import { readOperation } from '@plumbline/contract/operations';
import { atPointer, pointerToken } from '@plumbline/contract/schema';
import { report, type Comparison, type Where } from './comparison.ts';
import { canonical } from './json-value.ts';
import type { OperationPair } from './operation-pair.ts';
import type { SentPair } from './sent-pair.ts';
import { compareSentRequest } from './sent-request.ts';
import type { Side } from './side.ts';

/**
 * Webhooks and callbacks: requests that the service sends. What it sends is compared as responses are, what it takes
 * back as requests are.
 */
export function compareWebhooks(comparison: Comparison): void {
  const { base, revision } = comparison;
  const itemOf = ({ contract }: Side) => membersOf(contract.document.webhooks);
  const event: Event = { audience: 'webhook subscribers', kind: 'webhook' };
  compareItems(
    comparison,
    event,
    itemsIn(base, itemOf(base), '/webhooks'),
    itemsIn(revision, itemOf(revision), '/webhooks'),
  );
}

/** Callbacks of one operation: by name, and each by the address that it goes to. */
export function compareCallbacks(comparison: Comparison, { where }: OperationPair): void {
  const before = callbacksAt(comparison.base, where.base);
  const after = underNamesOf(before, callbacksAt(comparison.revision, where.revision));
  const event: Event = { audience: 'callback receivers', kind: 'callback', operation: where.operation };
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [ones, others] = [before.get(name) ?? [], after.get(name) ?? []];
    const [lost, gained] = [onlyIn(ones, others), onlyIn(others, ones)];
    const [one, other] = [lost[0], gained[0]];
    if (one && other && lost.length === 1 && gained.length === 1) {
      const place = { ...whereOf(event, one, other), operation: where.operation };
      report(comparison, 'callback-address-changed', place, { event: name, from: one.name, to: other.name });
      other.name = one.name;
    }
    const isAlone = ones.length <= 1 && others.length <= 1;
    const named = (item: Item): Item => ({ ...item, name: isAlone ? name : `${name} ${item.name}` });
    compareItems(comparison, event, ones.map(named), others.map(named));
  }
}

/** Callbacks by the names that they had: a callback to the same addresses is the same, whatever it is called. */
function underNamesOf(before: ReadonlyMap<string, Item[]>, after: ReadonlyMap<string, Item[]>): Map<string, Item[]> {
  const addressesOf = (items: readonly Item[]): string => canonical(items.map(({ name }) => name).sort());
  const renamed = new Map(after);
  for (const [name, items] of before) {
    if (after.has(name)) continue;
    const same = [...renamed].find(
      ([other, others]) => !before.has(other) && addressesOf(others) === addressesOf(items),
    );
    if (!same) continue;
    renamed.delete(same[0]);
    renamed.set(name, same[1]);
  }
  return renamed;
}

/** What one path item of a webhook or callback sends, by method. */
interface Item {
  name: string;
  pointer: string;
  requests: ContractOperation[];
}

type Event = Pick<SentPair, 'audience' | 'kind' | 'operation'>;

function compareItems(comparison: Comparison, event: Event, before: readonly Item[], after: readonly Item[]): void {
  for (const one of before) {
    const other = after.find(({ name }) => name === one.name);
    if (other) compareMethods(comparison, event, one, other);
    else
      for (const request of one.requests)
        report(comparison, `${event.kind}-removed`, whereOf(event, one), factsOf(one, request));
  }
  for (const other of onlyIn(after, before)) {
    for (const request of other.requests) {
      report(comparison, `${event.kind}-added`, whereOf(event, undefined, other), factsOf(other, request));
    }
  }
}

function compareMethods(comparison: Comparison, event: Event, one: Item, other: Item): void {
  const partnerOf = ({ method }: ContractOperation, others: Item) =>
    others.requests.find((each) => each.method === method);
  const lost = one.requests.filter((request) => !partnerOf(request, other));
  const gained = other.requests.filter((request) => !partnerOf(request, one));
  const pairs = one.requests.flatMap((request): [ContractOperation, ContractOperation][] => {
    const partner = partnerOf(request, other);
    return partner ? [[request, partner]] : [];
  });
  const [request, partner] = [lost[0], gained[0]];
  const where = whereOf(event, one, other);
  if (request && partner && lost.length === 1 && gained.length === 1) {
    const facts = { event: labelOf(event, one), from: request.method.toUpperCase(), to: partner.method.toUpperCase() };
    report(comparison, `${event.kind}-method-changed`, where, facts);
    pairs.push([request, partner]);
  } else {
    for (const each of lost) report(comparison, `${event.kind}-removed`, whereOf(event, one), factsOf(one, each));
    for (const each of gained)
      report(comparison, `${event.kind}-added`, whereOf(event, undefined, other), factsOf(other, each));
  }
  for (const [base, revision] of pairs) {
    const name = one.requests.length > 1 ? `${one.name} ${base.method.toUpperCase()}` : one.name;
    const places = { ...where, base: base.pointer, revision: revision.pointer };
    compareSentRequest(comparison, { ...event, name, label: labelOf(event, { name }), where: places, base, revision });
  }
}

function labelOf({ kind, operation }: Event, { name }: Pick<Item, 'name'>): string {
  return operation === undefined ? `${kind} ${name}` : `${kind} ${name} of ${operation}`;
}

function factsOf({ name, requests }: Item, { method }: ContractOperation): Record<string, string> {
  return { event: requests.length > 1 ? `${name} ${method.toUpperCase()}` : name };
}

function whereOf({ operation }: Event, one?: Item, other?: Item): Where {
  return {
    ...(operation !== undefined && { operation }),
    ...(one && { base: one.pointer }),
    ...(other && { revision: other.pointer }),
  };
}

function onlyIn(items: readonly Item[], others: readonly Item[]): Item[] {
  return items.filter(({ name }) => !others.some((other) => other.name === name));
}

function itemsIn({ contract }: Side, items: Members, pointer: string): Item[] {
  const { document } = contract;
  return Object.entries(items).flatMap(([name, written]): Item[] => {
    if (name.startsWith('x-')) return [];
    const item = follow(document, written);
    const at = `${pointer}/${pointerToken(name)}`;
    const requests = declaredOperations(item).map((declared) => ({
      ...readOperation(document, { ...declared, path: name, item }),
      // Security of the document is asked of clients, not of the service.
      security: listOf(declared.operation.security) as SecurityRequirement[],
      pointer: at,
    }));
    return [{ name, pointer: at, requests }];
  });
}

function callbacksAt(side: Side, operation: string): Map<string, Item[]> {
  const { document } = side.contract;
  const { callbacks } = membersOf(atPointer(document, operation));
  const named = Object.entries(membersOf(callbacks)).map(([name, written]): [string, Item[]] => [
    name,
    itemsIn(side, follow(document, written), `${operation}/callbacks/${pointerToken(name)}`).map((item) => ({
      ...item,
      name: addressOf(item.name),
    })),
  ]);
  return new Map(named);
}

/** An address as it is compared: host and scheme, and names of headers in expressions, have no case. */
function addressOf(expression: string): string {
  return expression
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/{]*/iu, (origin) => origin.toLowerCase())
    .replaceAll(/\$(?:request|response)\.header\.[^}\s]+/gu, (header) => header.toLowerCase());
}
