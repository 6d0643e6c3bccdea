import type { AST } from '@eslint-community/regexpp';

/** Code points from the first to the last, both included. */
export type Range = readonly [number, number];
export type CharacterElement = AST.Character | AST.CharacterSet | AST.CharacterClass;

const LAST = 0x10ffff;
const ESCAPES: Readonly<Record<'any' | 'digit' | 'space' | 'word', readonly Range[]>> = {
  any: complement([[0xa], [0xd], [0x2028, 0x2029]].map(([first = 0, last = first]): Range => [first, last])),
  digit: [[0x30, 0x39]],
  space: [
    [0x9, 0xd],
    [0x20, 0x20],
    [0xa0, 0xa0],
    [0x1680, 0x1680],
    [0x2000, 0x200a],
    [0x2028, 0x2029],
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
    [0xfeff, 0xfeff],
  ],
  word: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
};

/** The code points that an element of one character matches under the flag `u`, in order. */
export function codePointsOf(element: CharacterElement, flags: { ignoreCase: boolean; dotAll: boolean }): Range[] {
  if (element.type === 'CharacterSet' && element.kind === 'any' && flags.dotAll) return [[0, LAST]];
  return flags.ignoreCase ? [...scan(element.raw, 'iu')] : ranges(element);
}

function ranges(element: CharacterElement | AST.CharacterClassElement): Range[] {
  if (element.type === 'Character') return [[element.value, element.value]];
  if (element.type === 'CharacterClassRange') return [[element.min.value, element.max.value]];
  if (element.type === 'CharacterClass') {
    const all = united(element.elements.flatMap(ranges));
    return element.negate ? complement(all) : all;
  }
  if (element.type !== 'CharacterSet' || element.kind === 'property') return [...scan(element.raw)];
  const found = ESCAPES[element.kind];
  return 'negate' in element && element.negate ? complement(found) : [...found];
}

function united(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const [first, last] of ranges.toSorted(([one], [other]) => one - other)) {
    const previous = all.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) {
      all[all.length - 1] = [previous[0], Math.max(previous[1], last)];
    } else all.push([first, last]);
  }
  return all;
}

function complement(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    if (first > next) all.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) all.push([next, LAST]);
  return all;
}

const MOST_KNOWN = 200;
const known = new Map<string, readonly Range[]>();

/** Asks the engine of the runtime about every code point: which Unicode properties there are, its own tables say. */
function scan(source: string, flags: 'u' | 'iu' = 'u'): readonly Range[] {
  const key = `${flags} ${source}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const expression = new RegExp(source, flags);
  const has = (code: number): boolean => expression.test(String.fromCodePoint(code));
  const found: Range[] = [];
  for (let plane = 0; plane <= LAST; plane += PLANE) {
    const end = plane + PLANE - 1;
    if (plane >= FIRST_EMPTY && isUniform(plane, has)) {
      if (has(plane)) found.push([plane, end]);
    } else for (let code = plane; code <= end; code += 1) if (has(code)) found.push([code, code]);
  }
  if (known.size >= MOST_KNOWN) known.clear();
  const all = united(found);
  known.set(key, all);
  return all;
}

const PLANE = 0x10000;
/** From this plane on there are no characters, or only private ones. */
const FIRST_EMPTY = 4 * PLANE;
/** Blocks of characters begin at multiples of this. */
const BLOCK = 0x80;

/** Nothing differs within an empty plane but its last two code points; looked at block by block all the same. */
function isUniform(plane: number, has: (code: number) => boolean): boolean {
  const first = has(plane);
  for (let code = plane; code < plane + PLANE; code += BLOCK) if (has(code) !== first) return false;
  return has(plane + PLANE - 2) === first && has(plane + PLANE - 1) === first;
}
