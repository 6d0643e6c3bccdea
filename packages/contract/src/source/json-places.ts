/**
 * Where the values of a JSON text are, found on demand. A contract of several megabytes is read with `JSON.parse`, which
 * keeps no positions; only when somebody asks for a place are the containers on the way to it scanned, each once.
 */
export interface JsonPlaces {
  /** Offset of the member's key (or of the array element) that the keys lead to; of the last one that exists. */
  offsetOf(keys: readonly string[]): number;
}

interface Child {
  /** Offset of the key, or of the element itself in an array. */
  at: number;
  /** Offset of the value. */
  value: number;
}

/** @param text a JSON text that `JSON.parse` accepts */
export function jsonPlaces(text: string): JsonPlaces {
  const scanned = new Map<number, Map<string, Child>>();
  const childrenOf = (start: number): Map<string, Child> => {
    const known = scanned.get(start);
    if (known) return known;
    const children = scanContainer(text, start);
    scanned.set(start, children);
    return children;
  };
  return {
    offsetOf(keys) {
      let value = skipSpace(text, 0);
      let at = value;
      for (const key of keys) {
        const child = childrenOf(value).get(key);
        if (!child) break;
        ({ at, value } = child);
      }
      return at;
    },
  };
}

/** The children of the object or array that begins at `start`; none for a scalar. The last of duplicate keys wins. */
function scanContainer(text: string, start: number): Map<string, Child> {
  const children = new Map<string, Child>();
  const isArray = text[start] === '[';
  if (!isArray && text[start] !== '{') return children;
  let offset = skipSpace(text, start + 1);
  while (text[offset] !== ']' && text[offset] !== '}') {
    const at = offset;
    let key = String(children.size);
    if (!isArray) {
      offset = skipString(text, at);
      key = JSON.parse(text.slice(at, offset)) as string;
      offset = skipSpace(text, skipSpace(text, offset) + 1);
    }
    children.set(key, { at, value: offset });
    offset = skipSpace(text, skipValue(text, offset));
    if (text[offset] === ',') offset = skipSpace(text, offset + 1);
  }
  return children;
}

/** Offsets of keys that stand twice in one object: `JSON.parse` takes the last without a word. */
export function duplicateKeys(text: string): number[] {
  const duplicates: number[] = [];
  const open: (Set<string> | undefined)[] = [];
  for (let offset = 0; offset < text.length; offset += 1) {
    const character = text.charCodeAt(offset);
    if (character === OPEN_OBJECT) open.push(new Set());
    else if (character === OPEN_ARRAY) open.push(undefined);
    else if (character === CLOSE_OBJECT || character === CLOSE_ARRAY) open.pop();
    else if (character === QUOTE) {
      const end = skipString(text, offset);
      const keys = open.at(-1);
      if (keys && text[skipSpace(text, end)] === ':') {
        const key = text.slice(offset, end);
        if (keys.has(key)) duplicates.push(offset);
        keys.add(key);
      }
      offset = end - 1;
    }
  }
  return duplicates;
}

const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY, QUOTE] = [123, 125, 91, 93, 34];

function skipSpace(text: string, offset: number): number {
  while (text.charCodeAt(offset) <= 32) offset += 1;
  return offset;
}

/** @returns the offset after the string whose opening quote is at `offset` */
function skipString(text: string, offset: number): number {
  let end = text.indexOf('"', offset + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function skipValue(text: string, offset: number): number {
  let depth = 0;
  do {
    const character = text[offset];
    if (character === '"') offset = skipString(text, offset);
    else if (character === '{' || character === '[') [depth, offset] = [depth + 1, offset + 1];
    else if (character === '}' || character === ']') [depth, offset] = [depth - 1, offset + 1];
    else offset = depth > 0 ? offset + 1 : skipScalar(text, offset);
  } while (depth > 0);
  return offset;
}

function skipScalar(text: string, offset: number): number {
  while (offset < text.length && !',]} \t\r\n'.includes(text.charAt(offset))) offset += 1;
  return offset;
}
