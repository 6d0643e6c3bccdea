import type { Answerer, Invocation } from '../../http/invocation.ts';
import type { Row } from '../../db/database.ts';
import { mediaTypeOf } from '../answer/item-answer.ts';
import { presenterOf } from '../answer/present.ts';
import { elementOf } from '../body/body.ts';
import { getAt, isItem, setAt } from '../body/members.ts';
import { locatorOf } from '../item/locate.ts';
import type { Serving } from '../serving.ts';

/**
 * Does to each of several items what a role does to one. Changes are made to all of them or, where one is not there, to
 * none; removing leaves alone what is gone already.
 *
 * @param answerOne makes the answerer of one item
 */
export function severalAnswerer(serving: Serving, answerOne: (serving: Serving) => Answerer): Answerer {
  const { operation, completed } = serving;
  const { response: shape, resource, role, request, key } = operation;
  const single: Serving = {
    ...serving,
    operation: {
      ...operation,
      ...(key ? { key: { ...key, isList: false } } : {}),
      ...(request ? { request: { ...request, isList: false } } : {}),
      response: { status: 204, isList: false, facts: [] },
    },
  };
  const locator = locatorOf(single);
  const one = answerOne(single);
  const present = presenterOf(serving);

  return async (invocation) => {
    const each = requestsIn(serving, invocation);
    await locator.requireParents(invocation);
    const there: Invocation[] = [];
    for (const asked of each) {
      if (await locator.find(asked)) there.push(asked);
      else if (role !== 'remove') throw locator.absent(asked);
    }
    for (const asked of there) await one(asked);
    if (shape.schema === undefined) return { status: shape.status };
    const rows: Row[] = [];
    if (shape.isList && role !== 'remove') {
      for (const asked of there) {
        const row = await locator.find(asked);
        if (row) rows.push(row);
      }
    }
    const elements = (await present(invocation, rows)).map((item) => elementOf(resource, shape.itemAt, item));
    const known = shape.isList && shape.at !== undefined ? setAt(undefined, shape.at, elements) : {};
    return {
      status: shape.status,
      ...mediaTypeOf(shape),
      body: completed(shape.schema, known, operation.operation.id),
    };
  };
}

/** The request as if it were about one item, once for each that it names. */
function requestsIn({ operation: { key, request } }: Serving, invocation: Invocation): Invocation[] {
  const name = key?.name ?? '';
  if (key?.in === 'query') {
    return listed(invocation.query[name]).map((value) => ({
      ...invocation,
      query: { ...invocation.query, [name]: value },
    }));
  }
  const at = request?.at ?? [];
  const items = getAt(invocation.body, at);
  const isItems = request?.isList === true && Array.isArray(items) && items.some(isItem);
  if (isItems) return items.map((item: unknown) => ({ ...invocation, body: setAt(undefined, at, item) }));
  const values = listed(name === '' ? invocation.body : getAt(invocation.body, [name]));
  return values.map((value) => ({ ...invocation, body: setAt(invocation.body, [...at, name], value) }));
}

/** An array, or text with commas between the values; nothing twice. */
function listed(value: unknown): unknown[] {
  const values = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return [...new Set(values)];
}
