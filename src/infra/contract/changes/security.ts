import type { SecurityRequirement, SecurityScheme } from '../contract.ts';
import { membersOf } from '../json.ts';
import { pointerToken } from '../schema.ts';
import { report, type Comparison, type Where } from './comparison.ts';
import { canonical } from './json-value.ts';
import type { OperationPair } from './operations.ts';
import type { Side } from './side.ts';

/**
 * Requirements are alternatives; all schemes of one, with all their scopes, must hold. Somebody who got in by an
 * alternative of the base still gets in when some alternative of the revision asks for no more.
 */
export function compareSecurity(comparison: Comparison, { base, revision, where }: OperationPair): void {
  const before = alternatives(comparison.base, base.security);
  const after = alternatives(comparison.revision, revision.security);
  const told = new Set<SecurityRequirement>();
  for (const one of before) {
    if (after.some((other) => asksNoMore(other, one))) continue;
    const sameSchemes = after.find((other) => schemesOf(other) === schemesOf(one));
    if (sameSchemes) {
      told.add(sameSchemes);
      report(comparison, 'api-security-scope-added', where, { to: scopesBeyond(sameSchemes, one) });
    } else if (isPublic(one)) {
      after.forEach((other) => told.add(other));
      report(comparison, 'api-security-became-required', where, { to: after.map(shownRequirement).join(' or ') });
    } else report(comparison, 'api-security-removed', where, { from: shownRequirement(one) });
  }
  for (const other of after) {
    if (told.has(other) || before.some((one) => canonical(one) === canonical(other))) continue;
    const sameSchemes = before.find((one) => schemesOf(one) === schemesOf(other) && asksNoMore(other, one));
    if (isPublic(other)) report(comparison, 'api-security-became-optional', where, {});
    else if (sameSchemes) {
      report(comparison, 'api-security-scope-removed', where, { from: scopesBeyond(sameSchemes, other) });
    } else report(comparison, 'api-security-added', where, { to: shownRequirement(other) });
  }
}

/** Requirements with schemes named by what they are, so that a renamed scheme is the same; public is an empty one. */
function alternatives(side: Side, security: readonly SecurityRequirement[]): SecurityRequirement[] {
  if (security.length === 0) return [{}];
  return security.map((requirement) =>
    Object.fromEntries(
      Object.entries(requirement).map(([name, scopes]): [string, string[]] => [
        identityOf(schemesIn(side)[name], name),
        [...scopes].sort(),
      ]),
    ),
  );
}

function identityOf(scheme: SecurityScheme | undefined, name: string): string {
  if (scheme?.type === 'apiKey') return `an API key in ${scheme.in ?? ''} ${String(scheme.name)}`;
  if (scheme?.type === 'http') return `HTTP ${String(scheme.scheme).toLowerCase()}`;
  return scheme ? `${scheme.type} (${name})` : name;
}

function schemesIn({ contract }: Side): Record<string, SecurityScheme> {
  return contract.document.components?.securitySchemes ?? {};
}

function asksNoMore(requirement: SecurityRequirement, held: SecurityRequirement): boolean {
  return Object.entries(requirement).every(([scheme, scopes]) => {
    const heldScopes = held[scheme];
    return heldScopes !== undefined && scopes.every((scope) => heldScopes.includes(scope));
  });
}

function schemesOf(requirement: SecurityRequirement): string {
  return Object.keys(requirement).sort().join('\n');
}

function isPublic(requirement: SecurityRequirement): boolean {
  return Object.keys(requirement).length === 0;
}

function scopesBeyond(more: SecurityRequirement, less: SecurityRequirement): string {
  return Object.entries(more)
    .flatMap(([scheme, scopes]) => scopes.filter((scope) => !(less[scheme] ?? []).includes(scope)))
    .join(', ');
}

function shownRequirement(requirement: SecurityRequirement): string {
  return Object.keys(requirement).join(' and ') || 'no credential';
}

/** Schemes that kept their name: a credential sent another way, or tokens had from another address. */
export function compareSecuritySchemes(comparison: Comparison): void {
  const after = schemesIn(comparison.revision);
  for (const [scheme, one] of Object.entries(schemesIn(comparison.base))) {
    const other = after[scheme];
    if (!other) continue;
    const pointer = `/components/securitySchemes/${pointerToken(scheme)}`;
    const where = { base: pointer, revision: pointer };
    if (isOneOfTokens(one) && isOneOfTokens(other) && one.type === other.type) {
      if (canonical(addressesOf(one)) !== canonical(addressesOf(other))) {
        report(comparison, 'security-scheme-url-changed', where, { scheme });
      }
      compareGranted(comparison, where, scheme, grantedBy(one), grantedBy(other));
    } else if (identityOf(one, scheme) !== identityOf(other, scheme)) {
      const facts = { scheme, from: identityOf(one, scheme), to: identityOf(other, scheme) };
      report(comparison, 'security-scheme-changed', where, facts);
    }
  }
}

function compareGranted(
  comparison: Comparison,
  where: Where,
  scheme: string,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): void {
  const gone = [...before].filter((scope) => !after.has(scope));
  const added = [...after].filter((scope) => !before.has(scope));
  if (gone.length > 0) report(comparison, 'security-scheme-scope-removed', where, { scheme, from: gone.join(', ') });
  if (added.length > 0) report(comparison, 'security-scheme-scope-added', where, { scheme, to: added.join(', ') });
}

/** The scopes that any flow of a scheme can grant. */
function grantedBy({ flows }: SecurityScheme): Set<string> {
  return new Set(Object.values(membersOf(flows)).flatMap((flow) => Object.keys(membersOf(membersOf(flow).scopes))));
}

function isOneOfTokens({ type }: SecurityScheme): boolean {
  return type === 'oauth2' || type === 'openIdConnect';
}

/** Where tokens are had: per flow, without its scopes. */
function addressesOf({ openIdConnectUrl, flows }: SecurityScheme): unknown {
  const perFlow = Object.entries(membersOf(flows)).map(([flow, members]) => {
    const { authorizationUrl, tokenUrl, refreshUrl } = membersOf(members);
    return [flow, { authorizationUrl, tokenUrl, refreshUrl }];
  });
  return { openIdConnectUrl, flows: Object.fromEntries(perFlow) as unknown };
}
