/** Which part of a list is asked for; the first page is 1. */
export interface PageRequest {
  page: number;
  limit: number;
}

/** One page of a list, and how many entries there are on all pages together. */
export interface Page<Entry> extends PageRequest {
  entries: Entry[];
  total: number;
}
