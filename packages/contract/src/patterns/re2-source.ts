import type { AST } from '@eslint-community/regexpp';
import { codePointsOf, type Range } from './code-points.ts';
import { sequencesOf, type Sequence } from './elements.ts';

/** RE2 repeats nothing more often in one go. */
const MOST_REPEATS = 1000;

/** Which of the flags that may change inside a pattern hold: `(?i:...)`. */
interface Flags {
  ignoreCase: boolean;
  dotAll: boolean;
}

/** What RE2 has no way to say. */
class UntranslatableError extends Error {}

/**
 * A pattern in the syntax of RE2, with the meaning that it has under the flag `u`: every set of characters is written
 * out, so that nothing depends on what the other engine takes for a digit, a letter or a line.
 *
 * @returns nothing for lookarounds, references back and the flag `m`
 */
export function re2Source(sequences: readonly Sequence[]): string | undefined {
  try {
    return alternatives(sequences, { ignoreCase: false, dotAll: false });
  } catch (error) {
    if (error instanceof UntranslatableError) return undefined;
    throw error;
  }
}

function alternatives(sequences: readonly Sequence[], flags: Flags): string {
  return sequences.map((sequence) => sequence.map((each) => translate(each, flags)).join('')).join('|');
}

function translate(element: AST.Element, flags: Flags): string {
  if (element.type === 'Character' || element.type === 'CharacterSet' || element.type === 'CharacterClass')
    return set(codePointsOf(element, flags));
  if (element.type === 'CapturingGroup') return `(?:${alternatives(sequencesOf(element.alternatives), flags)})`;
  if (element.type === 'Group')
    return `(?:${alternatives(sequencesOf(element.alternatives), flagsWithin(element, flags))})`;
  if (element.type === 'Quantifier') return repeated(translate(element.element, flags), element.min, element.max);
  if (element.type !== 'Assertion') throw new UntranslatableError();
  if (element.kind === 'start') return '\\A';
  if (element.kind === 'end') return '\\z';
  // What is a word differs between the engines where case is ignored.
  if (element.kind === 'word' && !flags.ignoreCase) return element.negate ? '\\B' : '\\b';
  throw new UntranslatableError();
}

function flagsWithin({ modifiers }: AST.Group, { ignoreCase, dotAll }: Flags): Flags {
  const { add, remove } = modifiers ?? {};
  if (add?.multiline) throw new UntranslatableError();
  return {
    ignoreCase: (ignoreCase || add?.ignoreCase === true) && remove?.ignoreCase !== true,
    dotAll: (dotAll || add?.dotAll === true) && remove?.dotAll !== true,
  };
}

function set(ranges: readonly Range[]): string {
  const hex = (code: number) => `\\x{${code.toString(16)}}`;
  if (ranges.length === 0) return '[^\\x{0}-\\x{10ffff}]';
  const [[first, last] = [0, 0]] = ranges;
  if (ranges.length === 1 && first === last) return hex(first);
  return `[${ranges.map(([from, to]) => (from === to ? hex(from) : `${hex(from)}-${hex(to)}`)).join('')}]`;
}

function repeated(source: string, min: number, max: number): string {
  const unit = `(?:${source})`;
  if (max === Infinity && min <= 1) return `${unit}${min === 0 ? '*' : '+'}`;
  const optional = max === Infinity ? `${unit}*` : inSteps(max - min, (count) => `${unit}{0,${count}}`);
  return inSteps(min, (count) => `${unit}{${count}}`) + optional;
}

function inSteps(count: number, write: (count: number) => string): string {
  let text = '';
  for (let rest = count; rest > 0; rest -= MOST_REPEATS) text += write(Math.min(rest, MOST_REPEATS));
  return text;
}
