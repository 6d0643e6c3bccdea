import type { Schema } from '@plumbline/contract/contract';
import { isMembers, membersOf, textOf } from '@plumbline/contract/json';
import { writtenPart } from '../parts.ts';
import type { Shape } from '../shape.ts';
import type { Side } from '../side.ts';
import type { Union } from '../union.ts';
import type { Pair, Walk } from '../walk.ts';

interface Unions {
  pair: Pair;
  walk: Walk;
  base: Union | undefined;
  revision: Union | undefined;
  /** Branches that were removed and added: their values went and came with them, and need no telling. */
  lost: ReadonlySet<Schema>;
  gained: ReadonlySet<Schema>;
}

interface Discriminator {
  propertyName: string;
  /** Values and what each stands for: the name of a component, or the alternative that is written in place. */
  mapping: Map<string, string | Schema>;
  /** An alternative that is written in place says no value: the name it had as a component may stand for it. */
  hasUnnamed: boolean;
}

/** The property that tells alternatives apart, and its values. */
export function compareDiscriminators({ pair, walk, base, revision, lost, gained }: Unions): void {
  const one = discriminatorOf(walk.base, pair.base, base);
  const other = discriminatorOf(walk.revision, pair.revision, revision);
  const keyword = 'discriminator';
  if (!one && !other) return;
  if (!one) walk.find(pair, 'discriminator-added', { to: other?.propertyName ?? '', keyword });
  else if (!other) walk.find(pair, 'discriminator-removed', { from: one.propertyName, keyword });
  else if (one.propertyName !== other.propertyName) {
    walk.find(pair, 'discriminator-property-name-changed', { from: one.propertyName, to: other.propertyName, keyword });
  } else {
    compareMappings(pair, walk, valuesOnlyIn(one, other, lost), valuesOnlyIn(other, one, gained));
    const moved = valuesMoved(one, other);
    if (moved) walk.find(pair, 'discriminator-mapping-changed', { from: moved, keyword });
  }
}

/** Values that stand for another component although theirs is still there; a component that was renamed is not. */
function valuesMoved({ mapping }: Discriminator, other: Discriminator): string {
  const components = new Set(other.mapping.values());
  return [...mapping]
    .filter(([value, component]) => {
      const now = other.mapping.get(value);
      return now !== undefined && now !== component && components.has(component);
    })
    .map(([value]) => value)
    .join(', ');
}

function compareMappings(pair: Pair, walk: Walk, gone: string, added: string): void {
  const keyword = 'discriminator';
  if (gone) walk.find(pair, 'discriminator-mapping-removed', { from: gone, keyword });
  if (added) walk.find(pair, 'discriminator-mapping-added', { to: added, keyword });
}

function valuesOnlyIn({ mapping }: Discriminator, other: Discriminator, told: ReadonlySet<Schema>): string {
  const targets = new Set([...told].map((branch) => referenceOf(branch) ?? branch));
  return [...mapping]
    .filter(([value, target]) => !other.mapping.has(value) && !targets.has(target))
    .filter(([value, target]) => !(other.hasUnnamed && value === target))
    .map(([value]) => value)
    .join(', ');
}

function discriminatorOf(side: Side, shape: Shape, union: Union | undefined): Discriminator | undefined {
  const written = shape.parts.map((part) => writtenPart(part).discriminator).find(isMembers);
  if (!written) return undefined;
  const propertyName = textOf(written.propertyName) ?? '';
  const mapping: Discriminator['mapping'] = new Map(
    Object.entries(membersOf(written.mapping)).map(([value, target]) => [value, componentOf(String(target))]),
  );
  const mapped = new Set(mapping.values());
  let hasUnnamed = false;
  // A branch that no value maps to is chosen by the name of its component, unless it says its value itself.
  for (const branch of union?.branches ?? []) {
    const component = referenceOf(branch);
    if (component !== undefined && mapped.has(component)) continue;
    const values = side.shape(side.shape([branch]).properties.get(propertyName) ?? []).values?.values();
    const names = [...(values ?? (component === undefined ? [] : [component]))].map(String);
    hasUnnamed ||= names.length === 0;
    for (const name of names) if (!mapping.has(name)) mapping.set(name, component ?? branch);
  }
  return { propertyName, mapping, hasUnnamed };
}

function referenceOf(schema: Schema): string | undefined {
  return typeof schema === 'object' && schema.$ref !== undefined ? componentOf(schema.$ref) : undefined;
}

function componentOf(reference: string): string {
  return reference.split('/').at(-1) ?? reference;
}
