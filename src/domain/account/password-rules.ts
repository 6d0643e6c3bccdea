import { RuleError } from '../errors.ts';
import { normalPassword } from './normal-password.ts';
import { WALKS, WELL_KNOWN_PHRASES, WELL_KNOWN_WORDS } from './well-known-passwords.ts';

const MIN_BYTES = 12;
/** bcrypt reads 72 bytes and ignores the rest: a longer password would promise more than it holds. */
const MAX_BYTES = 72;

/** The least part of a walk that counts as one: `abcd`, `4321`. */
const MIN_WALK = 4;

const DIGITS: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't' };
const SIGNS: Readonly<Record<string, string>> = { '@': 'a', $: 's', '!': 'i' };

/**
 * Holds a new password, in its normal form, to the rules: 12 to 72 bytes of UTF-8, nothing that cannot be typed again
 * everywhere, not among the well-known ones, not the person's own email address or name.
 *
 * @param person what the account says of its owner: email address, name
 * @param field where the password stands in the request, for the message
 * @throws RuleError saying which rule it breaks; never repeats the password
 */
export function checkNewPassword(password: string, person: readonly string[], field = 'body.password'): void {
  const problem = passwordProblem(normalPassword(password), person);
  if (problem !== undefined) throw new RuleError('Choose another password.', [{ field, message: problem }]);
}

function passwordProblem(password: string, person: readonly string[]): string | undefined {
  if (!password.isWellFormed() || password.includes('\0')) return 'It holds a character that cannot be kept.';
  const bytes = new TextEncoder().encode(password).length;
  if (bytes < MIN_BYTES || bytes > MAX_BYTES) return `It must be ${MIN_BYTES} to ${MAX_BYTES} bytes long.`;
  if (isWellKnown(password)) return 'It is among the passwords that are tried first.';
  if (person.some((text) => isAbout(password, text))) return 'It is made from your own name or email address.';
  return undefined;
}

/** A password that a guesser tries early: a famous one, a word in disguise, a repetition, a walk on the keyboard. */
export function isWellKnown(password: string): boolean {
  const plain = password.toLowerCase().replaceAll(/\s/g, '');
  const unit = repeatedUnit(plain);
  return WELL_KNOWN_PHRASES.has(plain) || unit.length <= 4 || isWalk(plain) || isWalk(unit) || isKnownWord(plain);
}

/** Letters of the password, read as they were meant (`p4$$w0rd`), are one well-known word, or that word repeated. */
function isKnownWord(plain: string): boolean {
  const stripped = plain.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const unsigned = undisguised(plain.replaceAll(/^[\d\W_]+|[\d\W_]+$/g, ''), SIGNS);
  const readings = [stripped, unsigned, undisguised(unsigned, DIGITS)];
  return readings.some((reading) => {
    const letters = reading.replaceAll(/[^\p{L}]/gu, '');
    return WELL_KNOWN_WORDS.has(letters) || WELL_KNOWN_WORDS.has(repeatedUnit(letters));
  });
}

/** Every character that stands for a letter, replaced by that letter. */
function undisguised(text: string, letters: Readonly<Record<string, string>>): string {
  return Object.entries(letters).reduce((plain, [sign, letter]) => plain.replaceAll(sign, letter), text);
}

/** The shortest text that the given one repeats; itself, when it repeats none. */
function repeatedUnit(text: string): string {
  return text.slice(0, `${text}${text}`.indexOf(text, 1));
}

/** Nothing but pieces of walks, forwards or backwards, one after the other. */
function isWalk(text: string): boolean {
  let at = 0;
  while (at < text.length) {
    const length = longestWalk(text.slice(at));
    if (length < Math.min(MIN_WALK, text.length - at)) return false;
    at += length;
  }
  return true;
}

function longestWalk(text: string): number {
  let longest = 0;
  for (const walk of WALKS) {
    for (const path of [walk, Array.from(walk).reverse().join('')]) {
      let length = longest;
      while (length < text.length && path.includes(text.slice(0, length + 1))) length += 1;
      longest = length;
    }
  }
  return longest;
}

/** The password is little more than something known about the person. */
function isAbout(password: string, known: string): boolean {
  const lowered = password.toLowerCase();
  const parts = [known, known.replace(/@.*/s, '')].map((part) => part.toLowerCase().replaceAll(/\s/g, ''));
  return parts.some((part) => part.length >= 4 && lowered.replaceAll(/\s/g, '').replaceAll(part, '').length < 6);
}
