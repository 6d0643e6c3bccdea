import type { Account } from '../domain/account/account.ts';
import { EmailVerification } from '../domain/account/email-verification.ts';
import { accountOf } from '../domain/account/principal.ts';
import { ConflictError, NotFoundError } from '../domain/errors.ts';
import type { Services } from '../domain/services.ts';
import type { Operation, PreparedOperation } from '../infra/http/operation.ts';
import { answer } from './envelope.ts';
import { emailChangedLetter, emailVerificationLetter } from './letters.ts';
import { ensureFreshLogin } from './step-up.ts';
import { shownUser } from './users.ts';

const ACCEPTED = 'If the address is free, a mail with a token is on its way to it. Earlier tokens stay valid.';

export const requestEmailVerification: PreparedOperation<'requestEmailVerification'> = {
  // Whether an address has an account is nobody else's business.
  isEven: true,
  prepare:
    ({ body, principal }, { emailIndex: indexOf }) =>
    async (_request, services) => {
      const { accounts } = services;
      const account = await accounts.byId(accountOf(principal));
      const emailIndex = indexOf(body.email);
      const isOwn = emailIndex === account.emailIndex;
      if (isOwn && account.isEmailVerified) throw new ConflictError('The address is verified already.');
      // Whoever finds an open session must not take the account along.
      if (!isOwn) await ensureFreshLogin(principal, services);
      const isFree = isOwn || !(await accounts.isOwned(emailIndex));
      await mailVerification({ accountId: account.id, email: body.email, emailIndex }, services, isFree);
      return { status: 202, body: answer({ message: ACCEPTED }) };
    },
};

export const confirmEmail: Operation<'confirmEmail'> = async ({ body, principal }, services) => {
  const { accounts, emailVerifications, secondFactors, secrets, clock } = services;
  const now = clock.now();
  const account = await accounts.byId(accountOf(principal));
  const verification = await emailVerifications.byDigest(secrets.digest(body.token));
  if (verification?.use(account.id, now) !== 'accepted') {
    throw new NotFoundError('The token is unknown, used, expired or of another account. Ask for another.');
  }
  if (verification.emailIndex === account.emailIndex) account.verifyEmail(now);
  else await changeEmail(account, verification, services);
  await emailVerifications.removeAllOf(account.id, verification.id);
  const hasSecondFactor = (await secondFactors.of(account.id))?.isConfirmed ?? false;
  return shownUser(account, hasSecondFactor);
};

/** Takes the new address, unless an account has shown meanwhile that it is its own. */
async function changeEmail(
  account: Account,
  { email, emailIndex }: EmailVerification,
  { accounts, passwordResets, mail, clock, system }: Services,
): Promise<void> {
  if (!(await accounts.releaseAddress(emailIndex))) {
    const details = [{ field: 'body.token', message: 'is for the address of another account' }];
    throw new ConflictError('The address belongs to another account by now.', details);
  }
  if (account.isEmailVerified) mail(emailChangedLetter(account, system));
  account.changeEmail(email, emailIndex, clock.now());
  // What was mailed to the former address is worth nothing any more.
  await passwordResets.removeAllOf(account.id);
}

type Recipient = Pick<EmailVerification, 'accountId' | 'email' | 'emailIndex'>;

/** Mails a token that verifies an address, unless enough were mailed there lately or the address is not free. */
export async function mailVerification(recipient: Recipient, services: Services, isFree = true): Promise<void> {
  const { emailVerifications, letterLog, secrets, mail, clock, ids, system } = services;
  const now = clock.now();
  const letter = { kind: 'email-verification', recipient: recipient.emailIndex } as const;
  if (!(await letterLog.claim(letter, now)) || !isFree) return;
  const { token, digest } = secrets.emailVerificationToken();
  emailVerifications.add(new EmailVerification({ id: ids.next(), ...recipient, digest, now }));
  mail(emailVerificationLetter(recipient, token, system));
}
