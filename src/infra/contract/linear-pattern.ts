import { setFlagsFromString } from 'node:v8';

// Patterns such as `^(a+)+$` stand in contracts, and a text of forty letters would keep a thread busy for days. V8 can go
// on without backtracking when it has tried often enough, for expressions without the flag `u`.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');

/** A regular expression as validators use it. */
export interface Pattern {
  readonly source: string;
  toString(): string;
  test(text: string): boolean;
}

const ASTRAL = /[\u{10000}-\u{10ffff}]/gu;
/** Stands for any character beyond 16 bits, which to a pattern of ASCII are all alike. */
const ANY_ASTRAL = '\uE000';

/**
 * Compiles the pattern of a contract with the meaning of the flag `u`, as JSON Schema asks for (2020-12, 6.3.3), but
 * without it wherever nothing in the pattern needs it, so that matching takes time in proportion to the text.
 */
export function linearPattern(pattern: string): Pattern {
  const unicode = new RegExp(pattern, 'u');
  if (!isPlain(pattern)) return unicode;
  const plain = new RegExp(pattern);
  // Ajv tells patterns apart by their text.
  const toString = () => `/${pattern}/u`;
  return { source: pattern, toString, test: (text) => plain.test(text.replace(ASTRAL, ANY_ASTRAL)) };
}

/** ASCII without escapes that the flag gives a meaning to. */
function isPlain(pattern: string): boolean {
  return /^[ -~\s]*$/.test(pattern) && !/\\(?:[pPuk]|x[89a-fA-F])/.test(pattern);
}

/** The same for Ajv, which writes the name of it into code that is kept; ours is not. */
export const linearPatterns = Object.assign(linearPattern, { code: 'linearPattern' });
