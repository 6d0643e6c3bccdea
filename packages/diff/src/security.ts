import type { SecurityRequirement } from '@plumbline/contract/contract';
import { report, type Comparison } from './comparison.ts';
import { canonical } from './json-value.ts';
import type { OperationPair } from './operation-pair.ts';
import { identityOf, nameInBase, schemesIn } from './security-schemes.ts';
import type { Side } from './side.ts';

/**
 * Requirements are alternatives; all schemes of one, with all their scopes, must hold. Somebody who got in by an
 * alternative of the base still gets in when some alternative of the revision asks for no more.
 */
export function compareSecurity(comparison: Comparison, { base, revision, where }: OperationPair): void {
  const before = alternatives(comparison.base, base.security, (name) => name);
  const after = alternatives(comparison.revision, revision.security, nameInBase(comparison));
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
function alternatives(
  side: Side,
  security: readonly SecurityRequirement[],
  known: (name: string) => string,
): SecurityRequirement[] {
  if (security.length === 0) return [{}];
  return security.map((requirement) =>
    Object.fromEntries(
      Object.entries(requirement).map(([name, scopes]): [string, string[]] => [
        identityOf(schemesIn(side)[name], known(name)),
        [...scopes].sort(),
      ]),
    ),
  );
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
