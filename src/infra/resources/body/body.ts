import type { Invocation } from '../../http/invocation.ts';
import type { BodyPath, ResourceOperation, Shape } from '../resource.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';
import { refuseUnstorable } from '../store/storable.ts';

/** Sets the value at a path of keys, making the objects on the way. */
export function setAt(body: unknown, at: BodyPath, value: unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return value;
  const object = isItem(body) ? body : {};
  return { ...object, [key]: setAt(object[key], rest, value) };
}

export function getAt(body: unknown, at: BodyPath): unknown {
  return at.reduce<unknown>((value, key) => (isItem(value) ? value[key] : undefined), body);
}

export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body of a response that carries one item, or whatever else the contract says. */
export function itemBody(
  { completed, operation }: Serving,
  { schema, at, isList, itemAt, identityAt }: Shape,
  item: Item,
  seed: string,
): unknown {
  if (schema === undefined) return undefined;
  if (at === undefined) {
    const id = getAt(item, operation.resource.identity?.at ?? []);
    return completed(schema, identityAt && setAt(undefined, identityAt, id), seed);
  }
  const element = itemAt === undefined ? item : setAt({}, itemAt, item);
  return completed(schema, setAt(undefined, at, isList ? [element] : element), seed);
}

/** The items that a request body holds, by property name, as JSON. @throws HttpError 400 on text that cannot be kept */
export function itemsIn({ request }: ResourceOperation, { body }: Pick<Invocation, 'body'>): Item[] {
  if (request === undefined) return [{}];
  const found = getAt(body, request.at);
  const list = Array.isArray(found) ? found : [found];
  return list.map((each) => {
    const item = isItem(each) ? renamed(toJson(each) as Item, request.names) : {};
    refuseUnstorable(item, ['body', ...request.at].join('.'));
    return item;
  });
}

function renamed(item: Item, names: Record<string, string> | undefined): Item {
  if (names === undefined) return item;
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [names[name] ?? name, value]));
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
