import { ConflictError, type FieldProblem } from '../../../domain/errors.ts';
import { HttpError } from '../../http/errors/errors.ts';
import type { BodyPath, ResourceOperation } from '../resource.ts';

/** Where in the body a request would say a property of the item: in its box, by its name, below what is around the item. */
export function placeOf({ request, resource }: ResourceOperation, property: string): string[] {
  const [said = property] = Object.entries(request?.names ?? {}).find(([, name]) => name === property) ?? [];
  const box = resource.boxes.find(({ members }) => members.includes(property));
  return [...(request?.at ?? []), ...(box ? [box.name] : []), said];
}

/** Where in the body a request would say a value within an item; of several items, as if this were the only one. */
export function requestPlace(operation: ResourceOperation, [name = '', ...rest]: readonly string[]): string[] {
  const { at = [], isList = false } = operation.request ?? {};
  const place = placeOf(operation, name);
  return [...place.slice(0, at.length), ...(isList ? ['0'] : []), ...place.slice(at.length), ...rest];
}

/**
 * A refusal of one item among several of a body, naming the fields where that item stands: `body.items.1.sku`.
 *
 * @param error whatever was thrown; what names no fields comes back as it is
 * @param at where the array of items is in the body
 */
export function refusalAt(error: unknown, at: BodyPath, index: number): unknown {
  if (!(error instanceof HttpError || error instanceof ConflictError) || error.details.length === 0) return error;
  const details = error.details.map(({ field, message }) => ({ field: fieldAt(field, at, index), message }));
  return error instanceof HttpError
    ? withDetails(error, details)
    : new ConflictError(error.message, details, { cause: error });
}

function withDetails(cause: HttpError, details: readonly FieldProblem[]): HttpError {
  return new HttpError(cause.code, cause.message, { details, headers: cause.headers, cause });
}

/** A key that is taken is named from the item on, everything else from the top of the body. */
function fieldAt(field: string, at: BodyPath, index: number): string {
  const outer = ['body', ...at].join('.');
  const inside =
    field === outer || field.startsWith(`${outer}.`) ? field.slice(outer.length) : field.slice('body'.length);
  return `${outer}.${index}${inside}`;
}
