import type { Page } from '../domain/page.ts';

/** One thing in the envelope of every answer. */
export function answer<Data>(data: Data): { success: true; data: Data } {
  return { success: true, data };
}

/** One page of a list, and where it stands in the whole. */
export function answerPage<Entry, Data>({ entries, page, limit, total }: Page<Entry>, present: (entry: Entry) => Data) {
  return { success: true as const, data: entries.map(present), meta: { page, limit, total } };
}
