import { ConflictError, ForbiddenError } from '../errors.ts';

/** From the most to the least that one may do. */
export const MEMBER_ROLES = ['owner', 'editor', 'viewer'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** What may be done with a project. */
export type ProjectAction = 'read' | 'write' | 'manage';

const ACTIONS: Readonly<Record<MemberRole, readonly ProjectAction[]>> = {
  owner: ['read', 'write', 'manage'],
  editor: ['read', 'write'],
  viewer: ['read'],
};

/** Whether the role allows the action: viewers read, editors write as well, owners decide who belongs to it. */
export function permits(role: MemberRole, action: ProjectAction): boolean {
  return ACTIONS[role].includes(action);
}

interface NewMember {
  projectId: string;
  accountId: string;
  role: MemberRole;
  now: Date;
}

/** An account's part in a project. */
export class Member {
  readonly projectId: string;
  readonly accountId: string;
  role: MemberRole;
  readonly joinedAt: Date;
  version = 1;

  constructor({ projectId, accountId, role, now }: NewMember) {
    this.projectId = projectId;
    this.accountId = accountId;
    this.role = role;
    this.joinedAt = now;
  }

  /** @throws ForbiddenError when the role does not allow the action */
  ensureMay(action: ProjectAction): void {
    if (permits(this.role, action)) return;
    const needed = action === 'manage' ? 'an owner' : 'an editor or an owner';
    throw new ForbiddenError(`You are ${this.role} of this project; this takes ${needed}.`);
  }

  /**
   * @param otherOwners owners of the project besides this member
   * @throws ConflictError when the project would be left without an owner
   */
  changeRole(role: MemberRole, otherOwners: number): void {
    if (role !== 'owner') this.ensureOwnerRemains(otherOwners);
    this.role = role;
  }

  /**
   * Guards the removal of this member, by their own wish or another's.
   *
   * @param otherOwners owners of the project besides this member
   * @throws ConflictError when the project would be left without an owner
   */
  leave(otherOwners: number): void {
    this.ensureOwnerRemains(otherOwners);
  }

  private ensureOwnerRemains(otherOwners: number): void {
    if (this.role === 'owner' && otherOwners === 0) {
      throw new ConflictError('This is the last owner of the project. Make another member an owner first.');
    }
  }
}
