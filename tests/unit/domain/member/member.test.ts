import { describe, expect, test } from '@jest/globals';
import { Invitation } from '../../../../src/domain/member/invitation.ts';
import { MEMBER_ROLES, Member, permits, type MemberRole } from '../../../../src/domain/member/member.ts';
import { ConflictError, NotFoundError, RuleError } from '../../../../src/domain/errors.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const days = (count: number) => new Date(NOW.getTime() + count * 24 * 3_600_000);

function join(role: MemberRole): Member {
  return new Member({ projectId: 'p1', accountId: 'a1', role, now: NOW });
}

function invite(email = 'Bob@Example.org'): Invitation {
  const sent = { id: 'i1', projectId: 'p1', email, emailIndex: 'bob', role: 'editor' as const };
  return new Invitation({ ...sent, invitedBy: 'a1', digest: 'd', now: NOW });
}

test('viewers read, editors write as well, owners manage', () => {
  const allowed = MEMBER_ROLES.map((role) => [
    role,
    ...(['read', 'write', 'manage'] as const).filter((a) => permits(role, a)),
  ]);
  expect(allowed).toEqual([
    ['owner', 'read', 'write', 'manage'],
    ['editor', 'read', 'write'],
    ['viewer', 'read'],
  ]);
});

describe('the last owner of a project', () => {
  test('can neither leave nor step down', () => {
    const owner = join('owner');
    expect(() => {
      owner.leave(0);
    }).toThrow(ConflictError);
    expect(() => {
      owner.changeRole('viewer', 0);
    }).toThrow(ConflictError);
    expect(owner.role).toBe('owner');
  });

  test('can do both once there is another owner', () => {
    const owner = join('owner');
    owner.leave(1);
    owner.changeRole('viewer', 1);
    expect(owner.role).toBe('viewer');
  });

  test('may stay an owner', () => {
    const owner = join('owner');
    owner.changeRole('owner', 0);
    expect(owner.role).toBe('owner');
  });
});

test('a member who is no owner can always leave', () => {
  const editor = join('editor');
  expect(() => {
    editor.leave(0);
  }).not.toThrow();
});

describe('an invitation', () => {
  test('makes a member of the one it was sent to', () => {
    const invitation = invite();
    const member = invitation.accept({ id: 'a2', emailIndex: 'bob' }, days(1));
    expect(member).toEqual({ projectId: 'p1', accountId: 'a2', role: 'editor', joinedAt: days(1), version: 1 });
    expect([invitation.email, invitation.acceptedAt]).toEqual(['bob@example.org', days(1)]);
  });

  test('opens nothing for another address, a second time, when withdrawn, or after fourteen days', () => {
    const bob = { id: 'a2', emailIndex: 'bob' };
    expect(() => invite().accept({ id: 'a3', emailIndex: 'eve' }, NOW)).toThrow(NotFoundError);
    const used = invite();
    used.accept(bob, NOW);
    expect(() => used.accept(bob, NOW)).toThrow(NotFoundError);
    const withdrawn = invite();
    withdrawn.withdraw(NOW);
    expect(() => withdrawn.accept(bob, NOW)).toThrow(NotFoundError);
    expect(() => invite().accept(bob, days(14))).toThrow(NotFoundError);
  });

  test('can be withdrawn until it is accepted, and the first time counts', () => {
    const withdrawn = invite();
    withdrawn.withdraw(NOW);
    withdrawn.withdraw(days(1));
    expect(withdrawn.withdrawnAt).toEqual(NOW);
    const accepted = invite();
    accepted.accept({ id: 'a2', emailIndex: 'bob' }, NOW);
    expect(() => {
      accepted.withdraw(NOW);
    }).toThrow(ConflictError);
  });

  test('is sent to an address only', () => {
    expect(() => invite('bob@example.org\r\nBcc: eve@example.org')).toThrow(RuleError);
  });
});
