import { RuleError } from '../errors.ts';

/** RFC 5321, 4.5.3.1.3: a path holds 256 octets, two of them the angle brackets. */
const MAX_BYTES = 254;

/** One `@`, a dot-atom before it (RFC 5322, 3.2.3), a domain of two labels or more after it. No quoted local parts. */
const ADDRESS =
  /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?$/u;

/**
 * The one form in which an email address is kept and compared: Unicode NFC, lower case. The local part is lowered
 * too, since no provider in use tells two people apart by case, and two accounts that differ by it invite mistakes.
 * What could break out of a mail header (line ends, commas, angle brackets, NUL) is not an address.
 *
 * @throws RuleError when the text is not an address
 */
export function emailAddress(text: string): string {
  const address = text.normalize('NFC').toLowerCase();
  if (new TextEncoder().encode(address).length > MAX_BYTES || !ADDRESS.test(address)) {
    const message = 'Give one email address, such as ada@example.org.';
    throw new RuleError('That is not an email address.', [{ field: 'body.email', message }]);
  }
  return address;
}
