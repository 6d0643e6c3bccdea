import { isMembers } from '@plumbline/contract/json';

/** One change to the values of a request. */
export interface Variation {
  /** Keyword of the contract that it is about: `maxLength`, `required`, `absent`. */
  kind: string;
  /** Into the values of the request, `/body/name`. */
  pointer: string;
  /** What stands there instead; none: it is left out. */
  value?: unknown;
}

/** The values with the change made; those given stay as they are. Where the place is gone, nothing changes. */
export function applied<Values extends object>(values: Values, { pointer, ...change }: Variation): Values {
  const copy = structuredClone(values);
  const keys = pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() ?? '';
  let holder: unknown = copy;
  for (const key of keys)
    holder = isMembers(holder) || Array.isArray(holder) ? (holder as Record<string, unknown>)[key] : undefined;
  if (!isMembers(holder) && !Array.isArray(holder)) return copy;
  const members = holder as Record<string, unknown>;
  if ('value' in change) members[last] = change.value;
  else delete members[last];
  return copy;
}
