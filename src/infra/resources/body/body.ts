import { HttpError } from '../../http/errors/errors.ts';
import type { Invocation } from '../../http/invocation.ts';
import type { Resource, ResourceOperation, Shape } from '../resource.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';
import { refuseUnstorable } from '../store/storable.ts';
import { boxed, unboxed } from './boxes.ts';
import { answerBody } from '../answer/answer-body.ts';
import { fitsAt } from './fits.ts';
import { getAt, isItem, setAt } from './members.ts';
import { getOwn } from '@plumbline/contract/json';

/**
 * The body of a response that carries one item, or whatever else the contract says.
 *
 * @param identifier the item's own, for a body that says no more of it
 */
export function itemBody(
  serving: Serving,
  invocation: Invocation,
  shape: Shape,
  item: Item,
  seed: string,
  identifier: unknown = identifierIn(item, serving.operation.resource),
): unknown {
  const { schema, at, isList, itemAt, identityAt } = shape;
  const { service, operation } = serving;
  if (schema === undefined) return undefined;
  const element = elementOf(operation.resource, itemAt, item);
  const known = at === undefined ? undefined : setAt(undefined, at, isList ? [element] : element);
  if (identityAt === undefined) return answerBody(serving, invocation, shape, known, seed);
  // What the item has as a number, an answer about it may have as text, and the other way round.
  const forms = (identifier ?? null) === null ? [] : [identifier, String(identifier), Number(identifier)];
  const said = forms.find((one) => fitsAt(service.contract, schema, identityAt, one));
  return answerBody(serving, invocation, shape, setAt(known, identityAt, said), seed);
}

function identifierIn(item: Item, { identity }: Resource): unknown {
  return identity?.property === undefined ? undefined : getOwn(item, identity.property);
}

/** An item as a body holds it: its properties in their boxes, and itself where the elements of an array wrap it. */
export function elementOf({ boxes }: Resource, itemAt: Shape['itemAt'], item: Item): unknown {
  const shown = boxed(item, boxes);
  return itemAt === undefined ? shown : setAt({}, itemAt, shown);
}

/** The items that a request body holds, by property name, as JSON. @throws HttpError 400 on text that cannot be kept */
export function itemsIn(operation: ResourceOperation, invocation: Pick<Invocation, 'body'>): Item[] {
  const items = membersIn(operation, invocation);
  for (const item of items) refuseUnstorable(item, ['body', ...(operation.request?.at ?? [])].join('.'));
  return items;
}

/** Items that one request may write: each is a few statements of one transaction, which holds up others. */
const MOST_ITEMS = 1000;

/** @throws HttpError 413 where a request writes more items than one transaction may */
export function refuseManyItems(count: number): void {
  if (count <= MOST_ITEMS) return;
  throw new HttpError(
    'PAYLOAD_TOO_LARGE',
    `The request writes ${count} items, and one request may write ${MOST_ITEMS}. Send them in several requests.`,
  );
}

/** The same, whether it can be kept or not. */
export function membersIn({ request, resource }: ResourceOperation, { body }: Pick<Invocation, 'body'>): Item[] {
  if (request === undefined) return [{}];
  const found = getAt(body, request.at) ?? (request.aloneAt && getAt(body, request.aloneAt));
  const list = Array.isArray(found) ? found : [found];
  return list.map((each) => {
    // What comes in another media type than JSON and forms is bytes, which name no properties.
    if (!isItem(each) || Buffer.isBuffer(each)) return {};
    return withLists(renamed(unboxed(toJson(each) as Item, resource.boxes), request.names), request.lists);
  });
}

/** Lists that the request has as one text, with commas between the elements. */
function withLists(item: Item, names: readonly string[] = []): Item {
  if (names.length === 0) return item;
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      typeof value === 'string' && names.includes(name) ? split(value) : value,
    ]),
  );
}

function split(text: string): string[] {
  return text.trim() === '' ? [] : text.split(',').map((each) => each.trim());
}

/** Whether a request that may hold several items holds one in the place for a single one. */
export function isAlone({ request }: ResourceOperation, { body }: Pick<Invocation, 'body'>): boolean {
  return request?.aloneAt !== undefined && getAt(body, request.at) === undefined;
}

function renamed(item: Item, names: Record<string, string> | undefined): Item {
  if (names === undefined) return item;
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [getOwn(names, name) ?? name, value]));
}

/** Uploads become what JSON can say of them: a file its name, bytes their base64. Everything else is itself. */
function toJson(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(toJson);
  if ('content' in value && Buffer.isBuffer(value.content)) return (value as { filename?: string }).filename ?? '';
  if (value instanceof Date) return value.toISOString();
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(member)]));
}
