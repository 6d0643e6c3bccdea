/** Methods that a path item names as members; `query` since OpenAPI 3.2. */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** Methods beyond those that `additionalOperations` (OpenAPI 3.2) may name and the HTTP server can read. */
export const ADDITIONAL_METHODS = [
  'copy',
  'link',
  'lock',
  'merge',
  'mkcol',
  'move',
  'notify',
  'propfind',
  'proppatch',
  'purge',
  'report',
  'search',
  'subscribe',
  'unlink',
  'unlock',
  'unsubscribe',
] as const;

/** An HTTP method, written small. */
export type Method = (typeof METHODS)[number] | (typeof ADDITIONAL_METHODS)[number];
