import type { InferKyselyDB } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import type { backlogItemMapping } from './backlog-item.mapping.ts';
import type { EntityManager } from './database.ts';
import type { projectMapping } from './project.mapping.ts';

const NAMES = { columnNamingStrategy: 'property', convertValues: true } as const;

type DeskTables = InferKyselyDB<typeof projectMapping | typeof backlogItemMapping, typeof NAMES>;

/** Reads that only render: typed SQL over the mappings, by the names of their properties, past the identity map. */
export function deskReads(em: EntityManager): Kysely<DeskTables> {
  return em.getKysely<DeskTables, typeof NAMES>(NAMES).withSchema('desk');
}

/** `-createdAt` as a property to sort by and a direction. */
export function orderOf<Property extends string>(sort: Property | `-${Property}`): [Property, 'asc' | 'desc'] {
  return sort.startsWith('-') ? [sort.slice(1) as Property, 'desc'] : [sort as Property, 'asc'];
}
