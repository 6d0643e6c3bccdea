import { HttpError } from '../../http/errors/errors.ts';
import type { Answerer, Invocation } from '../../http/invocation.ts';
import { conditionsOf } from '../listing/filter.ts';
import { answerBody } from '../answer/answer-body.ts';
import { mediaTypeOf } from '../answer/item-answer.ts';
import { emulatedHeader } from '../item/emulated.ts';
import { locatorOf } from '../item/locate.ts';
import { unlessReferred } from '../item/referring.ts';
import type { ResourceOperation } from '../resource.ts';
import { qualified, quote } from '../schema/table.ts';
import type { Serving } from '../serving.ts';
import { getOwn } from '@plumbline/contract/json';

/** Removes every item under the parents in the path that the filters select; where it declares 409, none while others refer to one. */
export function clearAnswerer(serving: Serving): Answerer {
  const { operation, store } = serving;
  const { response } = operation;
  const locator = locatorOf(serving);
  const guarded = unlessReferred(serving);

  return async (invocation) => {
    requireFilterValues(operation, invocation);
    await locator.requireParents(invocation);
    const scope = locator.scope(invocation);
    if (scope) {
      const parameters: unknown[] = [];
      const bind = (parameter: unknown): string => `$${parameters.push(parameter)}`;
      const conditions = [
        ...[...scope].map(([column, parameter]) => `${quote(column)} = ${bind(parameter)}`),
        ...conditionsOf(operation.filters, invocation, store, bind),
      ];
      const where = conditions.length === 0 ? 'true' : conditions.join(' and ');
      const rows = `from ${qualified(store.table)} where ${where}`;
      const removeLocked = (keys: readonly string[]) =>
        store.database.query({ sql: `delete from ${qualified(store.table)} where _key = any($1::bigint[])` }, [keys]);
      const keysIn = async () => {
        const locked = await store.database.query({ sql: `select _key ${rows} order by _key for update` }, parameters);
        return locked.map((row) => row['_key']);
      };
      if (guarded === undefined) await store.database.query({ sql: `delete ${rows}` }, parameters);
      else await guarded(keysIn, removeLocked);
    }
    const body = answerBody(serving, invocation, response, undefined, operation.operation.id);
    return { status: response.status, headers: emulatedHeader(invocation), ...mediaTypeOf(response), body };
  };
}

/** Rejects an empty filter, which selects everything in a list: `DELETE /notes?label=` must not remove all notes. */
function requireFilterValues({ filters }: ResourceOperation, { query }: Invocation): void {
  const details = filters
    .filter(({ parameter }) => getOwn(query, parameter) === '')
    .map(({ parameter }) => ({
      field: `query.${parameter}`,
      message: 'must not be empty; leave it out to remove all',
    }));
  if (details.length > 0) throw new HttpError('VALIDATION_ERROR', 'A filter has no value.', { details });
}
