/**
 * The form in which a password counts: NFC, as RFC 8265 (section 4.2) has it. One system types `é` as one character,
 * another as two; to the person it is one password.
 */
export function normalPassword(password: string): string {
  return password.normalize('NFC');
}
