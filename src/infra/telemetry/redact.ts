import { clip } from '@plumbline/contract/clip';
import { setOwn } from '@plumbline/contract/json';

const SECRET_NAME =
  /^(?:.*[-_.])?(?:authorization|cookie|set-cookie|password|passwd|passphrase|secret|token|credentials?|api[-_]?key|access[-_]?key|private[-_]?key|session(?:[-_]?id)?|signature)$/i;
const CAMEL_CASE = /([a-z0-9])([A-Z])/g;

const HIDDEN = '[redacted]';

const MOST_REMEMBERED = 1000;
const remembered = new Map<string, boolean>();

/** A name that announces a secret: `authorization`, `x-api-key`, `accessToken`, `user_password`. */
function isSecretName(name: string): boolean {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const isSecret = SECRET_NAME.test(name.replace(CAMEL_CASE, '$1_$2'));
  // The same few names come with every line; names that clients make up must not fill the memory.
  if (remembered.size < MOST_REMEMBERED && name.length < 100) remembered.set(name, isSecret);
  return isSecret;
}

/** The request target with secret query parameters and mail addresses hidden, safe to log. */
export function redactUrl(url: string, alsoSecret: ReadonlySet<string> = new Set()): string {
  const start = url.indexOf('?');
  if (start === -1) return url;
  const pairs = url.slice(start + 1).split('&');
  const safe = pairs.map((pair) => {
    const [name = ''] = pair.split('=', 1);
    const plain = decode(name);
    const isHidden = isSecretName(plain) || alsoSecret.has(plain) || /@|%40/.test(pair);
    return isHidden ? `${name}=${HIDDEN}` : pair;
  });
  return `${url.slice(0, start)}?${safe.join('&')}`;
}

/** Entries of a list or an object, and characters of a text, that a log line holds. */
const MOST_ENTRIES = 100;
const MOST_TEXT = 10_000;

/** A copy of plain data with the values under secret names hidden, as deep and as long as a log line needs it. */
export function redact(value: unknown, depth = 6): unknown {
  if (typeof value === 'string') return clip(value, MOST_TEXT);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth === 0) return '[deeper]';
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((item: unknown) => redact(item, depth - 1));
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value).slice(0, MOST_ENTRIES)) {
    setOwn(copy, name, isSecretName(name) ? HIDDEN : redact(item, depth - 1));
  }
  return copy;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
