/** Names as contracts spell them, taken apart so that `petId`, `pet_id` and `Pet-ID` read the same. */

const IRREGULAR: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  men: 'man',
  women: 'woman',
  movies: 'movie',
  cookies: 'cookie',
  caches: 'cache',
  leaves: 'leaf',
  shelves: 'shelf',
  indices: 'index',
  criteria: 'criterion',
  analyses: 'analysis',
  ids: 'id',
};
const SAME_IN_BOTH =
  /^(series|news|species|status|address|business|process|access|analysis|basis|campus|bus|lens|sms|dns|gas)$/;

/** Names read before: a contract repeats a few thousand of them a million times. */
const known = new Map<string, readonly string[]>();

/** The lower-case words of a name: `menuItemID` is `['menu', 'item', 'id']`. */
export function words(name: string): readonly string[] {
  const before = known.get(name);
  if (before) return before;
  const found = split(name);
  known.set(name, found);
  return found;
}

function split(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

const spellings = new Map<string, string>();

/** One spelling for all spellings of a name: `petid`. */
export function normal(name: string): string {
  const before = spellings.get(name);
  if (before !== undefined) return before;
  // Names without a letter or digit of ASCII are as they are.
  const found = words(name).join('') || name;
  spellings.set(name, found);
  return found;
}

/** `special_events` of `SpecialEvents`; empty where the name has no letter or digit. */
export function snake(name: string): string {
  return words(name).join('_');
}

/** The singular of one lower-case English word; what is already singular stays. */
export function singular(word: string): string {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return irregular;
  if (SAME_IN_BOTH.test(word) || !word.endsWith('s') || word.length < 4 || word.endsWith('ss')) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(ss|sh|ch|x|zz|[^aeou]us)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** The plural of one lower-case English word; what is already plural stays. */
export function plural(word: string): string {
  const irregular = Object.entries(IRREGULAR).find(([, one]) => one === word);
  if (irregular !== undefined) return irregular[0];
  if (SAME_IN_BOTH.test(word)) return /(ss|us|sis|bus|sms|dns|gas|lens)$/.test(word) ? `${word}es` : word;
  if (singular(word) !== word || IRREGULAR[word] !== undefined) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|sh|ch|x|z)$/.test(word) ? `${word}es` : `${word}s`;
}

/** The words of a name with the last one singular: `['special', 'event']` of `special-events`. */
export function singularWords(name: string): string[] {
  const all = words(name);
  return all.map((word, index) => (index === all.length - 1 ? singular(word) : word));
}

/** Whether two names mean the same noun, in singular or plural. */
export function isSameNoun(one: string, other: string): boolean {
  return singularWords(one).join('') === singularWords(other).join('');
}
