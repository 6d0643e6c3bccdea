import type { Letter, System } from '../domain/services.ts';

/*
 * No letter holds text that somebody other than its reader chose, such as the name of a person or project: whoever
 * registers or invites a stranger's address would otherwise write to that stranger in the name of the desk.
 */

interface Person {
  email: string;
}

/** The letter that lets somebody choose a new password. Short lines: mail folds long ones, tokens in them too. */
export function passwordResetLetter({ email }: Person, token: string, { name: desk }: System): Letter {
  const text = [
    'Hello,',
    `somebody, probably you, asked for a new password at\n"${desk}".`,
    'This token sets one, once, within 30 minutes:',
    token,
    'If it was not you, do nothing: your password stays as it is.',
  ];
  return { to: email, subject: `${desk}: a new password`, text: `${text.join('\n\n')}\n` };
}

/** The letter whose token verifies the address that it goes to. */
export function emailVerificationLetter({ email }: Person, token: string, { name: desk }: System): Letter {
  const text = [
    'Hello,',
    `somebody, probably you, gave this address for an account at\n"${desk}".`,
    'Log in, and verify the address with this token.\nIt is valid once, for 24 hours:',
    token,
    'If it was not you, do nothing: an account whose address is not\nverified can do nothing in your name.',
  ];
  return { to: email, subject: `${desk}: verify your address`, text: `${text.join('\n\n')}\n` };
}

/** The letter to the former address of an account that has taken another. */
export function emailChangedLetter({ email }: Person, { name: desk }: System): Letter {
  const text = [
    'Hello,',
    `your account at\n"${desk}"\nhas another email address from now on.`,
    'If you did not change it, tell the administrators of the desk at once.',
  ];
  return { to: email, subject: `${desk}: your address was changed`, text: `${text.join('\n\n')}\n` };
}

/** The letter that tells somebody of what protects them no longer. */
export function secondFactorLetter({ email }: Person, { name: desk }: System): Letter {
  const text = [
    'Hello,',
    `an administrator of\n"${desk}"\ntook away the second factor of your account.`,
    'From now on your password is enough to log in. Enrol another soon.',
    'If you did not ask for that, change your password, and ask them why.',
  ];
  return { to: email, subject: `${desk}: your second factor`, text: `${text.join('\n\n')}\n` };
}

/** The letter that invites somebody to a project. */
export function invitationLetter(email: string, token: string, { name: desk }: System): Letter {
  const text = [
    'Hello,',
    `you are invited to a project at\n"${desk}".`,
    'Register with this address, or log in, and accept with this token.\nIt is valid for 14 days:',
    token,
    'If you expected no invitation, do nothing.',
  ];
  return { to: email, subject: `${desk}: an invitation`, text: `${text.join('\n\n')}\n` };
}
