import { randomBytes } from 'node:crypto';
import type { Contract, SecurityScheme } from '../contract/contract.ts';
import { digest } from './opaque-token.ts';

/** A credential that was configured, known by its digest. */
export interface KnownCredential {
  /** Whom it lets in, as logs and rate limits name them. */
  subject: string;
  /** SHA-256 of the token, the key, or `user:password`; hex. */
  sha256: string;
  /** `*` stands for all. */
  scopes: readonly string[];
}

/** By the name of the security scheme that they belong to. */
export type KnownCredentials = ReadonlyMap<string, readonly KnownCredential[]>;

/** A credential made for development, shown once at start-up. */
export interface DevelopmentCredential {
  scheme: string;
  /** How to send it: `Authorization: Bearer dev_...`, `?api_key=dev_...`. */
  usage: string;
}

/**
 * Reads configured credentials.
 *
 * @param text JSON: `{ "apiKey": [{ "subject": "shop", "sha256": "<64 hex digits>", "scopes": ["read"] }] }`
 * @param source the file's name, for messages
 * @throws Error naming what is wrong and where; never repeats a digest
 */
export function readKnownCredentials(text: string, source: string, contract: Contract): KnownCredentials {
  const parsed = parse(text, source);
  return new Map(
    Object.entries(parsed).map(([scheme, list]) => {
      if (!Object.hasOwn(schemesOf(contract), scheme)) {
        throw new Error(`${source} names the security scheme ${scheme}, which the contract does not declare.`);
      }
      if (!Array.isArray(list)) throw new Error(`${source}: ${scheme} must be a list of credentials.`);
      return [scheme, list.map((item: unknown, index) => readCredential(item, `${source}: ${scheme}[${index}]`))];
    }),
  );
}

/**
 * Makes one working credential for each security scheme of a contract that can have one, with all scopes.
 *
 * @returns what the authenticators take, and what to print
 */
export function developmentCredentials(contract: Contract): {
  known: KnownCredentials;
  shown: DevelopmentCredential[];
} {
  const known = new Map<string, KnownCredential[]>();
  const shown: DevelopmentCredential[] = [];
  for (const [name, scheme] of Object.entries(schemesOf(contract))) {
    const secret = `dev_${randomBytes(12).toString('hex')}`;
    const isBasic = scheme.type === 'http' && scheme.scheme?.toLowerCase() === 'basic';
    const credential = isBasic ? `developer:${secret}` : secret;
    const usage = usageOf(scheme, credential);
    if (usage === undefined) continue;
    known.set(name, [{ subject: 'developer', sha256: digest(credential), scopes: ['*'] }]);
    shown.push({ scheme: name, usage });
  }
  return { known, shown };
}

function usageOf(scheme: SecurityScheme, credential: string): string | undefined {
  switch (scheme.type) {
    case 'apiKey': {
      const pair = `${scheme.name ?? ''}=${credential}`;
      if (scheme.in === 'query') return `?${pair}`;
      return scheme.in === 'cookie' ? `Cookie: ${pair}` : `${scheme.name ?? ''}: ${credential}`;
    }
    case 'http': {
      if (scheme.scheme?.toLowerCase() !== 'basic') return `Authorization: ${capitalised(scheme.scheme)} ${credential}`;
      return `Authorization: Basic ${Buffer.from(credential).toString('base64')}   (${credential})`;
    }
    case 'oauth2':
    case 'openIdConnect':
      return `Authorization: Bearer ${credential}`;
    case 'mutualTLS':
      return undefined;
  }
}

function parse(text: string, source: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(`${source} is not JSON.`, { cause: error });
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  throw new Error(`${source} must be an object: names of security schemes to lists of credentials.`);
}

function readCredential(item: unknown, where: string): KnownCredential {
  const { subject, sha256, scopes = [] } = (item ?? {}) as Record<string, unknown>;
  if (typeof subject !== 'string' || subject === '') throw new Error(`${where} needs a subject: who it lets in.`);
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) {
    throw new Error(`${where} needs sha256, 64 hex digits. Make it with:  printf %s "$CREDENTIAL" | sha256sum`);
  }
  if (!isTexts(scopes)) throw new Error(`${where}: scopes must be a list of texts.`);
  return { subject, sha256, scopes };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function schemesOf({ document }: Contract): Record<string, SecurityScheme> {
  return document.components?.securitySchemes ?? {};
}

function capitalised(scheme = 'bearer'): string {
  return scheme.charAt(0).toUpperCase() + scheme.slice(1).toLowerCase();
}
