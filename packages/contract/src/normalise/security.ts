import { heal, type Draft } from '../draft.ts';
import { getOwn, isMembers, listOf, type Members, membersOf, setOwn } from '../json.ts';

/**
 * Mends security requirements. One that names an undeclared scheme must not leave the operation open, so the scheme is
 * declared: a bearer token is asked for.
 */
export function healSecurity(draft: Draft, holder: Members, pointer: string): void {
  if (holder.security === undefined) return;
  const at = `${pointer}/security`;
  if (isMembers(holder.security)) {
    holder.security = [holder.security];
    heal(draft, 'security-not-a-list', at, '`security` must be a list; it is taken for a list of one requirement.');
  }
  if (holder.security === null) {
    delete holder.security;
    heal(
      draft,
      'null-member',
      at,
      '`security` has no value; it is taken for absent. An empty list makes an operation public.',
    );
    return;
  }
  holder.security = listOf(holder.security).map((requirement, index) =>
    healRequirement(draft, requirement, `${at}/${index}`),
  );
}

function healRequirement(draft: Draft, requirement: unknown, pointer: string): Members {
  const names = typeof requirement === 'string' ? { [requirement]: [] } : membersOf(requirement);
  if (typeof requirement === 'string') {
    heal(
      draft,
      'bare-security-requirement',
      pointer,
      `A requirement is an object; ${requirement} is taken for a scheme without scopes.`,
    );
  }
  const healed: [string, string[]][] = Object.entries(names).map(([name, scopes]) => {
    if (!isMembers(getOwn(schemesOf(draft), name))) declareScheme(draft, name, pointer);
    return [name, listOf(scopes).map(String)];
  });
  return Object.fromEntries(healed);
}

function declareScheme(draft: Draft, name: string, pointer: string): void {
  setOwn(schemesOf(draft), name, {
    type: 'http',
    scheme: 'bearer',
    description: 'Undeclared; a bearer token is asked for.',
  });
  heal(
    draft,
    'undeclared-security-scheme',
    pointer,
    `No security scheme ${name} is declared; it asks for a bearer token.`,
  );
}

function schemesOf(draft: Draft): Members {
  if (!isMembers(draft.document.components)) draft.document.components = {};
  const components = membersOf(draft.document.components);
  if (!isMembers(components.securitySchemes)) components.securitySchemes = {};
  return membersOf(components.securitySchemes);
}
