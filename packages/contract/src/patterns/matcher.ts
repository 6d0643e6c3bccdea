import { createContext, Script } from 'node:vm';
import { RE2JS } from 're2js';
import type { AST } from '@eslint-community/regexpp';
import { addWork, TooMuchWorkError } from '../work.ts';
import { isCheap } from './cost.ts';
import { contains, fixedLength, isEdge, isLookaround, parsePattern, sequencesOf, type Sequence } from './elements.ts';
import { re2Source } from './re2-source.ts';

export type Matches = (text: string) => boolean;

export interface Matcher {
  matches: Matches;
  /** Only for texts up to a length, and for a time: no engine can promise more for this pattern. */
  isBounded: boolean;
}

/** The length of a text times the size of a program that is still quick; a program that counts may need it for each state. */
const MOST_STEPS = 32_000_000;
const MOST_COUNTING_STEPS = 4_000_000;
/** Counting further than this makes a program that may be in many states at once. */
const LARGE_COUNT = 8;

/** Longest text, in UTF-16 units, and longest time for a pattern that may backtrack. */
export const MOST_BACKTRACKED = 2000;
const MOST_MS = 100;
/** So short a text is matched soon in any way; preparing for the worst would take longer. */
const ALWAYS_SOON = 16;

/** Works out how texts are matched against a pattern of the flag `u`. */
export function makeMatcher(pattern: string): Matcher {
  const sequences = parsePattern(pattern);
  const refersBack = sequences.flat().some((each) => contains(each, ({ type }) => type === 'Backreference'));
  const linear = refersBack ? undefined : matchAny(sequences);
  return linear === undefined
    ? { matches: backtrack(pattern), isBounded: true }
    : { matches: linear, isBounded: false };
}

/** A function that matches in linear time, where there is one. */
function matchAny(sequences: readonly Sequence[]): Matches | undefined {
  if (isCheap(sequences) && !sequences.flat().some((each) => contains(each, hasModifiers))) {
    const expression = new RegExp(sequences.map((sequence) => sequence.map(({ raw }) => raw).join('')).join('|'), 'u');
    return (text) => expression.test(text);
  }
  return byRe2(sequences) ?? byParts(sequences);
}

function byRe2(sequences: readonly Sequence[]): Matches | undefined {
  const source = re2Source(sequences);
  if (source === undefined) return undefined;
  let expression: RE2JS;
  try {
    expression = RE2JS.compile(source);
  } catch {
    return undefined;
  }
  const counts = sequences.flat().some((each) => contains(each, isLargeCount));
  const longest = Math.floor((counts ? MOST_COUNTING_STEPS : MOST_STEPS) / expression.programSize());
  return (text) => {
    if (text.length > longest) throw new TooMuchWorkError();
    return expression.test(text);
  };
}

/** Modifiers of flags are young in the engine of the runtime: `(?i:å)` has missed `Å` in one run and not in the next. */
function hasModifiers(element: AST.Element): boolean {
  return element.type === 'Group' && element.modifiers !== null;
}

function isLargeCount(element: AST.Element): boolean {
  return element.type === 'Quantifier' && element.max !== Infinity && element.max > LARGE_COUNT;
}

/**
 * Takes out lookarounds that stand where only one position is possible: `^(?!.*--)[a-z-]+$` is what does not match
 * `^.*--` and does match `^[a-z-]+$`.
 */
function byParts(sequences: readonly Sequence[]): Matches | undefined {
  if (sequences.length > 1) {
    const each = sequences.map((sequence) => matchAny([sequence]));
    return each.every((matches) => matches !== undefined) ? (text) => each.some((matches) => matches(text)) : undefined;
  }
  const [sequence = []] = sequences;
  const unfolded = unfold(sequence);
  if (unfolded !== undefined) return matchAny(unfolded);
  const at = sequence.findIndex(
    (element, position) => isLookaround(element) && isFixed(sequence, position, element.kind),
  );
  const lookaround = sequence[at];
  if (lookaround === undefined || !isLookaround(lookaround)) return undefined;
  const before = sequence.slice(0, at);
  const after = sequence.slice(at + 1);
  const inside = sequencesOf(lookaround.alternatives);
  const seen = matchAny(
    inside.map((part) => (lookaround.kind === 'lookahead' ? [...before, ...part] : [...part, ...after])),
  );
  const rest = matchAny([[...before, ...after]]);
  if (seen === undefined || rest === undefined) return undefined;
  return (text) => rest(text) && seen(text) !== lookaround.negate;
}

/** A lookahead with a fixed distance from the start, or a lookbehind with one from the end. */
function isFixed(sequence: Sequence, position: number, kind: AST.LookaroundAssertion['kind']): boolean {
  const outside = kind === 'lookahead' ? sequence.slice(0, position) : sequence.slice(position + 1);
  const isAnchored = kind === 'lookahead' ? isEdge(sequence[0], 'start') : isEdge(sequence[sequence.length - 1], 'end');
  return isAnchored && fixedLength(outside) !== undefined;
}

/** `^(?:(?!a)b|c)$` as `^(?!a)b$` and `^c$`: one position each for what is in the group. */
function unfold(sequence: Sequence): Sequence[] | undefined {
  const at = sequence.findIndex(
    (element, position) =>
      (element.type === 'Group' || element.type === 'CapturingGroup') &&
      contains(element, isLookaround) &&
      (isFixed(sequence, position, 'lookahead') || isFixed(sequence, position, 'lookbehind')),
  );
  const group = sequence[at];
  if (group?.type !== 'CapturingGroup' && !(group?.type === 'Group' && group.modifiers === null)) return undefined;
  return sequencesOf(group.alternatives).map((inside) => [
    ...sequence.slice(0, at),
    ...inside,
    ...sequence.slice(at + 1),
  ]);
}

/** Matches with the engine of the runtime, within bounds: a text beyond them is not taken to match or not to match. */
function backtrack(pattern: string): Matches {
  const expression = new RegExp(pattern, 'u');
  const context = createContext({ expression, text: '' });
  const script = new Script('expression.test(text)');
  return (text) => {
    if (text.length <= ALWAYS_SOON) return expression.test(text);
    if (text.length > MOST_BACKTRACKED) throw new TooMuchWorkError();
    const started = performance.now();
    context['text'] = text;
    try {
      return script.runInContext(context, { timeout: MOST_MS }) as boolean;
    } catch (error) {
      throw new TooMuchWorkError({ cause: error });
    } finally {
      addWork(performance.now() - started);
    }
  };
}
