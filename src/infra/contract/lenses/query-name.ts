/**
 * Query parameters may have brackets in their very names: `page[size]`, `filter[status]`. The validator would read them as
 * members of an object, so it is shown other brackets in their place.
 */
const PAIRS = [
  ['[', '⟦'],
  [']', '⟧'],
] as const;

/** The name that the validator knows a query parameter by. */
export function shownQueryName(name: string): string {
  return PAIRS.reduce((text, [declared, shown]) => text.replaceAll(declared, shown), name);
}

/** The name that the contract knows it by. */
export function declaredQueryName(name: string): string {
  return PAIRS.reduce((text, [declared, shown]) => text.replaceAll(shown, declared), name);
}
