import { Account } from '../src/domain/account/account.ts';
import { Member, type MemberRole } from '../src/domain/member/member.ts';
import type { Project } from '../src/domain/project/project.ts';

/** Of everybody who is seeded. Known to whoever reads this: for development only. */
export const SEEDED_PASSWORD = 'seven quiet otters';

const START = new Date('2026-01-05T08:00:00.000Z');

const PEOPLE: readonly { name: string; role: MemberRole }[] = [
  { name: 'Ada', role: 'owner' },
  { name: 'Grace', role: 'editor' },
  { name: 'Linus', role: 'viewer' },
];

/** An administrator who owns the projects, somebody who writes in them, and somebody who only reads. */
export function seedPeople(
  projects: readonly Project[],
  passwordHash: string,
  emailIndex: (email: string) => string,
): { accounts: Account[]; members: Member[] } {
  const people = PEOPLE.map(({ name, role }, index) => {
    const email = `${name.toLowerCase()}@desk.example`;
    const id = `019b8d23-1000-7000-8000-00000000000${index + 1}`;
    const person = { id, name, email, emailIndex: emailIndex(email), passwordHash };
    return { role, account: new Account({ ...person, isFirst: index === 0, emailVerifiedAt: START, now: START }) };
  });
  const members = people.flatMap(({ account, role }) =>
    projects.map(({ id, createdAt }) => new Member({ projectId: id, accountId: account.id, role, now: createdAt })),
  );
  return { accounts: people.map(({ account }) => account), members };
}
