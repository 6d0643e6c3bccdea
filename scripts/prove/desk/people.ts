import { bearing, type Credentials } from '../credentials.ts';
import type { DeskClient } from './client.ts';

/** Somebody with an account who is logged in. */
export interface Person {
  id: string;
  email: string;
  password: string;
  credentials: Credentials;
  refreshToken: string;
}

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

/** Makes people of a desk. */
export interface People {
  /** Registers somebody new, verifies the address and logs them in. @param role part of the address, to be recognised by in reports */
  someone: (role: string) => Promise<Person>;
  /** Registers somebody new and logs them in; the address is not verified. */
  newcomer: (role: string) => Promise<Person>;
  /** Another session of somebody. */
  logIn: (person: Pick<Person, 'email' | 'password'>) => Promise<Tokens>;
}

const PASSWORD = 'seven quiet otters prove it';

export function peopleOf({ call, mailedToken }: DeskClient): People {
  let count = 0;
  const logIn: People['logIn'] = ({ email, password }) => call('POST', '/auth/login', { email, password });
  const newcomer: People['newcomer'] = async (role) => {
    count += 1;
    const email = `${role}-${count}@proof.example`;
    const account = { email, password: PASSWORD, name: `Proof ${role}` };
    const { id } = await call<{ id: string }>('POST', '/auth/register', account);
    return { id, email, password: PASSWORD, ...session(await logIn(account)) };
  };
  return {
    logIn,
    newcomer,
    async someone(role) {
      const person = await newcomer(role);
      const { headers } = person.credentials;
      const { isEmailVerified } = await call<{ isEmailVerified: boolean }>('GET', '/users/me', undefined, headers);
      // The address of the first one is verified without a letter.
      if (isEmailVerified) return person;
      await call('POST', '/auth/email/confirm', { token: await mailedToken(person.email) }, headers);
      return person;
    },
  };
}

/** What a session adds to a person. */
export function session({ accessToken, refreshToken }: Tokens): Pick<Person, 'credentials' | 'refreshToken'> {
  return { credentials: bearing(accessToken), refreshToken };
}

export function isTokens(value: unknown): value is Tokens {
  return typeof value === 'object' && value !== null && 'accessToken' in value && 'refreshToken' in value;
}
