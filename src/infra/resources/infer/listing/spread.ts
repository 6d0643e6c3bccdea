import type { ContractOperation, Parameter } from '@plumbline/contract/contract';
import type { Schemas } from '../bodies/schemas.ts';
import { normal } from '../names/words.ts';

/** Objects that hold how a list is paged and sorted: Spring's `Pageable`, and what others call it. */
const LISTING =
  /^(pageable|page(request|params|query|options|able)?|paging|pagination|(list|query)?(options|params|query))$/;

/**
 * Query parameters that are objects whose members stand in the URL as parameters of their own: `pageable` as
 * `?page=0&size=20&sort=title`.
 *
 * @returns their names, and the operation as if it declared their members instead
 */
export function spreadOf(
  schemas: Schemas,
  operation: ContractOperation,
): { spread: string[]; listing: ContractOperation } {
  const isSpread = ({ in: place, name, schema, style, explode }: Parameter): boolean =>
    place === 'query' &&
    style === 'form' &&
    explode &&
    LISTING.test(normal(name)) &&
    schemas.kind(schema) === 'object' &&
    schemas.properties(schema).size > 0;
  const objects = operation.parameters.filter(isSpread);
  if (objects.length === 0) return { spread: [], listing: operation };
  const members = objects.flatMap((parameter) =>
    [...schemas.properties(parameter.schema)].map(([name, [schema = true]]): Parameter => ({
      ...parameter,
      name,
      schema,
      required: false,
    })),
  );
  const others = operation.parameters.filter((parameter) => !isSpread(parameter));
  return {
    spread: objects.map(({ name }) => name),
    listing: { ...operation, parameters: [...others, ...members] },
  };
}
