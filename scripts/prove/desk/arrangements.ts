import { isMembers } from '@plumbline/contract/json';
import type { Credentials } from '../credentials.ts';
import { dataOf, spoilIfRefused, spoilIfSpent, type Arrangements } from './arranging.ts';
import type { Cast } from './cast.ts';
import { kept } from './kept.ts';
import { memberArrangements } from './member-arrangements.ts';
import { isTokens, session } from './people.ts';
import { newItem, newProject } from './projects.ts';
import { secondFactorArrangements } from './second-factor-arrangements.ts';

const YEAR_MS = 365 * 24 * 3_600_000;

/** What the operations of the desk need: accounts that may be locked, logged out or erased, and values that hold once. */
export function deskArrangements(cast: Cast): Arrangements {
  const fresh = freshLogin(cast);
  return {
    ...accountArrangements(cast),
    ...sessionArrangements(cast),
    ...secondFactorArrangements(cast),
    ...memberArrangements(cast),
    ...backlogArrangements(cast),
    async createApiKey() {
      // Without an expiry it takes a recent login.
      return { body: { expiresAt: new Date(Date.now() + YEAR_MS).toISOString() }, credentials: await fresh() };
    },
    getUser: () => Promise.resolve({ path: { userId: cast.owner.id } }),
    updateUser: async () => ({ path: { userId: (await cast.managed.get()).id } }),
  };
}

function accountArrangements({ client, people }: Cast): Arrangements {
  const changing = kept(() => people.someone('changing'));
  const erased = kept(() => people.someone('erased'));
  const confirming = kept(() => people.someone('confirming'));
  const moving = kept(() => people.someone('moving'));
  const unverified = kept(async () => {
    const person = await people.newcomer('unverified');
    return { person, token: await client.mailedToken(person.email) };
  });
  const token = kept(async () => {
    // Somebody else each time: an account gets only a few letters in a quarter of an hour.
    const { email } = await people.someone('forgetful');
    await client.call('POST', '/auth/password/forgot', { email });
    return client.mailedToken(email);
  });
  return {
    async changePassword() {
      const person = await changing.get();
      return {
        body: { currentPassword: person.password },
        credentials: person.credentials,
        settle(received, body) {
          const tokens = dataOf(received);
          if (isTokens(tokens) && isMembers(body))
            changing.set({ ...person, ...session(tokens), password: String(body.newPassword) });
          else spoilIfSpent(changing)(received);
        },
      };
    },
    async resetPassword() {
      return { body: { token: await token.get() }, settle: spoilIfSpent(token) };
    },
    async confirmLogin() {
      const { password, credentials } = await confirming.get();
      // Wrong passwords make the next right one wait.
      return { body: { password }, credentials, settle: spoilIfRefused(confirming) };
    },
    async requestEmailVerification() {
      return { credentials: (await moving.get()).credentials };
    },
    async confirmEmail() {
      const { person, token: mailed } = await unverified.get();
      return { body: { token: mailed }, credentials: person.credentials, settle: spoilIfSpent(unverified) };
    },
    async deleteCurrentUser() {
      const { credentials } = await erased.get();
      return { credentials, settle: spoilIfSpent(erased) };
    },
  };
}

/** How long a login is used before the next: well below what counts as recent. */
const FRESH_MS = 5 * 60_000;

/** The administrator, logged in lately. */
function freshLogin({ people, administrator }: Cast): () => Promise<Credentials> {
  let at = 0;
  const login = kept(async () => session(await people.logIn(administrator)).credentials);
  return () => {
    if (Date.now() - at > FRESH_MS) {
      at = Date.now();
      login.spoil();
    }
    return login.get();
  };
}

function sessionArrangements({ client, people, owner }: Cast): Arrangements {
  const entering = kept(() => people.someone('entering'));
  const refreshing = kept(() => people.someone('refreshing'));
  const leaving = kept(async () => session(await people.logIn(owner)));
  const other = kept(async () => {
    const { credentials } = session(await people.logIn(owner));
    const [newest] = await client.call<{ id: string }[]>('GET', '/auth/sessions', undefined, credentials.headers);
    return newest?.id ?? '';
  });
  return {
    async createSession() {
      const { email, password } = await entering.get();
      // Wrong passwords make the next right one wait.
      return { body: { email, password }, settle: spoilIfRefused(entering) };
    },
    async refreshSession() {
      const person = await refreshing.get();
      return {
        body: { refreshToken: person.refreshToken },
        settle(received, body) {
          const tokens = dataOf(received);
          if (isTokens(tokens)) refreshing.set({ ...person, ...session(tokens) });
          else if (isMembers(body) && body.refreshToken === person.refreshToken) spoilIfRefused(refreshing)(received);
        },
      };
    },
    async endSession() {
      return { credentials: (await leaving.get()).credentials, settle: spoilIfSpent(leaving) };
    },
    async deleteSession() {
      return { path: { sessionId: await other.get() }, settle: spoilIfSpent(other) };
    },
  };
}

function backlogArrangements({ client, owner }: Cast): Arrangements {
  const project = kept(() => newProject(client, owner));
  return {
    // Status goes one step at a time: each change begins with a draft, and leaves it one unless it is about that.
    async updateBacklogItem() {
      const projectId = await project.get();
      return { path: { projectId, backlogItemId: await newItem(client, owner, projectId) }, body: { status: 'draft' } };
    },
  };
}
