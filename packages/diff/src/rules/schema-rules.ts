import { BOUNDS } from '../bounds.ts';
import type { Effect } from '../change.ts';
import type { SchemaRule } from './rule.ts';

type Row = readonly [concern: string, effect: Effect, change: string, values: string];

/** Concerns whose consequence follows from the effect: accepted values are rejected, or new values are sent. */
const ACCEPTANCE: readonly Row[] = [
  ['type-changed', 'differs', 'changed from {from} to {to}', '{from}'],
  ['type-generalized', 'widens', 'changed from {from} to {to}', 'values of the wider type'],
  ['type-specialized', 'narrows', 'changed from {from} to {to}', 'values of the wider type'],
  ['type-stated', 'mayNarrow', 'now declares its type, {to}', 'values of other types'],
  ['type-unstated', 'mayWiden', 'no longer declares its type, {from}', 'values of other types'],
  ['text-form-changed', 'unknown', 'changed from {from} to {to} with a format or pattern', 'values of another form'],
  ['became-list', 'mayNarrow', 'changed from {from} to a comma-separated list', 'values that contain a comma'],
  ['became-nullable', 'widens', 'can now be null', 'null'],
  ['became-not-nullable', 'narrows', 'can no longer be null', 'null'],
  ['became-forbidden', 'narrows', 'can no longer have a value', 'any value'],
  ['became-allowed', 'widens', 'can now have a value', 'a value'],
  ['format-added', 'narrows', 'must have format {to}', 'values of another form'],
  ['format-removed', 'widens', 'no longer has format {from}', 'values of another form'],
  ['format-generalized', 'widens', 'changed from format {from} to the wider {to}', 'values beyond {from}'],
  ['format-specialized', 'narrows', 'changed from format {from} to the narrower {to}', 'values beyond {to}'],
  ['format-changed', 'differs', 'changed from format {from} to {to}', 'values of format {from}'],
  ['custom-format-changed', 'unknown', 'changed from format {from} to {to}', 'values of the old form'],
  ['content-media-type-changed', 'differs', 'holds {to} instead of {from}', 'content of the old type'],
  ['became-enum', 'narrows', 'is limited to {to}', 'other values'],
  ['became-not-enum', 'widens', 'is no longer limited to {from}', 'other values'],
  ['enum-value-removed', 'narrows', 'no longer has the values {from}', 'them'],
  ['enum-value-added', 'widens', 'has the new values {to}', 'them'],
  ['pattern-added', 'narrows', 'must match {to}', 'values that do not match'],
  ['pattern-removed', 'widens', 'no longer has to match {from}', 'values that do not match'],
  ['pattern-changed', 'unknown', 'must match {to} instead of {from}', 'values that match only the old pattern'],
  ['multiple-of-set', 'narrows', 'must be a multiple of {to}', 'other numbers'],
  ['multiple-of-unset', 'widens', 'no longer has to be a multiple of {from}', 'other numbers'],
  ['multiple-of-generalized', 'widens', 'must be a multiple of {to} instead of {from}', 'more numbers'],
  ['multiple-of-specialized', 'narrows', 'must be a multiple of {to} instead of {from}', 'other multiples of {from}'],
  ['multiple-of-changed', 'differs', 'must be a multiple of {to} instead of {from}', 'multiples of {from}'],
  ['unique-items-added', 'narrows', 'must not contain equal items', 'lists with equal items'],
  ['unique-items-removed', 'widens', 'may contain equal items', 'lists with equal items'],
  ['additional-properties-forbidden', 'narrows', 'no longer allows undeclared properties', 'undeclared properties'],
  ['additional-properties-allowed', 'mayWiden', 'allows undeclared properties', 'undeclared properties'],
  ['pattern-property-added', 'narrows', 'restricts properties that match {to}', 'other values in them'],
  ['pattern-property-removed', 'widens', 'no longer restricts properties that match {from}', 'other values in them'],
  ['pattern-property-allowed', 'mayWiden', 'allows properties that match {to}', 'them'],
  ['pattern-property-forbidden', 'narrows', 'no longer allows properties that match {from}', 'them'],
  ['one-of-added', 'widens', 'has the new alternative {to}', 'it'],
  ['one-of-removed', 'narrows', 'no longer has the alternative {from}', 'it'],
  ['any-of-added', 'widens', 'has the new alternative {to}', 'it'],
  ['any-of-removed', 'narrows', 'no longer has the alternative {from}', 'it'],
  [
    'one-of-overlap-added',
    'narrows',
    'must match exactly one of several alternatives, and some of them now overlap',
    '{from}, for example',
  ],
  [
    'one-of-overlap-removed',
    'widens',
    'must match exactly one of several alternatives, and some of them no longer overlap',
    '{to}, for example',
  ],
  [
    'one-of-may-overlap',
    'mayNarrow',
    'must match exactly one of several alternatives, and some of them may overlap',
    'values that match several',
  ],
  [
    'one-of-may-not-overlap',
    'mayWiden',
    'must match exactly one of several alternatives, and fewer of them may overlap',
    'values that matched several',
  ],
  [
    'any-of-became-one-of',
    'mayNarrow',
    'must match exactly one alternative instead of at least one',
    'values that match several',
  ],
  [
    'one-of-became-any-of',
    'mayWiden',
    'may match several alternatives instead of exactly one',
    'values that match several',
  ],
  [
    'discriminator-property-name-changed',
    'differs',
    'has the discriminator property {to} instead of {from}',
    'values with the old property',
  ],
  ['discriminator-mapping-added', 'widens', 'has the new discriminator values {to}', 'them'],
  ['discriminator-mapping-removed', 'narrows', 'no longer has the discriminator values {from}', 'them'],
  ['discriminator-mapping-changed', 'differs', 'maps discriminator values to another alternative ({from})', 'them'],
  ['discriminator-added', 'mayNarrow', 'has the new discriminator property {to}', 'values without it'],
  ['discriminator-removed', 'mayWiden', 'no longer has the discriminator property {from}', 'values without it'],
  ['condition-added', 'narrows', 'must satisfy an additional condition ({to})', 'values that do not satisfy it'],
  ['condition-removed', 'widens', 'no longer has to satisfy a condition ({from})', 'values that do not satisfy it'],
  ['condition-changed', 'unknown', 'must satisfy another condition ({to})', 'values that satisfy only the old one'],
  ...BOUNDS.flatMap(({ name, keyword, isUpper, values }): Row[] => [
    [`${name}-set`, 'narrows', `has ${keyword} {to}`, values],
    [`${name}-unset`, 'widens', `no longer has ${keyword} {from}`, values],
    [`${name}-decreased`, isUpper ? 'narrows' : 'widens', `changed from ${keyword} {from} to {to}`, values],
    [`${name}-increased`, isUpper ? 'widens' : 'narrows', `changed from ${keyword} {from} to {to}`, values],
  ]),
];

const noEffect = { request: '{clients} are not affected', response: '{clients} are not affected' };
const elsewhere = {
  request: '{clients} may no longer find data that is stored under the old name',
  response: '{clients} may no longer find data that is stored under the old name',
};
const otherDefault = {
  request: 'requests without it now have another meaning',
  response: '{clients} that assume the default for a missing value may assume another one',
};

/** Concerns that do not change which values are accepted. */
const MEANING: readonly SchemaRule[] = [
  { concern: 'default-value-added', effect: 'none', change: 'has the default {to}', values: '', consequence: noEffect },
  {
    concern: 'default-value-changed',
    effect: 'mayNarrow',
    change: 'changed from default {from} to {to}',
    values: '',
    consequence: otherDefault,
  },
  {
    concern: 'default-value-removed',
    effect: 'mayNarrow',
    change: 'no longer has the default {from}',
    values: '',
    consequence: otherDefault,
  },
  { concern: 'deprecated', effect: 'none', change: 'is deprecated', values: '', consequence: noEffect },
  { concern: 'reactivated', effect: 'none', change: 'is no longer deprecated', values: '', consequence: noEffect },
  {
    concern: 'entity-changed',
    effect: 'unknown',
    change: 'changed from x-entity {from} to {to}',
    values: '',
    consequence: elsewhere,
  },
];

export const SCHEMA_RULES: readonly SchemaRule[] = [
  ...ACCEPTANCE.map(([concern, effect, change, values]) => ({ concern, effect, change, values })),
  ...MEANING,
];
