import type { Parameter } from '@plumbline/contract/contract';
import type { Comparison } from './comparison.ts';
import { acceptedBy } from './schema/accepted.ts';
import type { Side } from './side.ts';

type Styled = Pick<Parameter, 'schema' | 'style' | 'explode'>;

/** The styles of a parameter in the two contracts, equal where requests look the same. */
export function wireStyles(
  { base, revision }: Pick<Comparison, 'base' | 'revision'>,
  one: Styled,
  other: Styled,
): { from: string; to: string } {
  // How a scalar that became a list is written is compared with its schema.
  const isSeparated = isComposed(base, one) && isComposed(revision, other);
  const isObject = [acceptedTypes(base, one), acceptedTypes(revision, other)].some((types) => types.has('object'));
  const styleOf = isSeparated ? (each: Styled) => composedStyle(each, isObject) : scalarStyle;
  return { from: styleOf(one), to: styleOf(other) };
}

/** True for lists of several elements and for objects: only they show how elements are separated. */
export function isComposed(side: Side, parameter: Styled): boolean {
  const types = acceptedTypes(side, parameter);
  const most = side.shape([parameter.schema]).bounds.get('max-items')?.value ?? 2;
  return types.has('object') || (types.has('array') && (types.size > 1 || most > 1));
}

function acceptedTypes(side: Side, { schema }: Styled) {
  return acceptedBy(side, side.shape([schema])).types;
}

/** A scalar is written as it is, except for the path styles that put something before it. */
function scalarStyle({ style }: Styled): string {
  return style === 'label' || style === 'matrix' ? style : 'plain';
}

/** Several spellings lead to the same text: `simple` lists have commas always, and exploded lists repeat the name. */
function composedStyle({ style, explode }: Styled, isObject: boolean): string {
  if (!explode || style === 'deepObject') return style;
  if (isObject) return `${style}, exploded`;
  if (style === 'simple') return style;
  return ['spaceDelimited', 'pipeDelimited'].includes(style) ? 'form, exploded' : `${style}, exploded`;
}
