import type { Serving } from './serving.ts';

const CREATED = /^(date_?)?(created|inserted)(_?(at|on|time|date|timestamp))?$/i;
const UPDATED = /^(date_?)?(last_?)?(updated|modified|changed)(_?(at|on|time|date|timestamp))?$/i;

/** Names of the properties that the clock fills, and what it says. */
export interface Times {
  created: string[];
  updated: string[];
  /** RFC 3339, in UTC. */
  now(): string;
}

/** `createdAt`, `created_at`, `dateCreated`, `lastModified` and the like, where they hold instants. */
export function timesOf({ store, service }: Serving): Times {
  const instants = store.table.columns.flatMap(({ type, property }) =>
    property && type === 'timestamptz' ? [property.name] : [],
  );
  return {
    created: instants.filter((name) => CREATED.test(name)),
    updated: instants.filter((name) => UPDATED.test(name)),
    now: () => service.now().toISOString().replace('.000Z', 'Z'),
  };
}
