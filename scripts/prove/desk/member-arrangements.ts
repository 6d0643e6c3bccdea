import { spoilIfSpent, type Arrangements } from './arranging.ts';
import type { Cast } from './cast.ts';
import { kept } from './kept.ts';
import { invited, joined, newProject } from './projects.ts';

/** How each operation on members and invitations is made to succeed. */
export function memberArrangements({ client, people, owner }: Cast): Arrangements {
  const team = async () => ({ projectId: await newProject(client, owner), guest: await people.someone('guest') });
  const steady = kept(async () => {
    const { projectId, guest } = await team();
    await joined(client, projectId, owner, guest);
    return { projectId, userId: guest.id };
  });
  const passing = kept(team);
  const member = kept(async () => {
    const { projectId, guest } = await passing.get();
    await joined(client, projectId, owner, guest);
    return { projectId, userId: guest.id };
  });
  const asked = kept(() => people.someone('asked'));
  const token = kept(async () => invited(client, await newProject(client, owner), owner, await asked.get()));
  return {
    async updateMember() {
      return { path: await steady.get() };
    },
    async deleteMember() {
      return { path: await member.get(), settle: spoilIfSpent(member) };
    },
    async acceptInvitation() {
      const { credentials } = await asked.get();
      return { body: { token: await token.get() }, credentials, settle: spoilIfSpent(token) };
    },
  };
}
