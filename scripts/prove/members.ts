/** The value at a body path; nothing where there is none. */
export function valueAt(body: unknown, at: readonly string[]): unknown {
  return at.reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], body);
}

/** The object at a body path; an empty one where there is none. */
export function memberAt(body: unknown, at: readonly string[]): Record<string, unknown> {
  const value = valueAt(body, at);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
