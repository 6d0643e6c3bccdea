import type { SecurityScheme } from '@plumbline/contract/contract';
import { membersOf } from '@plumbline/contract/json';
import { pointerToken } from '@plumbline/contract/schema';
import { report, type Comparison, type Where } from './comparison.ts';
import { canonical } from './json-value.ts';
import type { Side } from './side.ts';

/** Schemes that kept their name: a credential sent another way, or tokens had from another address. */
export function compareSecuritySchemes(comparison: Comparison): void {
  const after = schemesIn(comparison.revision);
  for (const [scheme, one] of Object.entries(schemesIn(comparison.base))) {
    const other = after[scheme];
    if (!other) continue;
    const pointer = `/components/securitySchemes/${pointerToken(scheme)}`;
    const where = { base: pointer, revision: pointer };
    if (isOneOfTokens(one) && isOneOfTokens(other) && one.type === other.type) {
      compareFlows(comparison, where, scheme, one, other);
      compareGranted(comparison, where, scheme, grantedBy(one), grantedBy(other));
    } else if (identityOf(one, scheme) !== identityOf(other, scheme)) {
      const facts = { scheme, from: identityOf(one, scheme), to: identityOf(other, scheme) };
      report(comparison, 'security-scheme-changed', where, facts);
    }
  }
}

/** Ways to a token that went or came, and addresses of those that stayed. */
function compareFlows(
  comparison: Comparison,
  where: Where,
  scheme: string,
  one: SecurityScheme,
  other: SecurityScheme,
): void {
  const [before, after] = [Object.keys(membersOf(one.flows)), Object.keys(membersOf(other.flows))];
  const gone = before.filter((flow) => !after.includes(flow)).join(', ');
  const added = after.filter((flow) => !before.includes(flow)).join(', ');
  if (gone) report(comparison, 'security-scheme-flow-removed', where, { scheme, from: gone });
  if (added) report(comparison, 'security-scheme-flow-added', where, { scheme, to: added });
  const kept = before.filter((flow) => after.includes(flow));
  if (canonical(addressesOf(one, kept)) !== canonical(addressesOf(other, kept))) {
    report(comparison, 'security-scheme-url-changed', where, { scheme });
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
function addressesOf(
  { openIdConnectUrl, flows }: SecurityScheme,
  names: readonly string[] = Object.keys(membersOf(flows)),
): unknown {
  const perFlow = names.map((flow) => {
    const { authorizationUrl, tokenUrl, refreshUrl } = membersOf(membersOf(flows)[flow]);
    return [flow, { authorizationUrl, tokenUrl, refreshUrl }];
  });
  return { openIdConnectUrl, flows: Object.fromEntries(perFlow) as unknown };
}

/**
 * How the base calls a scheme of the revision: the same, or, where it took another name, as the one with its addresses;
 * of several, as the one that grants most of the same scopes.
 */
export function nameInBase({ base, revision }: Comparison): (name: string) => string {
  const [before, after] = [schemesIn(base), schemesIn(revision)];
  return (name) => {
    const scheme = after[name];
    if (scheme === undefined || name in before || !isOneOfTokens(scheme)) return name;
    const likeness = (one: SecurityScheme): number => {
      const [ones, others] = [grantedBy(one), grantedBy(scheme)];
      return ones.intersection(others).size - ones.symmetricDifference(others).size;
    };
    const [former] = Object.entries(before)
      .filter(
        ([other, one]) =>
          !(other in after) &&
          one.type === scheme.type &&
          canonical(addressesOf(one)) === canonical(addressesOf(scheme)),
      )
      .sort(([, one], [, other]) => likeness(other) - likeness(one));
    return former?.[0] ?? name;
  };
}

/** What a client has to send for a scheme, whatever the scheme is called. */
export function identityOf(scheme: SecurityScheme | undefined, name: string): string {
  if (scheme?.type === 'apiKey') {
    const key = String(scheme.name);
    // Header names have no case; names of cookies and query parameters do.
    return `an API key in ${scheme.in ?? ''} ${scheme.in === 'header' ? key.toLowerCase() : key}`;
  }
  if (scheme?.type === 'http') return `HTTP ${String(scheme.scheme).toLowerCase()}`;
  return scheme ? `${scheme.type} (${name})` : name;
}

export function schemesIn({ contract }: Side): Record<string, SecurityScheme> {
  return contract.document.components?.securitySchemes ?? {};
}
