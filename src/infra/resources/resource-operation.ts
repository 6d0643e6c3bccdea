import type { ContractOperation, Schema } from '@plumbline/contract/contract';
import type { Resource } from './resource.ts';

/** The other half of the model of derived resources: how one operation is served. Import it from `resource.ts`. */

export type Role = 'list' | 'create' | 'read' | 'replace' | 'update' | 'remove' | 'clear' | 'act';

/** Keys from the top of a body down to the value of interest; `[]` is the body itself. */
export type BodyPath = readonly string[];

/** What a member of a list's envelope says about the page. */
export type PageFact =
  | 'total'
  | 'page'
  | 'limit'
  | 'offset'
  | 'count'
  | 'range'
  | 'pages'
  | 'isFirst'
  | 'isLast'
  | 'firstId'
  | 'lastId'
  | 'hasNext'
  | 'hasPrevious'
  | 'nextCursor'
  | 'lastCursor'
  | 'previousCursor'
  | 'nextPage'
  | 'previousPage'
  | 'nextUrl'
  | 'previousUrl'
  | 'firstUrl'
  | 'lastUrl'
  | 'selfUrl';

/** How a 2xx body carries an item or items. */
export interface Shape {
  status: number;
  /** JSON media type of the body; none: no body. */
  mediaType?: string;
  /** Schema of the whole body. */
  schema?: Schema;
  /** Where the item, or the array of items, is. None: the body says something else, which is sampled. */
  at?: BodyPath;
  /** Where several items are instead, if the body has a place for one of them and one for all: `tasks` beside `task`. */
  severalAt?: BodyPath;
  /** Where a body that holds no item holds the identifier of one, `[]` or `['userId']`. */
  identityAt?: BodyPath;
  /** In each element of the array: where the item is, `['resource']`. */
  itemAt?: BodyPath;
  /** In each element of the array: where the item's own cursor is, after which the next page begins. */
  cursorAt?: BodyPath;
  /** The body (or the value at `at`) is an array of items. */
  isList: boolean;
  facts: { at: BodyPath; fact: PageFact }[];
}

/** A cursor that no member of the envelope hands out (`nextCursor`) is the identifier of the last item seen. */
export interface Paging {
  style: 'page' | 'offset' | 'cursor';
  /** Query parameter names. */
  page?: string;
  offset?: string;
  after?: string;
  before?: string;
  limit?: string;
  defaultLimit: number;
  maxLimit: number;
  /** First page is 0 or 1. */
  firstPage: number;
}

export type Comparison =
  'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains' | 'startsWith' | 'in' | 'includes' | 'search';

export interface Filter {
  parameter: string;
  /** Keys down to the value where the parameter is an object: `['gte']` of `created[gte]=...` as a deepObject `created`. */
  at?: BodyPath;
  /**
   * Names of the properties compared; one, or several for `search`. In a jsonb column `includes` holds where the value, or an element
   * of the array, is the value asked for or an object that is identified by it (id, name, slug, ...); an ordering
   * comparison holds where one element of the array does.
   */
  properties: string[];
  /** A column compared that no property shows, that of a parent: `GET /tasks?projectId=`. Then `properties` is empty. */
  column?: string;
  /** For `in` and `includes` the value is an array, or a string with commas between the values. */
  comparison: Comparison;
  /** Values that select everything: `all`. */
  neutral?: string[];
  /** The value that holds where the caller says none: an item that has no value of its own counts as having this one. */
  usual?: unknown;
}

export interface Sorting {
  parameter: string;
  /** A second parameter that holds the direction, `order=desc`. */
  direction?: string;
  /**
   * Sort values to property names, both without direction: of `-price`, `price:desc`, `price desc`, `price,desc`,
   * `price_desc` and `priceDesc` the value is `price`. None: a direction alone, of the order of creation. Values come alone, with commas between them, or as an array.
   */
  properties: Record<string, string>;
}

/** One operation, served by a resource in a role. */
export interface ResourceOperation {
  operation: ContractOperation;
  resource: Resource;
  role: Role;
  /** Where the identifier comes from for roles on one item. */
  key?: {
    in: 'path' | 'query' | 'body';
    name: string;
    /** The property that it holds, where that is not the identity. */
    property?: string;
    /** It holds several identifiers: an array, or text with commas between them. */
    isList?: boolean;
  };
  /** The body may give the item another identifier: clients choose it, and nothing else stores it. */
  mayRename?: boolean;
  /** Path parameters to parent columns; `property`: what of the parent the parameter holds, where that is not its identity. */
  scope: { parameter: string; column: string; property?: string }[];
  /** Where the item is in the request body; `isList` for a bulk create. */
  request?: {
    at: BodyPath;
    isList: boolean;
    /** Where a single item may stand instead of the list: `task` beside `tasks`. */
    aloneAt?: BodyPath;
    /** Names of the properties that it declares: what it cannot say, a replace leaves as it is. */
    properties: string[];
    /** Properties that the request spells differently: request name to property name, `FriendlyName` to `friendly_name`. */
    names?: Record<string, string>;
    /** Properties that are lists of texts, which the request may write as one text with commas between: `labels`. */
    lists?: string[];
  };
  /** Query parameters of an update or act that set a column, as in `POST /pets/{petId}?name=`. */
  assigns?: { parameter: string; column: string }[];
  /** Query parameter that names the members which an update or replace changes: `updateMask`. */
  mask?: string;
  response: Shape;
  /** A replace that makes the item where it is absent: how it answers then, `201`. */
  created?: Shape;
  /** Headers of a list that say something about the page. */
  headers?: { name: string; fact: PageFact }[];
  paging?: Paging;
  filters: Filter[];
  sorting?: Sorting;
  /** Query parameters of a list whose members `paging`, `filters` and `sorting` name as if they were parameters. */
  spread?: string[];
  /** Query parameters that have no effect; the support report names them. */
  ignored: string[];
}
