import { pointerToken } from '../schema.ts';

/** The keys of a JSON pointer, unescaped; percent-encoding, as in the fragment of a `$ref`, is taken off too. */
export function pointerKeys(pointer: string): string[] {
  return pointer.split('/').slice(1).map(unescapeToken);
}

/** The JSON pointer of the keys. */
export function toPointer(keys: readonly string[]): string {
  return keys.map((key) => `/${pointerToken(key)}`).join('');
}

function unescapeToken(token: string): string {
  return percentDecoded(token).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** A stray `%` is left alone: it is no encoding, and some contracts have it in a path. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
