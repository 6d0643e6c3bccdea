import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** One alternative of a regular expression: what has to match one after the other. */
export type Sequence = readonly AST.Element[];

/** The alternatives of a pattern as the flag `u` reads it. @throws SyntaxError */
export function parsePattern(pattern: string): Sequence[] {
  const { alternatives } = new RegExpParser().parsePattern(pattern, undefined, undefined, { unicode: true });
  return sequencesOf(alternatives);
}

export function sequencesOf(alternatives: readonly AST.Alternative[]): Sequence[] {
  return alternatives.map(({ elements }) => elements);
}

/** Whether an element, or anything in it, is one of a kind. */
export function contains(element: AST.Element, isMeant: (element: AST.Element) => boolean): boolean {
  if (isMeant(element)) return true;
  if (element.type === 'Quantifier') return contains(element.element, isMeant);
  const isBranch = element.type === 'Group' || element.type === 'CapturingGroup' || isLookaround(element);
  if (!isBranch) return false;
  return element.alternatives.some(({ elements }) => elements.some((each) => contains(each, isMeant)));
}

export function isLookaround(element: AST.Element): element is AST.LookaroundAssertion {
  return element.type === 'Assertion' && (element.kind === 'lookahead' || element.kind === 'lookbehind');
}

export function isEdge(element: AST.Element | undefined, kind: 'start' | 'end'): boolean {
  return element?.type === 'Assertion' && element.kind === kind;
}

/** Whether an element takes exactly one character. */
export function isCharacter(element: AST.Element): boolean {
  return element.type === 'Character' || element.type === 'CharacterSet' || element.type === 'CharacterClass';
}

/** How many characters a sequence takes, where that is always the same number. */
export function fixedLength(sequence: Sequence): number | undefined {
  let sum = 0;
  for (const element of sequence) {
    const length = lengthOf(element);
    if (length === undefined) return undefined;
    sum += length;
  }
  return sum;
}

function lengthOf(element: AST.Element): number | undefined {
  if (isCharacter(element)) return 1;
  if (element.type === 'Assertion') return 0;
  if (element.type === 'Quantifier') {
    const length = lengthOf(element.element);
    return length !== undefined && element.min === element.max ? length * element.min : undefined;
  }
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return undefined;
  const lengths = new Set(sequencesOf(element.alternatives).map(fixedLength));
  const [only] = lengths;
  return lengths.size === 1 ? only : undefined;
}
