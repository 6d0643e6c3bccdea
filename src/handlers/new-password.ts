import { checkNewPassword } from '../domain/account/password-rules.ts';
import type { Services } from '../domain/services.ts';

/**
 * Holds a new password to the rules of the desk.
 *
 * @param person what the account says of its owner: email address, name
 * @param field where the password stands in the request
 * @throws RuleError saying which rule it breaks
 */
export function ensureGoodPassword(
  password: string,
  person: readonly string[],
  { commonPasswords, system }: Pick<Services, 'commonPasswords' | 'system'>,
  field?: string,
): void {
  checkNewPassword(password, { known: [...person, system.name], common: commonPasswords }, field);
}
