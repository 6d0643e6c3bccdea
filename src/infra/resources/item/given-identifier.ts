import { writeExactJson } from '@plumbline/contract/exact-numbers';
import { getOwn } from '@plumbline/contract/json';
import { HttpError } from '../../http/errors/errors.ts';
import type { Invocation } from '../../http/invocation.ts';
import { placeOf } from '../body/place.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';
import { textOf } from '../text.ts';
import type { Locator } from './locate.ts';
import { resourceName } from './resource-name.ts';

/**
 * Gives a new item the identifier that the query of its create names (`?bookId=dune`), as if the body had it.
 *
 * @throws HttpError 400 where the body has another identifier
 */
export function identifierGiver(
  { operation }: Serving,
  locator: Locator,
): (invocation: Invocation, item: Item) => Item {
  const { key, resource } = operation;
  const property = resource.identity?.property;
  if (key?.in !== 'query' || property === undefined) return (_, item) => item;
  return (invocation, item) => {
    const asked = locator.key(invocation);
    if (asked === undefined) return item;
    const sent = getOwn(item, property) ?? undefined;
    if (sent === undefined) return { ...item, [property]: asked };
    const collection = resourceName(operation.operation.path, invocation.path);
    if ([textOf(asked), `${collection ?? ''}/${textOf(asked)}`].includes(textOf(sent))) return item;
    throw new HttpError('VALIDATION_ERROR', 'The body contradicts the query.', {
      details: [
        {
          field: ['body', ...placeOf(operation, property)].join('.'),
          message: `must be ${writeExactJson(asked)}, as the query parameter ${key.name} says`,
        },
      ],
    });
  };
}
