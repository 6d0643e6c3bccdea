import type { Contract, Finding } from '../contract.ts';
import type { Kind } from '../grammar.ts';
import type { Members } from '../json.ts';
import { pointerToken } from '../schema.ts';
import { walk } from '../walk.ts';
import { FEATURES, type Treatment } from './features.ts';
import { valueFeatures } from './values.ts';

/** Everything that a contract uses, one finding (without its place) for each time it is used. */
export function observe({ document }: Contract): Finding[] {
  const findings: Finding[] = [];
  walk(document, 'document', '', (node, kind, pointer) => {
    for (const name of Object.keys(node))
      if (!IN_VALUES.has(name) && !isByteBound(node, name)) findings.push(memberFinding(node, kind, name, pointer));
    for (const { at, ...found } of valueFeatures(node, kind)) {
      findings.push({ ...found, pointer: pointer + at.map((key) => `/${pointerToken(key)}`).join('') });
    }
  });
  return findings;
}

/** Members whose values are features of their own. */
const IN_VALUES: ReadonlySet<string> = new Set(['format', 'style']);

function isByteBound(node: Members, name: string): boolean {
  return node.format === 'binary' && (name === 'minLength' || name === 'maxLength');
}

/** Keywords of schemas are known by their own name, the members of other objects by the object's. */
function memberFinding(node: Members, kind: Kind, name: string, pointer: string): Finding {
  const prefix = kind === 'schema' ? 'keyword' : kind;
  const { verdict, message } = treatmentOf(node, kind, name);
  const feature = name.startsWith('x-')
    ? `extension:${name}`
    : `${prefix}:${kind === 'callback' ? 'expression' : name}`;
  return { verdict, feature, message, pointer: `${pointer}/${pointerToken(name)}` };
}

function treatmentOf(node: Members, kind: Kind, name: string): Treatment {
  const known = Object.hasOwn(FEATURES[kind], name) ? FEATURES[kind][name] : undefined;
  if (known) return known;
  if (name === '$ref') return { verdict: 'enforced', message: 'Followed.' };
  if (kind === 'operation' && Object.hasOwn(EXTENSIONS, name) && EXTENSIONS[name]) return EXTENSIONS[name];
  if (kind === 'schema' && name === 'x-unique' && node[name] === true)
    return { verdict: 'enforced', message: 'No two items of a derived resource have the same value: 409.' };
  if (kind === 'callback') return { verdict: 'ignored', message: 'No callbacks are sent.' };
  if (name.startsWith('x-')) return { verdict: 'ignored', message: 'An extension that has no meaning here.' };
  if (typeof node.$ref === 'string') return { verdict: 'enforced', message: 'Documentation beside a reference.' };
  return { verdict: 'ignored', message: 'Not a member that OpenAPI knows here; it has no effect.' };
}

const EXTENSIONS: Record<string, Treatment> = {
  'x-plumbline-id': { verdict: 'enforced', message: 'Finds the data of the contract, whatever its title is.' },
  'x-sunset': { verdict: 'enforced', message: 'Announced by the header Sunset.' },
  'x-rate-limit': {
    verdict: 'enforced',
    message: 'Counted by principal, key or address; beyond it, 429 with Retry-After.',
  },
  'x-deprecated-at': { verdict: 'enforced', message: 'The date in the header Deprecation.' },
};
