import { NotFoundError } from '../../../domain/errors.ts';
import type { Row } from '../../db/database.ts';
import type { Answerer, Invocation } from '../../http/invocation.ts';
import { presenterOf } from '../answer/present.ts';
import { answerBody } from '../answer/answer-body.ts';
import { elementOf, isAlone, itemBody, itemsIn, refuseManyItems } from '../body/body.ts';
import { setAt } from '../body/members.ts';
import { refusalAt } from '../body/place.ts';
import { creatorOf } from '../item/creating.ts';
import { identifierGiver } from '../item/given-identifier.ts';
import { itemAnswerer, mediaTypeOf, seedOf } from '../answer/item-answer.ts';
import { locatorOf } from '../item/locate.ts';
import { emulatedHeader, noteStored } from '../item/emulated.ts';
import { notAsSent } from '../item/not-as-sent.ts';
import { otherNameChecker } from '../item/other-name.ts';
import { unshownNoter } from '../item/unshown.ts';
import type { Serving } from '../serving.ts';

/** Stores one item, or all of a list of them, or none. */
export function createAnswerer(serving: Serving): Answerer {
  const { operation, service } = serving;
  const locator = locatorOf(serving);
  const create = creatorOf(serving, locator);
  const requireOtherNameFree = otherNameChecker(serving, locator);
  const withIdentifier = identifierGiver(serving, locator);
  const answer = itemAnswerer(serving);
  const present = presenterOf(serving);
  const noteUnshown = unshownNoter(serving);
  const shape = operation.response;
  const itemsAt = operation.request?.at ?? [];

  return async (invocation) => {
    const items = itemsIn(operation, invocation).map((item) => withIdentifier(invocation, item));
    refuseManyItems(items.length);
    await locator.requireUnguardedParents(invocation);
    for (const item of items) await requireOtherNameFree(invocation, item);
    if (operation.request?.isList !== true) {
      return answer(invocation, await create(invocation, items[0] ?? {}));
    }
    const rows = await service
      .inTransaction(async () => {
        const created: Row[] = [];
        for (const [index, item] of items.entries()) {
          created.push(
            await create(invocation, item).catch((error: unknown) => {
              throw isAlone(operation, invocation) ? error : refusalAt(error, itemsAt, index);
            }),
          );
        }
        return created;
      })
      .catch(async (error: unknown) => {
        // Which parent is absent can be looked up once the transaction is over.
        if (error instanceof NotFoundError) await locator.requireParents(invocation);
        throw error;
      });
    const [first] = rows;
    noteStored(invocation, rows);
    const known = await present(invocation, rows);
    const noteAll = (body: unknown): void => {
      const written = rows.map((row, index) => ({ item: known[index] ?? {}, seed: seedOf(row) }));
      noteUnshown(invocation, written, body);
    };
    const at = shape.isList ? shape.at : isAlone(operation, invocation) ? undefined : shape.severalAt;
    if (shape.schema === undefined || at === undefined) {
      // An empty list creates nothing, and is answered all the same.
      const body = first
        ? itemBody(serving, invocation, shape, known[0] ?? {}, seedOf(first))
        : answerBody(serving, invocation, shape, {}, operation.operation.id);
      noteAll(body);
      return { status: shape.status, headers: headersOf(invocation), ...mediaTypeOf(shape), body };
    }
    const elements = known.map((item) => elementOf(operation.resource, shape.itemAt, item));
    const body = answerBody(serving, invocation, shape, setAt(undefined, at, elements), operation.operation.id);
    noteAll(body);
    return { status: shape.status, headers: headersOf(invocation), ...mediaTypeOf(shape), body };
  };
}

function headersOf(invocation: Invocation): Record<string, string> {
  return { ...notAsSent(invocation), ...emulatedHeader(invocation) };
}
