import pluralize from 'pluralize';
import { getOwn } from '@plumbline/contract/json';

/** Names as contracts spell them, taken apart so that `petId`, `pet_id` and `Pet-ID` read the same. */

/** Plurals that `pluralize` gets wrong, by their singular. */
const SINGULAR: Readonly<Record<string, string>> = {
  avalanches: 'avalanche',
  biases: 'bias',
  brownies: 'brownie',
  bureaus: 'bureau',
  caches: 'cache',
  calories: 'calorie',
  canvases: 'canvas',
  cookies: 'cookie',
  corpora: 'corpus',
  ellipses: 'ellipsis',
  gases: 'gas',
  genera: 'genus',
  headaches: 'headache',
  hoodies: 'hoodie',
  ids: 'id',
  lenses: 'lens',
  mantises: 'mantis',
  metamorphoses: 'metamorphosis',
  mosquitoes: 'mosquito',
  niches: 'niche',
  oases: 'oasis',
  pixies: 'pixie',
  rookies: 'rookie',
  selfies: 'selfie',
  syllabuses: 'syllabus',
  topazes: 'topaz',
  trellises: 'trellis',
  vetoes: 'veto',
  waltzes: 'waltz',
  zeroes: 'zero',
};
const PLURAL = new Map(Object.entries(SINGULAR).map(([many, one]) => [one, many]));

/** Words that `pluralize` takes for a plural, or changes though both numbers are written the same. */
const UNCHANGED =
  /^(data|metadata|dns|sms|gps|axis|barracks|belongings|clothes|mathematics|means|pants|.*(ss|us|sis))$/;

/** Endings of plurals, and those that the singular may have for them. */
const ENDINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ies$/, ['y', 'ie']],
  [/ves$/, ['f', 'fe', 've']],
  [/ices$/, ['ix', 'ex', 'ice']],
  [/([^s])es$/, ['$1', '$1e', '$1is']],
  [/sses$/, ['ss']],
  [/([^s])s$/, ['$1']],
  [/ae$/, ['a']],
  [/(...)a$/, ['$1um', '$1on']],
  [/(...)i$/, ['$1us']],
];

/** The lower-case words of a name: `menuItemID` is `['menu', 'item', 'id']`. */
export const words = remembered((name): readonly string[] => split(name));

function split(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** One spelling for all spellings of a name: `petid`. */
// Names without a letter or digit of ASCII are as they are.
export const normal = remembered((name) => words(name).join('') || name);

/** `special_events` of `SpecialEvents`; empty where the name has no letter or digit. */
export function snake(name: string): string {
  return words(name).join('_');
}

/** The singular of one lower-case English word; a word that is already singular stays. */
export const singular = remembered((word) => {
  if (Object.hasOwn(SINGULAR, word)) return getOwn(SINGULAR, word) ?? word;
  return PLURAL.has(word) || UNCHANGED.test(word) ? word : pluralize.singular(word);
});

/** The plural of one lower-case English word; a word that is already plural stays. */
export const plural = remembered((word) => {
  if (Object.hasOwn(SINGULAR, word)) return word;
  return PLURAL.get(word) ?? (/^(data|metadata|news)$/.test(word) ? word : pluralize.plural(word));
});

/**
 * Every word that one lower-case word may be the plural or the singular of, itself included. No single inflection decides
 * about two names: `axes` is the plural of `axe` and of `axis`.
 */
export const inflections = remembered((word): ReadonlySet<string> => {
  const other = ENDINGS.flatMap(([ending, singulars]) =>
    word.length > 3 && ending.test(word) ? singulars.map((one) => word.replace(ending, one)) : [],
  );
  return new Set([word, singular(word), pluralize.singular(word), plural(word), ...other]);
});

/** The words of a name with the last one singular: `['special', 'event']` of `special-events`. */
export function singularWords(name: string): string[] {
  const all = words(name);
  return all.map((word, index) => (index === all.length - 1 ? singular(word) : word));
}

/** What the whole name may be written as, in one spelling: `specialevent` and `specialevents` of `special-events`. */
export const nounSpellings = remembered((name): ReadonlySet<string> => {
  const all = words(name);
  if (all.length === 0) return new Set([name]);
  const leading = all.slice(0, -1).join('');
  return new Set([...inflections(all.at(-1) ?? '')].map((last) => leading + last));
});

/** Whether two names mean the same noun, in singular or plural. */
export function isSameNoun(one: string, other: string): boolean {
  const [own, others] = [nounSpellings(one), nounSpellings(other)];
  return [...own].some((spelling) => others.has(spelling));
}

/** Computes a value for each name once: a contract repeats a few thousand of them a million times. */
function remembered<Value>(compute: (name: string) => Value): (name: string) => Value {
  const known = new Map<string, Value>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const value = compute(name);
    known.set(name, value);
    return value;
  };
}
