import { rulesOfEncoding } from '../encoding.ts';
import { shownList } from '../json-value.ts';
import { finiteValues, fits } from '../listed-values.ts';
import type { Shape } from '../shape.ts';
import { shownTypes } from '../types.ts';
import type { Comparer, Pair, Walk } from '../walk.ts';
import { TEXTS } from './candidates.ts';
import { compareDefaults, compareRemarks } from './values.ts';

/**
 * Values that are written as plain text: a scalar of another type may look the same, and one value like a list of one.
 *
 * @returns true when all that differs has been told
 */
export function compareTexts(pair: Pair, walk: Walk): boolean {
  const { base, revision } = pair;
  if (!rulesOfEncoding(walk.encoding).isText || base.unions.length + revision.unions.length > 0) return false;
  if (isScalar(base) && isScalar(revision)) {
    // What is a number or a boolean in both is compared as such.
    if ([...base.types].join() === [...revision.types].join() || !(isText(base) || isText(revision))) return false;
    compareScalars(pair, walk);
  } else if (isScalar(base) && isList(revision)) compareListed(pair, walk, true);
  else if (isList(base) && isScalar(revision)) compareListed(pair, walk, false);
  else return false;
  compareRemarks(pair, walk);
  return true;
}

/** Scalars of which one side is text. */
const compareScalars: Comparer = (pair, walk) => {
  const { base, revision } = pair;
  const [ones, others] = [listed(base), listed(revision)];
  if (ones || others) {
    const gone = (ones ?? []).filter((text) => !acceptsText(revision, others, text));
    const added = (others ?? []).filter((text) => !acceptsText(base, ones, text));
    if (!ones) walk.find(pair, 'became-enum', { to: shownList(others ?? []), keyword: 'enum' });
    if (!others) walk.find(pair, 'became-not-enum', { from: shownList(ones ?? []), keyword: 'enum' });
    if (gone.length > 0) walk.find(pair, 'enum-value-removed', { from: shownList(gone), keyword: 'enum' });
    if (added.length > 0) walk.find(pair, 'enum-value-added', { to: shownList(added), keyword: 'enum' });
  } else {
    const concern = concernOf(base, revision);
    const facts = { from: shownTypes(base.types), to: shownTypes(revision.types), keyword: 'type' };
    if (concern) walk.find(pair, concern, facts);
  }
  if (String(defaultOf(base)) !== String(defaultOf(revision))) compareDefaults(pair, walk);
};

function concernOf(base: Shape, revision: Shape): string | undefined {
  const [wasText, isText] = [takesAnyText(base), takesAnyText(revision)];
  if (wasText && isText) return undefined;
  if (isText) return 'type-generalized';
  if (wasText) return 'type-specialized';
  const isLost = examplesOf(base).some((text) => !acceptsText(revision, undefined, text));
  const isGained = examplesOf(revision).some((text) => !acceptsText(base, undefined, text));
  if (isLost) return isGained ? 'type-changed' : 'type-specialized';
  // All that was tried is still accepted; a pattern or format may refuse something else.
  return 'text-form-changed';
}

/** A scalar beside a list: one value is a list of one, where no separator can be in it. */
function compareListed(pair: Pair, walk: Walk, isListNow: boolean): void {
  const [scalar, list] = isListNow ? [pair.base, pair.revision] : [pair.revision, pair.base];
  const isListOfOne = rulesOfEncoding(walk.encoding).isListOfOne || !mayHoldSeparator(scalar);
  const facts = { from: shownTypes(pair.base.types), to: shownTypes(pair.revision.types), keyword: 'type' };
  const [fewest, most] = [list.bounds.get('min-items')?.value ?? 0, list.bounds.get('max-items')?.value ?? 2];
  if (fewest > 1 || most < 1) walk.find(pair, 'type-changed', facts);
  else if (!isListOfOne) walk.find(pair, isListNow ? 'became-list' : 'type-changed', facts);
  else if (most > 1) walk.find(pair, isListNow ? 'type-generalized' : 'type-specialized', facts);
  if (isListNow) walk.descend(pair.base.parts, pair.revision.items, pair.path);
  else walk.descend(pair.base.items, pair.revision.parts, pair.path);
}

function mayHoldSeparator(shape: Shape): boolean {
  const texts = listed(shape);
  return texts ? texts.some((text) => /[,|\s]/u.test(text)) : shape.types.has('string');
}

function isScalar({ types }: Shape): boolean {
  return types.size > 0 && !types.has('array') && !types.has('object');
}

function isList({ types }: Shape): boolean {
  return types.size === 1 && types.has('array');
}

function isText({ types }: Shape): boolean {
  return types.has('string');
}

function takesAnyText(shape: Shape): boolean {
  const { types, formats, patterns, bounds } = shape;
  if (!types.has('string') || listed(shape) || formats.length + patterns.length > 0) return false;
  return (bounds.get('min-length')?.value ?? 0) <= 1 && (bounds.get('max-length')?.value ?? LONG) >= LONG;
}

/** Longer than any number is written. */
const LONG = 32;

/** Listed values as they are written. */
function listed(shape: Shape): string[] | undefined {
  const values = shape.values ?? finiteValues(shape);
  return values && [...values.values()].map(String);
}

function acceptsText(shape: Shape, texts: readonly string[] | undefined, text: string): boolean {
  if (texts) return texts.includes(text);
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return (
    (shape.types.has('string') && fits(text, shape)) ||
    (!Number.isNaN(number) && fits(number, shape)) ||
    (shape.types.has('boolean') && (text === 'true' || text === 'false'))
  );
}

/** Some of the texts that a shape accepts, those at its bounds among them. */
function examplesOf(shape: Shape): string[] {
  const bounds = [shape.bounds.get('min'), shape.bounds.get('max')].flatMap((bound) => (bound ? [bound.value] : []));
  const numbers = [...bounds, 0, 1, -1, 42, 1_234_567_890, 1.5, -0.25].filter((number) => fits(number, shape));
  const booleans = shape.types.has('boolean') ? ['true', 'false'] : [];
  return [...numbers.map(String), ...booleans, ...TEXTS.filter((text) => fits(text, shape))];
}

function defaultOf({ parts }: Shape): unknown {
  return parts.find((part) => part.default !== undefined)?.default;
}
