import type { Invitation } from './invitation.ts';
import type { Member } from './member.ts';

/** Members of projects that are about to change, each held until the unit of work ends. */
export interface Members {
  /** The part of an account in a project, if it has one. */
  find(projectId: string, accountId: string): Promise<Member | undefined>;
  /** Everybody in a project, the longest members first. */
  of(projectId: string): Promise<Member[]>;
  /** Owners besides an account; they stay so until this unit of work ends. */
  ownersBesides(projectId: string, accountId: string): Promise<number>;
  /** Makes an account the owner of every project that nobody owns: what was there before there were accounts. */
  adoptOrphans(accountId: string, now: Date): Promise<void>;
  /** Every part that an account has in projects. */
  ofAccount(accountId: string): Promise<Member[]>;
  add(member: Member): void;
  remove(member: Member): void;
}

/** Invitations, each held until the unit of work ends. */
export interface Invitations {
  /** The invitation to a project. @throws NotFoundError when there is none */
  byId(id: string, projectId: string): Promise<Invitation>;
  byDigest(digest: string): Promise<Invitation | undefined>;
  /** Open invitations of an address to a project. */
  openOf(projectId: string, emailIndex: string, now: Date): Promise<Invitation[]>;
  add(invitation: Invitation): void;
}
