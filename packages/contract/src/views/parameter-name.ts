import type { ParameterLocation } from '../contract.ts';

/**
 * Query parameters may have brackets in their very names: `page[size]`, `filter[status]`. The validator would read them as
 * members of an object, so it is shown other brackets in their place.
 */
const PAIRS = [
  ['[', '⟦'],
  [']', '⟧'],
] as const;

/** Shown in place of `__proto__`, by which the validator would set a prototype. */
const PROTOTYPE = '⟦⟦proto⟧⟧';

/** The name that the validator knows a parameter by. */
export function shownName(location: ParameterLocation, name: string): string {
  if (name === '__proto__') return PROTOTYPE;
  return location === 'query'
    ? PAIRS.reduce((text, [declared, shown]) => text.replaceAll(declared, shown), name)
    : name;
}

/** The name that the contract knows it by. */
export function declaredName(name: string): string {
  if (name === PROTOTYPE) return '__proto__';
  return PAIRS.reduce((text, [declared, shown]) => text.replaceAll(shown, declared), name);
}
