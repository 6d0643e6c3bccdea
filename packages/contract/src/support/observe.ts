import type { Contract, Finding } from '../contract.ts';
import type { Kind } from '../grammar.ts';
import type { Members } from '../json.ts';
import { getOwn } from '../json.ts';
import { pointerToken } from '../schema.ts';
import { walk } from '../walk.ts';
import { EXTENSIONS } from './extensions.ts';
import { FEATURES, type Treatment } from './features.ts';
import { valueFeatures } from './values.ts';

/** Everything that a contract uses, one finding (without its place) for each time it is used. */
export function observe({ document }: Contract): Finding[] {
  const findings: Finding[] = [];
  // What webhooks and callbacks hold is never sent: it is reported once, at the top.
  let unsent: string | undefined = undefined as string | undefined;
  walk(document, 'document', '', (node, kind, pointer) => {
    if (unsent !== undefined && pointer.startsWith(unsent)) return;
    unsent = kind === 'callback' ? `${pointer}/` : pointer === '' ? '/webhooks/' : unsent;
    for (const name of Object.keys(node))
      if (!isInValues(node, kind, name)) findings.push(memberFinding(node, kind, name, pointer));
    for (const { at, ...found } of valueFeatures(node, kind)) {
      findings.push({ ...found, pointer: pointer + at.map((key) => `/${pointerToken(key)}`).join('') });
    }
  });
  return findings;
}

/** Members whose values are features of their own. */
function isInValues({ format }: Members, kind: Kind, name: string): boolean {
  if (kind === 'parameter') return name === 'style';
  if (kind !== 'schema') return false;
  return name === 'format' || (format === 'binary' && (name === 'minLength' || name === 'maxLength'));
}

/** Keywords of schemas are known by their own name, the members of other objects by the object's. */
function memberFinding(node: Members, kind: Kind, name: string, pointer: string): Finding {
  const { verdict, message } = treatmentOf(node, kind, name);
  return { verdict, feature: featureOf(kind, name), message, pointer: `${pointer}/${pointerToken(name)}` };
}

function featureOf(kind: Kind, name: string): string {
  if (name.startsWith('x-')) return `extension:${name}`;
  if (kind === 'callback' && name !== '$ref') return 'callback:expression';
  return `${kind === 'schema' ? 'keyword' : kind}:${name}`;
}

function treatmentOf(node: Members, kind: Kind, name: string): Treatment {
  const known = Object.hasOwn(FEATURES[kind], name) ? getOwn(FEATURES[kind], name) : undefined;
  if (known) return known;
  if (name === '$ref') return { verdict: 'enforced', message: 'Followed.' };
  const extension = getOwn(EXTENSIONS[kind], name);
  if (extension?.takes?.(getOwn(node, name)) !== false && extension !== undefined) return extension;
  if (kind === 'callback') return FEATURES.operation['callbacks'] as Treatment;
  if (name.startsWith('x-')) return { verdict: 'ignored', message: 'An extension that has no meaning here.' };
  if (typeof node.$ref === 'string') return { verdict: 'enforced', message: 'Documentation beside a reference.' };
  return { verdict: 'ignored', message: 'Not a member that OpenAPI knows here; it has no effect.' };
}
