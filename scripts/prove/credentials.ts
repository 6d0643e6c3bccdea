import type { ContractOperation } from '@plumbline/contract/contract';

/** What a request carries to say who sends it. */
export interface Credentials {
  headers: Record<string, string>;
  query: Record<string, string>;
  cookies: Record<string, string>;
}

/** One credential, and where it stands in a request. */
export interface PlacedCredential {
  in: 'header' | 'query' | 'cookie';
  name: string;
  /** As it is sent: `Bearer dev_...`. */
  value: string;
}

export const NO_CREDENTIALS: Credentials = { headers: {}, query: {}, cookies: {} };

/** Puts each credential in its place. */
export function carrying(placed: readonly PlacedCredential[]): Credentials {
  const credentials: Credentials = { headers: {}, query: {}, cookies: {} };
  for (const { in: place, name, value } of placed) {
    if (place === 'query') credentials.query[name] = value;
    else if (place === 'cookie') credentials.cookies[name] = value;
    else credentials.headers[name.toLowerCase()] = value;
  }
  return credentials;
}

export function bearing(token: string): Credentials {
  return { ...NO_CREDENTIALS, headers: { authorization: `Bearer ${token}` } };
}

/** A credential of a kind that no scheme takes. */
export function unknownKind(): Credentials {
  return { ...NO_CREDENTIALS, headers: { authorization: 'Plumbline not-a-credential' } };
}

/** The same credentials in the same places, with values that nobody was given. */
export function forged({ headers, query, cookies }: Credentials): Credentials {
  const wrong = (values: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, forgedValue(value)]));
  return { headers: wrong(headers), query: wrong(query), cookies: wrong(cookies) };
}

function forgedValue(value: string): string {
  const [kind = '', ...rest] = value.split(' ');
  if (rest.length === 0) return 'plumbline-made-this-up';
  const secret = 'plumbline:made-this-up';
  return `${kind} ${kind.toLowerCase() === 'basic' ? Buffer.from(secret).toString('base64') : secret.replace(':', '-')}`;
}

/** The same places, with nothing in them. */
export function emptied({ headers, query, cookies }: Credentials): Credentials {
  const none = (values: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, value.includes(' ') ? (value.split(' ')[0] ?? '') : '']),
    );
  return { headers: none(headers), query: none(query), cookies: none(cookies) };
}

/** Somebody has to say who they are: no alternative of the requirements is empty. */
export function isSecured({ security }: ContractOperation): boolean {
  return security.length > 0 && security.every((requirement) => Object.keys(requirement).length > 0);
}
