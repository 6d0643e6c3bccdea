/** Small rules of English grammar for messages whose nouns come from a contract. */

/** Starts with a vowel letter and a consonant sound: `user`, `unit`, `European`, `one-off`. */
const CONSONANT_SOUND = /^(?:uni(?![nm]|de|ss)|us[aeu]|usi|ut[ei]|ubi|uku|ura|eu|ewe|one(?!r)|once)/;
/** Starts with a consonant letter and a vowel sound: `hour`, `honest`, `heir`. */
const SILENT_H = /^(?:hour|heir|honest|honou?r)/;
/** Read letter by letter although they could be read as words. */
const INITIALISM =
  /^(?:u(?:r[lin]|uid|i|x|tc|pc|sb|k|s|sd)|s(?:ms|sl|sh|sn|dk|vg|la)|f(?:aq|aqs|yi)|m(?:fa|ms)|n(?:da|ft)|r(?:oi|fi|fc|sa)|h(?:tml|r)|x(?:ml|ss)|l(?:an|lc))s?$/;
/** Letters whose names start with a vowel sound: `an F`, `an HTTP`. */
const VOWEL_NAMED = /^[aefhilmnorsx]/;

/** `a` or `an`, as the noun after it is spoken: `an hour`, `a user`, `a URL`, `an SMS`. */
export function article(noun: string): 'a' | 'an' {
  const first = /^[^\s_-]+/.exec(noun)?.[0] ?? '';
  const word = first.toLowerCase();
  const isSpelled = INITIALISM.test(word) || !/[aeiouy]/.test(word) || /^[A-Z]{2,4}s?$/.test(first);
  if (isSpelled) return VOWEL_NAMED.test(word) ? 'an' : 'a';
  if (SILENT_H.test(word)) return 'an';
  return /^[aeiou]/.test(word) && !CONSONANT_SOUND.test(word) ? 'an' : 'a';
}

/** `an invoice`. */
export function withArticle(noun: string): string {
  return `${article(noun)} ${noun}`;
}

/** `1 item`, `3 items`; the plural is given where it is not formed with `s`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** `a, b or c`. */
export function listed(parts: readonly string[], conjunction: 'and' | 'or'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${conjunction} ${parts.at(-1) ?? ''}`;
}

/** `Invoice`. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
