/** Where in a text JSON ends to be valid, and what is there and what could be, in words for the caller. */

type Expected = 'value' | 'valueOrEnd' | 'name' | 'nameOrEnd' | 'colon' | 'next' | 'end';

interface Scan {
  text: string;
  at: number;
  expected: Expected;
  /** What is open: `[` or `{`, the innermost last. */
  open: ('[' | '{')[];
}

const EARLY = 'it ends before it is complete';
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}\d_]+/uy;

/** Says why a text is not JSON. Looks at each character once, whatever the text is. */
export function jsonFault(text: string): string {
  if (text.trim() === '') return 'it is empty';
  const scan: Scan = { text, at: 0, expected: 'value', open: [] };
  for (;;) {
    while (' \t\n\r'.includes(text.charAt(scan.at)) && scan.at < text.length) scan.at += 1;
    if (scan.at >= text.length) return EARLY;
    const fault = step(scan);
    if (fault !== undefined) return fault;
  }
}

/** Reads one token; returns what is wrong with it. */
function step(scan: Scan): string | undefined {
  const { text, at, expected, open } = scan;
  const character = text.charAt(at);
  const isEnd = character === (open.at(-1) === '[' ? ']' : '}') && open.length > 0;
  if (isEnd && (expected === 'next' || expected === 'valueOrEnd' || expected === 'nameOrEnd')) {
    open.pop();
    advance(scan, 1);
    return undefined;
  }
  if (expected === 'next' && character === ',') {
    scan.at += 1;
    scan.expected = open.at(-1) === '[' ? 'value' : 'name';
    return undefined;
  }
  if (expected === 'colon' && character === ':') {
    scan.at += 1;
    scan.expected = 'value';
    return undefined;
  }
  if ((expected === 'name' || expected === 'nameOrEnd') && character === '"') return stringToken(scan, 'colon');
  if (expected === 'value' || expected === 'valueOrEnd') return valueToken(scan, character);
  return unexpected(scan);
}

function valueToken(scan: Scan, character: string): string | undefined {
  if (character === '"') return stringToken(scan);
  if (character === '[' || character === '{') {
    scan.open.push(character);
    scan.at += 1;
    scan.expected = character === '[' ? 'valueOrEnd' : 'nameOrEnd';
    return undefined;
  }
  const word = match(WORD, scan);
  if (word === 'true' || word === 'false' || word === 'null') {
    advance(scan, word.length);
    return undefined;
  }
  const number = match(NUMBER, scan);
  const after = scan.text.charAt(scan.at + (number?.length ?? 0));
  if (number === undefined || /[\d.\p{L}_]/u.test(after)) return unexpected(scan);
  advance(scan, number.length);
  return undefined;
}

/** Goes on behind a value. */
function advance(scan: Scan, length: number): void {
  scan.at += length;
  scan.expected = scan.open.length === 0 ? 'end' : 'next';
}

function stringToken(scan: Scan, expected?: Expected): string | undefined {
  const { text } = scan;
  for (let at = scan.at + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') {
      advance(scan, at + 1 - scan.at);
      if (expected !== undefined) scan.expected = expected;
      return undefined;
    }
    if (character < ' ') return `${placeOf(text, at)} has a control character in a string, which must be escaped`;
    if (character !== '\\') continue;
    if (at + 1 >= text.length) return EARLY;
    if (!/^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(text.slice(at + 1, at + 6)))
      return `${placeOf(text, at)} has an escape sequence that JSON does not have`;
    at += 1;
  }
  return EARLY;
}

function match(pattern: RegExp, { text, at }: Scan): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const MOST_SHOWN = 20;

function unexpected(scan: Scan): string {
  const { text, at, expected, open } = scan;
  const found = match(WORD, scan) ?? String.fromCodePoint(text.codePointAt(at) ?? 0);
  const shown = found.length > MOST_SHOWN ? `${found.slice(0, MOST_SHOWN)}...` : found;
  const end = open.at(-1) === '[' ? ']' : '}';
  const wanted: Readonly<Record<Expected, string>> = {
    value: 'a value is expected',
    valueOrEnd: 'a value or ] is expected',
    name: 'a property name in double quotes is expected',
    nameOrEnd: 'a property name in double quotes or } is expected',
    colon: 'a colon is expected',
    next: `a comma or ${end} is expected`,
    end: 'nothing more is expected',
  };
  return `${placeOf(text, at)} has ${shown} where ${wanted[expected]}`;
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at);
  return `line ${before.split('\n').length}, column ${at - before.lastIndexOf('\n')}`;
}
