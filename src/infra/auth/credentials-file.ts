import type { Contract } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import type { KnownCredential, KnownCredentials } from './known-credentials.ts';
import { digest } from './opaque-token.ts';

const MEMBERS: ReadonlySet<string> = new Set(['subject', 'sha256', 'scopes']);
const MOST_CHARACTERS = 255;
const HOW_TO = 'Make it with:  printf %s "$CREDENTIAL" | sha256sum';
const OF_NOTHING = digest('');

/**
 * Reads configured credentials.
 *
 * @param text JSON: `{ "apiKey": [{ "subject": "shop", "sha256": "<64 hex digits>", "scopes": ["read"] }] }`
 * @param source the file's name, for messages
 * @throws Error with a line for everything that is wrong, and where; never repeats a digest
 */
export function readKnownCredentials(text: string, source: string, { document }: Contract): KnownCredentials {
  const schemes = document.components?.securitySchemes ?? {};
  const lists = Object.entries(parse(text, source));
  const problems = lists.flatMap(([scheme, list]) => {
    const { type } = Object.hasOwn(schemes, scheme) ? (getOwn(schemes, scheme) ?? {}) : {};
    if (type === undefined) return [`names the security scheme ${scheme}, which the contract does not declare.`];
    if (type === 'mutualTLS')
      return [`${scheme} is about client certificates, which are not looked at: nobody gets in by one.`];
    if (!isList(list)) return [`${scheme} must be a list of credentials.`];
    return list.flatMap((item, index) =>
      problemsOf(item, list.slice(0, index)).map((it) => `${scheme}[${index}]${it}`),
    );
  });
  if (problems.length > 0) throw new Error(problems.map((problem) => `${source}: ${problem}`).join('\n'));
  return new Map(lists.map(([scheme, list]) => [scheme, (list as KnownCredential[]).map(withScopes)]));
}

function parse(text: string, source: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const [where = ''] = /line \d+ column \d+/.exec(String(error)) ?? [];
    throw new Error(`${source} is not JSON${where && `: see ${where}`}.`, { cause: error });
  }
  if (isObject(parsed)) return parsed;
  throw new Error(`${source} must be an object: names of security schemes to lists of credentials.`);
}

/** @param before those that stand before it in the same list */
function problemsOf(item: unknown, before: readonly unknown[]): string[] {
  if (!isObject(item)) return [' must be an object with subject, sha256 and scopes.'];
  const { subject, sha256, scopes = [] } = item;
  const twin = before.findIndex((other) => isObject(other) && other['sha256'] === sha256);
  return [
    ...Object.keys(item)
      .filter((name) => !MEMBERS.has(name))
      .map((name) => ` has a member ${JSON.stringify(name)}; there are ${[...MEMBERS].join(', ')}.`),
    ...(isName(subject)
      ? []
      : [
          `.subject must say whom it lets in: 1 to ${MOST_CHARACTERS} characters, no control characters, no space around.`,
        ]),
    ...(typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)
      ? [`.sha256 must be 64 hex digits, lower case. ${HOW_TO}`]
      : sha256 === OF_NOTHING
        ? [`.sha256 is that of an empty text. Was the variable set? ${HOW_TO}`]
        : twin === -1
          ? []
          : [`.sha256 is that of [${twin}] too: one credential lets in one subject.`]),
    ...(isList(scopes) && scopes.every(isScope) ? [] : ['.scopes must be a list of texts without spaces.']),
  ];
}

function withScopes({ subject, sha256, scopes = [] }: Partial<KnownCredential>): KnownCredential {
  return { subject: subject ?? '', sha256: sha256 ?? '', scopes };
}

/** Stands in logs, in audit events and in the database. */
function isName(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.trim() === value &&
    value !== '' &&
    value.length <= MOST_CHARACTERS &&
    value.isWellFormed() &&
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value)
  );
}

/** As RFC 6749, section 3.3, has it. */
function isScope(value: unknown): boolean {
  return typeof value === 'string' && /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !isList(value);
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}
