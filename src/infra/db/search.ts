import { sql, type RawBuilder } from 'kysely';

/**
 * What people type into a search box, as a PostgreSQL text search query: every word must occur, and its beginning is
 * enough. Anything that is no letter or digit parts words, as it does in the searched text.
 *
 * @returns `undefined` when the text has no words, so that there is nothing to look for
 */
export function searchQuery(text: string): string | undefined {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? undefined : words.map((word) => `'${word}':*`).join(' & ');
}

/** Whether the row's `search` column, a tsvector that the database keeps, answers the query. */
export function hasWords(query: string): RawBuilder<boolean> {
  return sql<boolean>`search @@ to_tsquery('simple', ${query})`;
}
