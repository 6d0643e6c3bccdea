/** JSON text with members in sorted order: equal exactly when the values are. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === undefined) return 'undefined';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

/** A value as messages show it: JSON, cut where it gets long. */
export function shown(value: unknown): string {
  const text = canonical(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** A list of values as messages show it, at most eight of them. */
export function shownList(values: readonly unknown[]): string {
  const first = values.slice(0, 8).map(shown).join(', ');
  return values.length > 8 ? `${first} and ${values.length - 8} more` : first;
}
