import { heal, ignore, note, type Draft } from '../draft.ts';
import { isMembers, type Members, setOwn } from '../json.ts';
import { isBoundedPattern } from '../patterns/linear-pattern.ts';
import { MOST_BACKTRACKED } from '../patterns/matcher.ts';
import { pointerToken } from '../schema.ts';

/** Mends patterns: JSON Schema has regular expressions of ECMAScript, in Unicode mode; people write others too. */
export function healPatterns(draft: Draft, schema: Members, pointer: string): void {
  if ('pattern' in schema) {
    const mended = healedPattern(draft, schema.pattern, `${pointer}/pattern`);
    if (mended === undefined) delete schema.pattern;
    else {
      schema.pattern = mended;
      reportBounded(draft, mended, `${pointer}/pattern`);
    }
  }
  const { patternProperties } = schema;
  if (!isMembers(patternProperties)) return;
  for (const [pattern, property] of Object.entries(patternProperties)) {
    const mended = healedPattern(draft, pattern, `${pointer}/patternProperties/${pointerToken(pattern)}`);
    if (mended !== undefined) reportBounded(draft, mended, `${pointer}/patternProperties/${pointerToken(pattern)}`);
    if (mended === pattern) continue;
    delete patternProperties[pattern];
    if (mended !== undefined) setOwn(patternProperties, mended, property);
  }
}

/** No engine matches these in time that is proportional to the text: whoever offers the contract should know the bound. */
function reportBounded(draft: Draft, pattern: string, pointer: string): void {
  if (!isBoundedPattern(pattern)) return;
  const message =
    `${pattern} looks around or back in a way that takes more than linear time: it is matched against texts of at most ` +
    `${MOST_BACKTRACKED} characters, and requests that would take longer are rejected. Write it without lookarounds ` +
    'and references back, or with lookaheads right after `^`.';
  note(draft, 'bounded-pattern', pointer, message);
}

function healedPattern(draft: Draft, pattern: unknown, pointer: string): string | undefined {
  if (typeof pattern === 'string' && compiles(pattern)) return withoutDelimiters(draft, pattern, pointer);
  const mended = typeof pattern === 'string' ? mend(pattern) : undefined;
  if (mended !== undefined && compiles(mended)) {
    heal(
      draft,
      'invalid-pattern',
      pointer,
      `Not a regular expression of ECMAScript: ${String(pattern)}. It is taken for ${mended}.`,
    );
    return mended;
  }
  ignore(
    draft,
    'unusable-pattern',
    pointer,
    `Not a regular expression of ECMAScript: ${JSON.stringify(pattern)}. It is not checked.`,
  );
  return undefined;
}

/** `/^a$/` can match nothing, since the slashes are part of it: the delimiters of another language were left on. */
function withoutDelimiters(draft: Draft, pattern: string, pointer: string): string {
  const inner = /^\/(\^.*\$)\/[gimsuy]*$/u.exec(pattern)?.[1];
  if (inner === undefined || !compiles(inner)) return pattern;
  heal(
    draft,
    'invalid-pattern',
    pointer,
    `The slashes around ${pattern} would be part of the value; they were taken off.`,
  );
  return inner;
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}

/** Leftovers of Perl, Python, Ruby and Java, and what ECMAScript has for them. */
const TRANSLATIONS: readonly [RegExp, string][] = [
  [/\\A/gu, '^'],
  [/\\[zZ]/gu, '$'],
  [/\(\?P?<(?![=!])/gu, '(?<'],
  [/\(\?>/gu, '(?:'],
  [/([*+?}])\+/gu, '$1'],
  [/\[:alpha:\]/gu, 'a-zA-Z'],
  [/\[:digit:\]/gu, '0-9'],
  [/\[:alnum:\]/gu, 'a-zA-Z0-9'],
  [/\[:space:\]/gu, '\\s'],
  [/\[:upper:\]/gu, 'A-Z'],
  [/\[:lower:\]/gu, 'a-z'],
  [/\[:xdigit:\]/gu, '0-9a-fA-F'],
];

/** The pattern in ECMAScript's Unicode mode, as far as that can be told. */
function mend(pattern: string): string {
  const flags = /^\^?\(\?([ims]+)\)/u.exec(pattern);
  let mended = flags ? pattern.replace(flags[0], flags[0].startsWith('^') ? '^' : '') : pattern;
  for (const [leftover, own] of TRANSLATIONS) mended = mended.replace(leftover, own);
  mended = compiles(mended) ? mended : inUnicodeMode(mended);
  return flags ? `(?${flags[1] ?? ''}:${mended})` : mended;
}

/** Unicode mode allows no needless escapes, no hyphen beside a class escape and no lone brackets. */
function inUnicodeMode(pattern: string): string {
  let isInClass = false;
  return pattern.replaceAll(
    /\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])|[\s\S]/gu,
    (token: string, offset: number) => {
      const escaped = token.startsWith('\\') ? token.charAt(1) : undefined;
      if (escaped !== undefined) return keepsEscape(escaped, isInClass) ? token : escaped;
      if (token === '[' && !isInClass) isInClass = true;
      else if (token === ']') {
        if (!isInClass) return '\\]';
        isInClass = false;
      } else if (token === '-' && isInClass && isBesideClass(pattern, offset)) return '\\-';
      else if (!isInClass && token === '{' && !/^\{\d+(?:,\d*)?\}/u.test(pattern.slice(offset))) return '\\{';
      else if (!isInClass && token === '}' && !/\{\d+(?:,\d*)?$/u.test(pattern.slice(0, offset))) return '\\}';
      return token;
    },
  );
}

function keepsEscape(character: string, isInClass: boolean): boolean {
  return '^$\\.*+?()[]{}|/dDwWsSbBnrtvfcxukpP0123456789'.includes(character) || (isInClass && character === '-');
}

function isBesideClass(pattern: string, offset: number): boolean {
  return /\\[dDwWsS]$/u.test(pattern.slice(0, offset)) || /^-\\[dDwWsS]/u.test(pattern.slice(offset));
}
