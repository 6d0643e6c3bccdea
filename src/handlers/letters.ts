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
