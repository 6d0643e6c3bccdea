import { isUtf8 } from 'node:buffer';

/** The text of a file, or the first line (from 1) that holds bytes of another encoding than it should. */
export type Decoded = { text: string } | { badLine: number };

/** Decodes UTF-8, or UTF-16 with or without a byte order mark, as YAML has it and some editors write it. */
export function decodeText(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return { badLine: encoding === 'utf-8' ? firstBadLine(bytes) : 1 };
  }
}

/** A document begins with an ASCII character: of its two bytes in UTF-16, one is zero. */
function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}

const NEWLINE = 10;

function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end;
  }
  return line;
}
