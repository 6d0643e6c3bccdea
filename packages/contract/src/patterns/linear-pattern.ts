import { makeMatcher, type Matcher } from './matcher.ts';

/** A regular expression as validators use it. */
export interface Pattern {
  readonly source: string;
  toString(): string;
  /** @throws TooMuchWorkError where a text is too long to be matched in a time that is known beforehand */
  test(text: string): boolean;
}

/** Patterns that are kept ready; contracts have fewer. */
const MOST_KNOWN = 2000;
const known = new Map<string, Matcher>();

/**
 * The pattern of a contract with the meaning of the flag `u`, as JSON Schema asks for (2020-12, 6.3.3), matched in time
 * in proportion to the text: `^(a+)+$` stands in contracts, and a text of forty letters would keep a backtracking engine
 * busy for days.
 *
 * @throws SyntaxError
 */
export function linearPattern(pattern: string): Pattern {
  const { source } = new RegExp(pattern, 'u');
  return {
    source,
    // Ajv tells patterns apart by their text.
    toString: () => `/${pattern}/u`,
    test: (text) => matcherOf(pattern).matches(text),
  };
}

/** Whether a pattern can be matched within bounds only; whoever offers the contract should know. */
export function isBoundedPattern(pattern: string): boolean {
  return matcherOf(pattern).isBounded;
}

function matcherOf(pattern: string): Matcher {
  const found = known.get(pattern) ?? makeMatcher(pattern);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(pattern, found);
  return found;
}

/** The same for Ajv, which writes the name of it into code that is kept; ours is not. */
export const linearPatterns = Object.assign(linearPattern, { code: 'linearPattern' });
