import { emailAddress } from '../account/email-address.ts';
import { ConflictError, NotFoundError } from '../errors.ts';
import { Member, type MemberRole } from './member.ts';

const LIFETIME_DAYS = 14;

interface NewInvitation {
  id: string;
  projectId: string;
  email: string;
  /** Keyed digest of the address (`PersonalData.index`). */
  emailIndex: string;
  role: MemberRole;
  /** Account that invites. */
  invitedBy: string;
  /** Digest of the mailed token. */
  digest: string;
  now: Date;
}

/** A mailed offer to join a project. Good once, for the address it was sent to. */
export class Invitation {
  readonly id: string;
  readonly projectId: string;
  readonly email: string;
  readonly emailIndex: string;
  readonly role: MemberRole;
  readonly invitedBy: string;
  readonly digest: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  acceptedAt: Date | null = null;
  withdrawnAt: Date | null = null;
  version = 1;

  constructor({ id, projectId, email, emailIndex, role, invitedBy, digest, now }: NewInvitation) {
    this.id = id;
    this.projectId = projectId;
    this.email = emailAddress(email);
    this.emailIndex = emailIndex;
    this.role = role;
    this.invitedBy = invitedBy;
    this.digest = digest;
    this.createdAt = now;
    this.expiresAt = new Date(now.getTime() + LIFETIME_DAYS * 24 * 3_600_000);
  }

  isOpen(now: Date): boolean {
    return this.acceptedAt === null && this.withdrawnAt === null && now < this.expiresAt;
  }

  /**
   * Makes the account a member.
   *
   * @throws NotFoundError when it is over, or meant for another address: a forwarded link opens nothing
   */
  accept(account: { id: string; emailIndex: string }, now: Date): Member {
    if (!this.isOpen(now) || account.emailIndex !== this.emailIndex) {
      throw new NotFoundError('There is no such invitation, or it is over. Ask for another.');
    }
    this.acceptedAt = now;
    return new Member({ projectId: this.projectId, accountId: account.id, role: this.role, now });
  }

  /** @throws ConflictError when it was accepted: then the member is removed instead */
  withdraw(now: Date): void {
    if (this.acceptedAt !== null) throw new ConflictError('The invitation was accepted. Remove the member instead.');
    this.withdrawnAt ??= now;
  }
}
