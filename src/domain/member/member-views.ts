import type { Principal } from '../account/principal.ts';
import type { Page, PageRequest } from '../page.ts';
import type { Invitation } from './invitation.ts';
import type { Member, ProjectAction } from './member.ts';

/** What there is to see of a member. */
export type MemberView = Readonly<Pick<Member, 'projectId' | 'accountId' | 'role' | 'joinedAt'>> & {
  readonly name: string;
  readonly email: string;
};

/** Members that are only shown, the longest members first. */
export interface MemberViews {
  page(projectId: string, page: PageRequest): Promise<Page<MemberView>>;
  /**
   * Guards what is shown to some roles only.
   * @throws NotFoundError when whoever asks is no member; ForbiddenError when their role does not allow the action
   */
  ensureMay(principal: Principal | undefined, projectId: string, action: ProjectAction): Promise<void>;
  /** The parts of one account in all projects. */
  ofAccount(accountId: string, page: PageRequest): Promise<Page<Member>>;
}

/** Invitations that are only shown, the newest first. */
export interface InvitationViews {
  /** Open invitations to a project. */
  page(projectId: string, now: Date, page: PageRequest): Promise<Page<Invitation>>;
  /** Everything that an address was ever invited to. */
  ofAddress(emailIndex: string, page: PageRequest): Promise<Page<Invitation>>;
  /** Every invitation that an account sent, the oldest first. */
  sentBy(accountId: string, page: PageRequest): Promise<Page<Invitation>>;
}
