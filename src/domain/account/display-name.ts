import { RuleError } from '../errors.ts';

const MAX_CHARACTERS = 200;

/** Control characters, line and paragraph separators, and the marks that turn the direction of the text around them. */
const INVISIBLE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/**
 * The form in which a person's name is kept: NFC, no space around it.
 *
 * @throws RuleError when nothing is left, it is too long, or it holds what cannot be shown or stored
 */
export function displayName(text: string): string {
  const name = text.normalize('NFC').trim();
  const message =
    name === '' || Array.from(name).length > MAX_CHARACTERS
      ? `Give a name of 1 to ${MAX_CHARACTERS} characters.`
      : INVISIBLE.test(name) || !name.isWellFormed()
        ? 'A name holds no control characters and no broken Unicode.'
        : undefined;
  if (message !== undefined) throw new RuleError('That name cannot be kept.', [{ field: 'body.name', message }]);
  return name;
}
