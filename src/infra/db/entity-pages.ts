import type { Page, PageRequest } from '../../domain/page.ts';

/** The part of a list that a page shows, as `findAndCount` takes it. */
export function windowOf({ page, limit }: PageRequest): { limit: number; offset: number } {
  return { limit, offset: (page - 1) * limit };
}

/** What `findAndCount` found, as a page. For entities that are decrypted when they are read. */
export async function pageOf<Entity>(
  found: Promise<[Entity[], number]>,
  { page, limit }: PageRequest,
): Promise<Page<Entity>> {
  const [entries, total] = await found;
  return { entries, page, limit, total };
}

type Given<Values> = Partial<{ [Name in keyof Values]: NonNullable<Values[Name]> }>;

/** Only the filters that were given. */
export function filters<Values extends Record<string, unknown>>(values: Values): Given<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<Values>;
}
