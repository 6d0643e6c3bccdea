import { basename, extname } from 'node:path';
import { pointerKeys } from '../source/pointer.ts';

/** Words of a pointer that say nothing about what is there. */
const FILLERS = new Set([
  'components',
  'schemas',
  'definitions',
  'properties',
  'paths',
  'content',
  'schema',
  'responses',
]);

/**
 * A readable name for a component made of what is at `fragment` of `file`: the last words of the fragment, the file's
 * name where there is none; with the file's name before it, then a number, where that is taken.
 */
export function componentName(file: string, fragment: string, isTaken: (name: string) => boolean): string {
  const document = plain(basename(file.replace(/[?#].*$/u, ''), extname(file)));
  const words = pointerKeys(fragment).filter((key) => !FILLERS.has(key));
  const isComponent = /^\/(?:components\/\w+|definitions|\$defs|parameters|responses)\/[^/]+$/u.test(fragment);
  const name = plain((isComponent ? words.slice(-1) : words.slice(-3)).join('_')) || document || 'Component';
  const candidates = [name, `${document}_${name}`];
  for (const candidate of candidates) if (!isTaken(candidate)) return candidate;
  for (let number = 2; ; number += 1) if (!isTaken(`${name}_${number}`)) return `${name}_${number}`;
}

/** Component names may hold letters, digits, dots, hyphens and underscores only. */
function plain(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9._-]+/gu, '_').replaceAll(/^_+|_+$/gu, '');
}
