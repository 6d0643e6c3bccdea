import { BOUNDS } from '../bounds.ts';
import type { Effect } from '../change.ts';
import type { SchemaRule } from './rule.ts';

type Row = readonly [concern: string, effect: Effect, change: string, values: string];

/** Concerns whose meaning follows from the effect: what was accepted is refused, or what was never sent arrives. */
const ACCEPTANCE: readonly Row[] = [
  ['type-changed', 'differs', 'went from {from} to {to}', '{from}'],
  ['type-generalized', 'widens', 'went from {from} to {to}', 'values of the wider type'],
  ['type-specialized', 'narrows', 'went from {from} to {to}', 'values of the wider type'],
  ['type-stated', 'mayNarrow', 'now says its type, {to}', 'values of other types'],
  ['type-unstated', 'mayWiden', 'no longer says its type, {from}', 'values of other types'],
  ['text-form-changed', 'unknown', 'went from {from} to {to} of a form of its own', 'values of another form'],
  ['became-list', 'mayNarrow', 'went from {from} to a list, of which commas separate the elements', 'a comma in it'],
  ['became-nullable', 'widens', 'can be null', 'null'],
  ['became-not-nullable', 'narrows', 'can no longer be null', 'null'],
  ['became-forbidden', 'narrows', 'can no longer have any value', 'anything'],
  ['became-allowed', 'widens', 'can have a value', 'a value'],
  ['format-added', 'narrows', 'must have format {to}', 'values of another form'],
  ['format-removed', 'widens', 'no longer has format {from}', 'values of another form'],
  ['format-generalized', 'widens', 'went from format {from} to the wider {to}', 'values beyond {from}'],
  ['format-specialized', 'narrows', 'went from format {from} to the narrower {to}', 'values beyond {to}'],
  ['format-changed', 'differs', 'went from format {from} to {to}', 'values of format {from}'],
  ['custom-format-changed', 'unknown', 'went from format {from} to {to}', 'values of the old form'],
  ['content-media-type-changed', 'differs', 'holds {to} instead of {from}', 'content of the old kind'],
  ['became-enum', 'narrows', 'is limited to {to}', 'other values'],
  ['became-not-enum', 'widens', 'is no longer limited to {from}', 'other values'],
  ['enum-value-removed', 'narrows', 'no longer has the values {from}', 'them'],
  ['enum-value-added', 'widens', 'has the new values {to}', 'them'],
  ['pattern-added', 'narrows', 'must match {to}', 'values that do not match'],
  ['pattern-removed', 'widens', 'need no longer match {from}', 'values that do not match'],
  ['pattern-changed', 'unknown', 'must match {to} instead of {from}', 'values that match only the old pattern'],
  ['multiple-of-set', 'narrows', 'must be a multiple of {to}', 'other numbers'],
  ['multiple-of-unset', 'widens', 'need no longer be a multiple of {from}', 'other numbers'],
  ['multiple-of-generalized', 'widens', 'must be a multiple of {to} instead of {from}', 'more numbers'],
  ['multiple-of-specialized', 'narrows', 'must be a multiple of {to} instead of {from}', 'other multiples of {from}'],
  ['multiple-of-changed', 'differs', 'must be a multiple of {to} instead of {from}', 'multiples of {from}'],
  ['unique-items-added', 'narrows', 'must not have equal items', 'equal items'],
  ['unique-items-removed', 'widens', 'may have equal items', 'equal items'],
  ['additional-properties-forbidden', 'narrows', 'allows no undeclared properties any more', 'undeclared properties'],
  ['additional-properties-allowed', 'mayWiden', 'allows undeclared properties', 'undeclared properties'],
  ['pattern-property-added', 'narrows', 'asks something of properties that match {to}', 'other values in them'],
  [
    'pattern-property-removed',
    'widens',
    'asks nothing of properties that match {from} any more',
    'other values in them',
  ],
  ['pattern-property-allowed', 'mayWiden', 'allows properties that match {to}', 'them'],
  ['pattern-property-forbidden', 'narrows', 'no longer allows properties that match {from}', 'them'],
  ['one-of-added', 'widens', 'has the new alternative {to}', 'it'],
  ['one-of-removed', 'narrows', 'lost the alternative {from}', 'it'],
  ['any-of-added', 'widens', 'has the new alternative {to}', 'it'],
  ['any-of-removed', 'narrows', 'lost the alternative {from}', 'it'],
  [
    'one-of-overlap-added',
    'narrows',
    'has alternatives that overlap, of which exactly one must match',
    '{from}, for example,',
  ],
  [
    'one-of-overlap-removed',
    'widens',
    'has alternatives that no longer overlap, of which exactly one must match',
    '{to}, for example',
  ],
  [
    'one-of-may-overlap',
    'mayNarrow',
    'has alternatives that may overlap, of which exactly one must match',
    'what matches several',
  ],
  [
    'one-of-may-not-overlap',
    'mayWiden',
    'has fewer alternatives that may overlap, of which exactly one must match',
    'what matched several',
  ],
  ['any-of-became-one-of', 'mayNarrow', 'must match exactly one alternative instead of any', 'what matches several'],
  ['one-of-became-any-of', 'mayWiden', 'may match several alternatives instead of exactly one', 'what matches several'],
  ['discriminator-property-name-changed', 'differs', 'is told apart by {to} instead of {from}', 'the old property'],
  ['discriminator-mapping-added', 'widens', 'has the new discriminator values {to}', 'them'],
  ['discriminator-mapping-removed', 'narrows', 'lost the discriminator values {from}', 'them'],
  [
    'discriminator-mapping-changed',
    'differs',
    'has discriminator values that mean another alternative ({from})',
    'them',
  ],
  ['discriminator-added', 'mayNarrow', 'is told apart by {to}', 'values without it'],
  ['discriminator-removed', 'mayWiden', 'is no longer told apart by {from}', 'values without it'],
  ['condition-added', 'narrows', 'must meet a new condition ({to})', 'values that do not meet it'],
  ['condition-removed', 'widens', 'need no longer meet a condition ({from})', 'values that do not meet it'],
  ['condition-changed', 'unknown', 'must meet another condition ({to})', 'values that meet only the old one'],
  ...BOUNDS.flatMap(({ name, keyword, isUpper, values }): Row[] => [
    [`${name}-set`, 'narrows', `has ${keyword} {to}`, values],
    [`${name}-unset`, 'widens', `no longer has ${keyword} {from}`, values],
    [`${name}-decreased`, isUpper ? 'narrows' : 'widens', `went from ${keyword} {from} to {to}`, values],
    [`${name}-increased`, isUpper ? 'widens' : 'narrows', `went from ${keyword} {from} to {to}`, values],
  ]),
];

const noEffect = { request: 'no client breaks', response: 'no client breaks' };
const elsewhere = {
  request: '{clients} may miss what was stored under the old one',
  response: '{clients} may miss what was stored under the old one',
};
const otherDefault = {
  request: '{clients} that leave it out now mean something else',
  response: '{clients} that leave a missing value to the default may read another one',
};

/** Concerns that do not touch what is accepted. */
const MEANING: readonly SchemaRule[] = [
  { concern: 'default-value-added', effect: 'none', change: 'has the default {to}', values: '', consequence: noEffect },
  {
    concern: 'default-value-changed',
    effect: 'mayNarrow',
    change: 'went from default {from} to {to}',
    values: '',
    consequence: otherDefault,
  },
  {
    concern: 'default-value-removed',
    effect: 'mayNarrow',
    change: 'lost the default {from}',
    values: '',
    consequence: otherDefault,
  },
  { concern: 'deprecated', effect: 'none', change: 'is deprecated', values: '', consequence: noEffect },
  { concern: 'reactivated', effect: 'none', change: 'is no longer deprecated', values: '', consequence: noEffect },
  {
    concern: 'entity-changed',
    effect: 'unknown',
    change: 'went from x-entity {from} to {to}',
    values: '',
    consequence: elsewhere,
  },
];

export const SCHEMA_RULES: readonly SchemaRule[] = [
  ...ACCEPTANCE.map(([concern, effect, change, values]) => ({ concern, effect, change, values })),
  ...MEANING,
];
