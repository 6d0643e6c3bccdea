import { formatChange } from '../formats.ts';
import { shown, shownList } from '../json-value.ts';
import { finiteValues, fits } from '../listed-values.ts';
import type { Shape } from '../shape.ts';
import { shownTypes, typesOfValue, type JsonType } from '../types.ts';
import type { Comparer, Pair } from '../walk.ts';
import { acceptedBy, sharedTypes } from './accepted.ts';
import { compareImplied } from './implied.ts';

/** Types and null. */
export const compareTypes: Comparer = (pair, walk) => {
  if (pair.base.isImplied !== pair.revision.isImplied && compareImplied(pair, walk)) return;
  const accepted = [acceptedBy(walk.base, pair.base).types, acceptedBy(walk.revision, pair.revision).types] as const;
  const base = besideValues(accepted[0], pair.base, accepted[1], pair.revision);
  const revision = besideValues(accepted[1], pair.revision, accepted[0], pair.base);
  const lost = [...base].filter((type) => !revision.has(type));
  const gained = [...revision].filter((type) => !base.has(type));
  const facts = { from: shownTypes(base), to: shownTypes(revision), keyword: 'type' };
  if (lost.length > 0 && gained.length > 0) walk.find(pair, 'type-changed', facts);
  else if (lost.length > 0) walk.find(pair, 'type-specialized', facts);
  else if (gained.length > 0) walk.find(pair, 'type-generalized', facts);
  // Null is part of "any type", which has been told about.
  if (lost.length + gained.length < 4) compareNullability(pair, walk);
};

/** Listed numbers may all be whole: that others are not is told of the list, not of the type. */
function besideValues(
  types: ReadonlySet<JsonType>,
  { values }: Shape,
  others: ReadonlySet<JsonType>,
  other: Shape,
): ReadonlySet<JsonType> {
  const isTold = values && types.has('integer') && (other.values ? others.has('integer') : others.has('number'));
  return isTold ? new Set([...types, 'number']) : types;
}

export const compareNullability: Comparer = (pair, walk) => {
  const { nullable } = acceptedBy(walk.revision, pair.revision);
  if (acceptedBy(walk.base, pair.base).nullable === nullable) return;
  walk.find(pair, nullable ? 'became-nullable' : 'became-not-nullable', { keyword: 'type' });
};

/** Enums and consts; a const is an enum of one. */
export const compareEnums: Comparer = (pair, walk) => {
  if (!pair.base.values && !pair.revision.values) return;
  const base = pair.base.values ?? finiteValues(pair.base);
  const revision = pair.revision.values ?? finiteValues(pair.revision);
  const keyword = [pair.base, pair.revision].some(({ parts }) => parts.some((part) => 'const' in part))
    ? 'const'
    : 'enum';
  if (!base) walk.find(pair, 'became-enum', { to: shownList([...(revision?.values() ?? [])]), keyword });
  if (!revision) walk.find(pair, 'became-not-enum', { from: shownList([...(base?.values() ?? [])]), keyword });
  const gone = onlyIn(base, revision, pair.revision);
  const added = onlyIn(revision, base, pair.base);
  if (gone.length > 0) walk.find(pair, 'enum-value-removed', { from: shownList(gone), keyword });
  if (added.length > 0) walk.find(pair, 'enum-value-added', { to: shownList(added), keyword });
};

type Values = ReadonlyMap<string, unknown> | undefined;

/** Listed values that the other side does not list; where it has no list, those that it refuses for another reason than their type. */
function onlyIn(values: Values, others: Values, other: Shape): unknown[] {
  return [...(values ?? [])]
    .filter(([key, value]) =>
      others ? !others.has(key) : typesOfValue(value).every((type) => other.types.has(type)) && !fits(value, other),
    )
    .map(([, value]) => value);
}

/** Formats and patterns. Listed values need neither. */
export const compareForms: Comparer = (pair, walk) => {
  const { base, revision } = pair;
  if (base.values ?? revision.values) return;
  const shared = sharedTypes(acceptedBy(walk.base, base), acceptedBy(walk.revision, revision));
  if (shared.size === 0) return;
  const format = formatChange(base.formats, revision.formats);
  if (format) {
    walk.find(pair, format, {
      from: base.formats.join(' and ') || 'none',
      to: revision.formats.join(' and ') || 'none',
      keyword: 'format',
    });
  }
  if (shared.has('string')) comparePatterns(pair, walk);
  const [from, to] = [contentOf(base), contentOf(revision)];
  if (shared.has('string') && !format && from !== to) {
    walk.find(pair, 'content-media-type-changed', { from, to, keyword: 'contentMediaType' });
  }
};

/** The media type of what a text holds; `binary` is a format here. */
function contentOf({ parts, formats }: Pair['base']): string {
  const written = parts.map(({ contentMediaType }) => contentMediaType).find((type) => typeof type === 'string');
  return written === undefined || formats.includes('binary') ? 'any text' : written;
}

const comparePatterns: Comparer = (pair, walk) => {
  const gone = pair.base.patterns.filter((pattern) => !pair.revision.patterns.includes(pattern));
  const added = pair.revision.patterns.filter((pattern) => !pair.base.patterns.includes(pattern));
  if (gone.length === 0 && added.length === 0) return;
  const concern = gone.length === 0 ? 'pattern-added' : added.length === 0 ? 'pattern-removed' : 'pattern-changed';
  walk.find(pair, concern, { from: gone.join(' and '), to: added.join(' and '), keyword: 'pattern' });
};

/** The default: what a value that is left out means. */
export const compareDefaults: Comparer = (pair, walk) => {
  const base = defaultOf(pair.base);
  const revision = defaultOf(pair.revision);
  if (base === revision) return;
  const concern = base === undefined ? 'added' : revision === undefined ? 'removed' : 'changed';
  walk.find(pair, `default-value-${concern}`, { from: base ?? '', to: revision ?? '', keyword: 'default' });
};

function defaultOf({ parts }: Pair['base']): string | undefined {
  const part = parts.find(({ default: value }) => value !== undefined);
  return part && shown(part.default);
}

/** Deprecation of a property and the `x-entity` that its data is kept under. */
export const compareRemarks: Comparer = (pair, walk) => {
  if (pair.path !== '' && pair.base.deprecated !== pair.revision.deprecated) {
    walk.find(pair, pair.revision.deprecated ? 'deprecated' : 'reactivated', { keyword: 'deprecated' });
  }
  const base = entityOf(pair.base);
  const revision = entityOf(pair.revision);
  if (base !== revision) walk.find(pair, 'entity-changed', { from: base, to: revision, keyword: 'x-entity' });
};

function entityOf({ parts }: Pair['base']): string {
  const part = parts.find((one) => one['x-entity'] !== undefined);
  return part ? shown(part['x-entity']) : 'none';
}
