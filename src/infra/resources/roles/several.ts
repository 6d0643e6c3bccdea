import type { Answerer, Invocation } from '../../http/invocation.ts';
import { NotFoundError } from '../../../domain/errors.ts';
import { againWhenUndone } from '../../db/again.ts';
import type { Row } from '../../db/database.ts';
import { answerBody } from '../answer/answer-body.ts';
import { mediaTypeOf } from '../answer/item-answer.ts';
import { presenterOf } from '../answer/present.ts';
import { elementOf, refuseManyItems } from '../body/body.ts';
import { getAt, isItem, setAt } from '../body/members.ts';
import { refusalAt } from '../body/place.ts';
import { locatorOf, type Locator } from '../item/locate.ts';
import { emulatedHeader, noteStored } from '../item/emulated.ts';
import { notAsSent } from '../item/not-as-sent.ts';
import type { BodyPath, ResourceOperation, Role } from '../resource.ts';
import type { Serving } from '../serving.ts';
import { getOwn } from '@plumbline/contract/json';

/**
 * Does to each of several items what a role does to one, in one transaction: changes are made to all of them or, where one
 * is not there or is refused, to none; removing leaves alone what is gone already.
 *
 * @param answerOne makes the answerer of one item
 */
export function severalAnswerer(serving: Serving, answerOne: (serving: Serving) => Answerer): Answerer {
  const { operation, service } = serving;
  const { response: shape, resource } = operation;
  const single: Serving = { ...serving, operation: singleOf(operation) };
  const locator = locatorOf(single);
  const present = presenterOf(serving);
  const answer = answerOne(single);

  return async (invocation) => {
    const asked = requestsIn(serving, invocation);
    refuseManyItems(asked.each.length);
    await locator.requireParents(invocation);
    const work = () => doAll(operation.role, locator, answer, asked);
    const { done, rows } = await againWhenUndone(() => service.inTransaction(work));
    const shown = shape.isList ? rows : [];
    noteStored(invocation, shown);
    const headersOf = () => ({ ...notAsSent(...done), ...emulatedHeader(invocation, ...done) });
    if (shape.schema === undefined) return { status: shape.status, headers: headersOf() };
    const elements = (await present(invocation, shown)).map((item) => elementOf(resource, shape.itemAt, item));
    const known = shape.isList && shape.at !== undefined ? setAt(undefined, shape.at, elements) : {};
    const body = answerBody(serving, invocation, shape, known, operation.operation.id);
    return { status: shape.status, headers: headersOf(), ...mediaTypeOf(shape), body };
  };
}

/** The operation as if it were about one item. */
function singleOf({ key, request, ...operation }: ResourceOperation): ResourceOperation {
  return {
    ...operation,
    ...(key ? { key: { ...key, isList: false } } : {}),
    ...(request ? { request: { ...request, isList: false } } : {}),
    response: { status: 204, isList: false, facts: [] },
  };
}

/** Does it to all that are there. @returns the requests that were done, and what is there afterwards, in their order */
async function doAll(
  role: Role,
  locator: Locator,
  one: Answerer,
  { each, namedAt }: Asked,
): Promise<{ done: Invocation[]; rows: Row[] }> {
  const there: { asked: Invocation; index: number; key: number }[] = [];
  for (const [index, asked] of each.entries()) {
    const row = await locator.find(asked);
    if (row) there.push({ asked, index, key: Number(row['_key']) });
    else if (role !== 'remove') throw locator.absent(asked);
  }
  // Whoever changes the same ones at the same time begins with the same one: nobody waits for somebody who waits for him.
  for (const { asked, index } of there.toSorted((first, second) => first.key - second.key)) {
    await one(asked).catch((error: unknown) => {
      if (role === 'remove' && error instanceof NotFoundError) return;
      throw namedAt === undefined ? error : refusalAt(error, namedAt, index);
    });
  }
  const rows: Row[] = [];
  for (const { asked } of role === 'remove' ? [] : there) {
    const row = await locator.find(asked);
    if (row) rows.push(row);
  }
  return { done: there.map(({ asked }) => asked), rows };
}

/** One request for each item that a request names. */
interface Asked {
  each: Invocation[];
  /** Where the body has the items as an array; none: it says the same of all of them. */
  namedAt?: BodyPath;
}

/** The request as if it were about one item, once for each that it names. */
function requestsIn({ operation: { key, request } }: Serving, invocation: Invocation): Asked {
  const name = key?.name ?? '';
  if (key?.in === 'query') {
    const each = listed(getOwn(invocation.query, name)).map((value) => ({
      ...invocation,
      query: { ...invocation.query, [name]: value },
    }));
    return { each };
  }
  const at = request?.at ?? [];
  const items = getAt(invocation.body, at);
  const isItems = request?.isList === true && Array.isArray(items) && items.some(isItem);
  if (isItems) {
    return { each: items.map((item: unknown) => ({ ...invocation, body: setAt(undefined, at, item) })), namedAt: at };
  }
  const values = listed(name === '' ? invocation.body : getAt(invocation.body, [name]));
  return { each: values.map((value) => ({ ...invocation, body: setAt(invocation.body, [...at, name], value) })) };
}

/** An array, or text with commas between the values; nothing twice. */
function listed(value: unknown): unknown[] {
  const values = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return [...new Set(values)];
}
