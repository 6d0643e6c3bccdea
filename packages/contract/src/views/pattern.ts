/** Escapes that a pattern without the `u` flag tolerates and one with it refuses: `\-`, `\_`, `\@`, ... */
const NEEDLESS_ESCAPE = /\\(\\|[^\w\s^$\\.*+?()[\]{}|/])/g;
/** Braces that quantify nothing, as in `^{id}$`. */
const LONE_BRACE = /(?<!\\|\\[pPu])\{(?!\d+(?:,\d*)?\})([^{}]*)\}/g;

/**
 * Rewrites a regular expression so that it compiles with the `u` flag, which Ajv and express-openapi-validator always
 * set (JSON Schema 2020-12, 6.3.3). Contracts carry patterns written for Perl, Python and Java: needless escapes,
 * `\A`, `\Z`, `(?i)` and the like.
 *
 * @returns a pattern of the same meaning, or `undefined` when this engine has no way to say it
 */
export function portablePattern(pattern: string): string | undefined {
  const anchored = pattern.replace(/^\\A/, '^').replace(/\\[zZ]$/, '$');
  const flagged = /^(\^?)\(\?([ims]+)\)(.*)$/s.exec(anchored);
  const scoped = flagged ? `${flagged[1] ?? ''}(?${flagged[2] ?? ''}:${flagged[3] ?? ''})` : anchored;
  const unescaped = scoped.replace(NEEDLESS_ESCAPE, (match, character: string) =>
    character === '\\' ? match : character === '-' ? '\\x2d' : character,
  );
  const braced = unescaped.replace(LONE_BRACE, '\\{$1\\}');
  return [pattern, anchored, scoped, unescaped, braced].find(compiles);
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
