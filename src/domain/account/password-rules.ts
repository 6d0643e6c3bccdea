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

/** Words shorter than this say too little to be looked for. */
const MIN_WORD = 4;
/** What is left of a password beside a name must be longer than this to count. */
const MIN_REST = 6;

/** What a password may not be made from. */
export interface PasswordContext {
  /** What anybody knows: email address and name of the person, name of the service. */
  known: readonly string[];
  /** Passwords that leaked most often, in lower case. */
  common: ReadonlySet<string>;
}

/**
 * Holds a new password, in its normal form, to the rules: 12 to 72 bytes of UTF-8, nothing that cannot be typed again
 * everywhere, not among the common ones, whatever was put around or in the place of their letters, and not made from what
 * anybody knows of the person and the service.
 *
 * @param field where the password stands in the request, for the message
 * @throws RuleError saying which rule it breaks; never repeats the password
 */
export function checkNewPassword(password: string, context: PasswordContext, field = 'body.password'): void {
  const problem = passwordProblem(normalPassword(password), context);
  if (problem !== undefined) throw new RuleError('Choose another password.', [{ field, message: problem }]);
}

function passwordProblem(password: string, { known, common }: PasswordContext): string | undefined {
  if (!password.isWellFormed() || password.includes('\0')) return 'It holds a character that cannot be kept.';
  const bytes = new TextEncoder().encode(password).length;
  if (bytes < MIN_BYTES || bytes > MAX_BYTES) return `It must be ${MIN_BYTES} to ${MAX_BYTES} bytes long.`;
  if (isWellKnown(password, common)) return 'It is among the passwords that are tried first.';
  if (known.some((text) => isAbout(password, text))) {
    return 'It is made from your name, your email address or the name of this service.';
  }
  return undefined;
}

/** A password that a guesser tries early: a famous one, common ones in disguise, a repetition, a walk on the keyboard. */
export function isWellKnown(password: string, common: ReadonlySet<string>): boolean {
  const plain = password.toLowerCase().replaceAll(/\s/g, '');
  const unit = repeatedUnit(plain);
  return (
    WELL_KNOWN_PHRASES.has(plain) ||
    unit.length <= 4 ||
    isWalk(plain) ||
    isWalk(unit) ||
    readings(plain).some((reading) => isMadeOfKnownWords(reading, common))
  );
}

/** What a text may mean: as it stands, without what surrounds its letters, and with the letters that signs stand for. */
function readings(plain: string): string[] {
  const stripped = plain.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const unnumbered = plain.replaceAll(/^[\d\W_]+|[\d\W_]+$/g, '');
  const unsigned = undisguised(unnumbered, SIGNS);
  const read = [
    plain,
    stripped,
    unsigned,
    undisguised(unsigned, DIGITS),
    undisguised(undisguised(plain, SIGNS), DIGITS),
  ];
  const letters = read.map((reading) => reading.replaceAll(/[^\p{L}]/gu, ''));
  // `trustno1!!`: a common password that holds digits, with more behind it.
  const bare = plain.replaceAll(/[\W_]+/g, '');
  return [...new Set([...read, ...letters, bare, bare.replace(/\d{1,4}$/, '')])].filter(
    (reading) => reading.length >= MIN_WORD,
  );
}

/** One common password or two in a row, or a repetition of one. */
function isMadeOfKnownWords(reading: string, common: ReadonlySet<string>): boolean {
  const isKnown = (text: string) => WELL_KNOWN_WORDS.has(text) || common.has(text);
  if (isKnown(reading) || isKnown(repeatedUnit(reading))) return true;
  for (let at = MIN_WORD; at <= reading.length - MIN_WORD; at += 1) {
    if (isKnown(reading.slice(0, at)) && isKnown(reading.slice(at))) return true;
  }
  return false;
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

/** The password is little more than something that is known: whole, or the words of it. */
function isAbout(password: string, known: string): boolean {
  const lowered = password.toLowerCase();
  const whole = known.toLowerCase();
  const words = whole.split(/[^\p{L}\p{N}]+/u);
  const parts = [
    whole.replaceAll(/\s/g, ''),
    whole.replace(/@.*/s, '').replaceAll(/\s/g, ''),
    whole.replace(/^.*@/s, ''),
    ...words,
  ]
    .filter((part) => part.length >= MIN_WORD)
    .sort((one, other) => other.length - one.length);
  return [lowered, undisguised(undisguised(lowered, SIGNS), DIGITS)].some((text) => {
    const bare = text.replaceAll(/\s/g, '');
    const rest = parts.reduce((left, part) => left.replaceAll(part, ''), bare);
    return rest !== bare && rest.length < MIN_REST;
  });
}
