import type { Handlers } from '../infra/http/operation.ts';
import {
  changePassword,
  deleteCurrentUser,
  getCurrentUser,
  registerAccount,
  requestPasswordReset,
  resetPassword,
  updateCurrentUser,
} from './accounts.ts';
import { createApiKey, deleteApiKey, listApiKeys, rotateApiKey } from './api-keys.ts';
import { listAuditEvents } from './audit-events.ts';
import {
  createBacklogItem,
  deleteBacklogItem,
  getBacklogItem,
  listBacklogItems,
  updateBacklogItem,
} from './backlog-items.ts';
import { requestEmailVerification, confirmEmail } from './email.ts';
import { exportCurrentUser } from './export.ts';
import { acceptInvitation, createInvitation, deleteInvitation, listInvitations } from './invitations.ts';
import { deleteMember, listMembers, updateMember } from './members.ts';
import {
  archiveProject,
  createProject,
  deleteProject,
  getProject,
  listProjects,
  restoreProject,
  updateProject,
} from './projects.ts';
import {
  confirmSecondFactor,
  disableSecondFactor,
  enrolSecondFactor,
  deleteSecondFactor,
  replaceRecoveryCodes,
} from './second-factor.ts';
import { createSession, deleteSession, endSession, listSessions, confirmLogin, refreshSession } from './sessions.ts';
import { getSystem } from './system.ts';
import { getUser, listUsers, updateUser } from './users.ts';
import { getKeySet } from './well-known.ts';

/** Every operation of the contract and who answers it; one that is missing or misnamed does not compile. */
export const handlers = {
  getSystem,
  getKeySet,
  registerAccount,
  changePassword,
  requestPasswordReset,
  resetPassword,
  requestEmailVerification,
  confirmEmail,
  getCurrentUser,
  updateCurrentUser,
  deleteCurrentUser,
  createSession,
  confirmLogin,
  refreshSession,
  endSession,
  listSessions,
  deleteSession,
  enrolSecondFactor,
  confirmSecondFactor,
  replaceRecoveryCodes,
  disableSecondFactor,
  listUsers,
  getUser,
  updateUser,
  deleteSecondFactor,
  exportCurrentUser,
  listApiKeys,
  createApiKey,
  rotateApiKey,
  deleteApiKey,
  listProjects,
  createProject,
  getProject,
  updateProject,
  deleteProject,
  archiveProject,
  restoreProject,
  listMembers,
  updateMember,
  deleteMember,
  listInvitations,
  createInvitation,
  deleteInvitation,
  acceptInvitation,
  listBacklogItems,
  createBacklogItem,
  getBacklogItem,
  updateBacklogItem,
  deleteBacklogItem,
  listAuditEvents,
} satisfies Handlers;
