import { accountOf, type Principal } from '../../domain/account/principal.ts';
import type { InferKyselyDB } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import type { backlogItemMapping } from './backlog-item.mapping.ts';
import type { EntityManager } from './database.ts';
import type { memberMapping } from './member.mapping.ts';
import type { projectMapping } from './project.mapping.ts';

const NAMES = { columnNamingStrategy: 'property', convertValues: true } as const;

type DeskTables = InferKyselyDB<typeof projectMapping | typeof backlogItemMapping | typeof memberMapping, typeof NAMES>;

/** The desk's tables, for reads. */
export type DeskReads = Kysely<DeskTables>;

/** Reads that only render: typed SQL over the mappings, by the names of their properties, past the identity map. */
export function deskReads(em: EntityManager): DeskReads {
  return em.getKysely<DeskTables, typeof NAMES>(NAMES).withSchema('desk');
}

/** `-createdAt` as a property to sort by and a direction. */
export function orderOf<Property extends string>(sort: Property | `-${Property}`): [Property, 'asc' | 'desc'] {
  return sort.startsWith('-') ? [sort.slice(1) as Property, 'desc'] : [sort as Property, 'asc'];
}

/** The projects of whoever asks: what they are no member of is not there for them. */
export function projectsOf(reads: DeskReads, principal: Principal | undefined) {
  return reads.selectFrom('members').select('projectId').where('accountId', '=', accountOf(principal));
}
