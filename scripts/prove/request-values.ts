/** What a request says, before it is written down: parameter values by name, and the body. */
export interface RequestValues {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, unknown>;
  cookie: Record<string, unknown>;
  body?: unknown;
  /** Declared media type that the body is written in; none: there is no body. */
  mediaType?: string;
}
