/** Generated from the contract: change the contract and run `npm run generate`. */

export type OperationId =
  | "getKeySet"
  | "registerAccount"
  | "createSession"
  | "refreshSession"
  | "endSession"
  | "changePassword"
  | "requestPasswordReset"
  | "resetPassword"
  | "confirmLogin"
  | "requestEmailVerification"
  | "confirmEmail"
  | "listSessions"
  | "deleteSession"
  | "enrolSecondFactor"
  | "confirmSecondFactor"
  | "replaceRecoveryCodes"
  | "disableSecondFactor"
  | "listUsers"
  | "getCurrentUser"
  | "deleteCurrentUser"
  | "updateCurrentUser"
  | "exportCurrentUser"
  | "getUser"
  | "updateUser"
  | "deleteSecondFactor"
  | "listApiKeys"
  | "createApiKey"
  | "deleteApiKey"
  | "rotateApiKey"
  | "listAuditEvents"
  | "getSystem"
  | "listProjects"
  | "createProject"
  | "getProject"
  | "deleteProject"
  | "updateProject"
  | "archiveProject"
  | "restoreProject"
  | "listBacklogItems"
  | "createBacklogItem"
  | "getBacklogItem"
  | "deleteBacklogItem"
  | "updateBacklogItem"
  | "listMembers"
  | "deleteMember"
  | "updateMember"
  | "listInvitations"
  | "createInvitation"
  | "deleteInvitation"
  | "acceptInvitation";

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the keys that access tokens are signed with
         * @description The public halves, as a JSON Web Key Set (RFC 7517). A key is published before it is used, and stays until no token
         *     that it signed is alive.
         */
        get: operations["getKeySet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register an account
         * @description Makes an account that can log in at once, and mails a token that verifies its address (`POST /auth/email/confirm`). Until
         *     then the account looks after itself only: what concerns others is answered with 403 and the code `EMAIL_NOT_VERIFIED`. A
         *     registration whose address is not verified keeps nobody from registering that address: it is replaced. In development
         *     the first account is the administrator, verified at once, and becomes the owner of projects that nobody owns. A password
         *     has 12 to 72 bytes, and is refused if it is among those that are tried first.
         */
        post: operations["registerAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Opens a session. Where a second factor is in force, a code of it, or a recovery code, is needed as well: without one
         *     the answer is 401 with the code `SECOND_FACTOR_REQUIRED`. An unknown address, a wrong password and too many attempts
         *     get one and the same answer. After the third wrong password in a row each next one has to wait longer, up to five
         *     minutes.
         */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for new tokens
         * @description A refresh token is good once. Using an old one again means that it was stolen: the session ends, for both holders.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Ends the session of the access token. Both of its tokens are refused from now on, on every instance.
         */
        post: operations["endSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the own password
         * @description Ends every session of the account, this one included, and opens a new one in their place. A second factor that was
         *     not confirmed goes as well, and with `revokeApiKeys` every API key.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a password reset by mail
         * @description Mails a token that sets a new password, good once and for 30 minutes. The answer is the same whether there is such an
         *     account or not.
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with a mailed token
         * @description Ends every session and every API key of the account, and verifies its address: the token came by mail. A second factor
         *     stays in force, unless it was not confirmed or the address was not verified before.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/reauthenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show the password again
         * @description The session counts as logged in just now. What cannot be undone takes a login of the last ten minutes, and is answered
         *     with 401 and the code `REAUTHENTICATION_REQUIRED` otherwise: erasing the account, changing its address, and making or
         *     rotating an API key that lives longer than a year. Where a second factor is in force, a code of it, or a recovery code,
         *     is needed as well.
         */
        post: operations["confirmLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a token that verifies an address
         * @description Mails a token, valid once and for 24 hours, to the address that the account has or is to have. The address changes only
         *     when the token comes back (`POST /auth/email/confirm`). Another address than that of the account takes a login of the last
         *     ten minutes. The answer is the same whether the address is free or not, and whether enough was mailed there lately.
         */
        post: operations["requestEmailVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/email/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify an address with a mailed token
         * @description The address that the token was mailed to is that of the account from now on, and verified. The token must have been
         *     mailed for the account that sends it. Whoever reads the mail of an address that somebody else registered takes the
         *     account over with a password reset instead.
         */
        post: operations["confirmEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the own sessions
         * @description Shows where one is logged in, the newest session first.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the session.
                 * @example 019aa1b2-7c00-7000-8000-000000000b01
                 */
                sessionId: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of the own sessions
         * @description Logs out a device. Its tokens are refused from now on, on every instance.
         */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to enrol a second factor
         * @description Takes a verified address. Makes a secret for an authenticator app (TOTP, RFC 6238). It is in force only once it is confirmed with a code of it;
         *     until then, asking again makes another secret. Takes the password: whoever came by an access token locks nobody out.
         *     An account without a password has nothing that a second factor would stand beside.
         */
        post: operations["enrolSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a second factor in force
         * @description Takes a code of the enrolled authenticator. From now on logging in needs one as well. The recovery codes are shown
         *     this once; each is good for one login without the authenticator.
         */
        post: operations["confirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/second-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the recovery codes
         * @description The old ones are void. The new ones are shown this once.
         */
        post: operations["replaceRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/second-factor/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do without the second factor
         * @description Takes a code of the authenticator, or a recovery code. From now on the password is enough.
         */
        post: operations["disableSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description For administrators: the accounts page by page, the oldest first. Addresses are kept encrypted, so only a whole one
         *     can be looked for.
         */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the own account
         * @description Shows whoever asks.
         */
        get: operations["getCurrentUser"];
        put?: never;
        post?: never;
        /**
         * Erase the own account
         * @description Forgets the person, for good: sessions, API keys, second factor, memberships and invitations go; in the audit chain
         *     stays an identifier that says nothing. Takes a login of the last ten minutes. The last owner of a project and the last administrator cannot go; they hand
         *     over first.
         */
        delete: operations["deleteCurrentUser"];
        options?: never;
        head?: never;
        /**
         * Change the own name
         * @description Changes what others see of one.
         */
        patch: operations["updateCurrentUser"];
        trace?: never;
    };
    "/users/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export everything about oneself
         * @description Shows everything that the desk stores about the caller, page by page: each page holds up to 500 entries of each list,
         *     and `Link` leads to the next. Secrets are stored as digests, and are left out, and
         *     so are invitations as long as the address is not verified.
         */
        get: operations["exportCurrentUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the user.
                 * @example 019aa1b2-7c00-7000-8000-000000000a01
                 */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        /**
         * Show a user
         * @description For administrators: shows one account.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the role or status of a user
         * @description For administrators. Whoever is suspended is logged out at once and cannot log in. The last administrator stays one, and
         *     whose address is not verified does not become one.
         *     An account that was erased stays as it is.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/users/{userId}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the user.
                 * @example 019aa1b2-7c00-7000-8000-000000000a01
                 */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take away the second factor of a user
         * @description For administrators, when somebody has lost their authenticator and their recovery codes: from now on their password
         *     is enough, and a letter tells them so. One's own is taken off with a code of it.
         */
        delete: operations["deleteSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the own API keys
         * @description Shows the keys that work, the newest first. The keys themselves are not kept.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description Makes a key for a program, which then acts for the account within the scopes of the key. It is shown this once. Takes a
         *     verified address and, for a key without expiry or of more than a year, a login of the last ten minutes. An account has 50
         *     keys at most.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the API key.
                 * @example 019aa1b2-7c00-7000-8000-000000000c01
                 */
                keyId: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description The key is refused from now on, on every instance.
         */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the API key.
                 * @example 019aa1b2-7c00-7000-8000-000000000c01
                 */
                keyId: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an API key
         * @description Makes the key that takes over, with the same name, scopes and expiry. The old one works on for the overlap, so that
         *     programs can be moved one by one; `expiresAt` of the old key says until when. A key without expiry or of more than a year
         *     takes a login of the last ten minutes.
         */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit events
         * @description For administrators: who did what, on what, from where, the newest first. Events are only ever appended, and each
         *     holds the hash of the one before; `npm run audit:verify` proves the chain.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what is running
         * @description Name and version of the service.
         */
        get: operations["getSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List projects
         * @description Shows the projects page by page, the newest first unless `sort` says otherwise.
         */
        get: operations["listProjects"];
        put?: never;
        /**
         * Create a project
         * @description Creates an active project with an empty backlog. Its key must not be taken by another
         *     project, archived ones included.
         */
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        /**
         * Show a project
         * @description Shows one project, be it active or archived.
         */
        get: operations["getProject"];
        put?: never;
        post?: never;
        /**
         * Delete a project for good
         * @description Deletes the project and its whole backlog; nothing brings them back. Only an archived project can be deleted,
         *     so that it takes two steps to lose something.
         */
        delete: operations["deleteProject"];
        options?: never;
        head?: never;
        /**
         * Change a project
         * @description Changes the name or the description. The key stays, and an archived project has to be restored first.
         */
        patch: operations["updateProject"];
        trace?: never;
    };
    "/projects/{projectId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive a project
         * @description From now on the project and its backlog can be read, and no longer changed. A project that is archived
         *     already is a conflict.
         */
        post: operations["archiveProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore an archived project
         * @description Makes an archived project active again. A project that is active already is a conflict.
         */
        post: operations["restoreProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/backlog-items": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        /**
         * List the backlog of a project
         * @description Shows the backlog page by page, what matters most first unless `sort` says otherwise. Among equals, the older
         *     comes first.
         */
        get: operations["listBacklogItems"];
        put?: never;
        /**
         * File a backlog item
         * @description Files a draft. A title is enough to begin with; the rest can follow until it is to be ready. An archived
         *     project takes none.
         */
        post: operations["createBacklogItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/backlog-items/{backlogItemId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
                /**
                 * @description Identifier of the backlog item.
                 * @example 019aa1b2-7c00-7000-8000-000000000101
                 */
                backlogItemId: components["parameters"]["BacklogItemId"];
            };
            cookie?: never;
        };
        /**
         * Show a backlog item
         * @description Shows one item of the project's backlog.
         */
        get: operations["getBacklogItem"];
        put?: never;
        post?: never;
        /**
         * Delete a backlog item for good
         * @description Deletes the item; nothing brings it back. What is in progress has to be taken back to `ready` first, and
         *     an archived project loses nothing.
         */
        delete: operations["deleteBacklogItem"];
        options?: never;
        head?: never;
        /**
         * Change a backlog item
         * @description Changes what it says, how much it matters, or where it stands.
         *
         *     - Status goes one step at a time, forth or back: `draft`, `ready`, `in-progress`, `done`. Another step is a
         *       conflict.
         *     - To be `ready` or further, an item needs a user story and at least one acceptance criterion, and cannot lose
         *       them.
         *     - What is `done` can only be taken back to `in-progress`; until then any other change is a conflict.
         *     - Nothing changes in an archived project.
         */
        patch: operations["updateBacklogItem"];
        trace?: never;
    };
    "/projects/{projectId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        /**
         * List the members of a project
         * @description Shows who belongs to the project, the longest members first.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
                /**
                 * @description Identifier of the user.
                 * @example 019aa1b2-7c00-7000-8000-000000000a01
                 */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member, or leave
         * @description Owners remove anybody; everybody removes themselves, which is leaving. The last owner cannot go.
         */
        delete: operations["deleteMember"];
        options?: never;
        head?: never;
        /**
         * Change the role of a member
         * @description For owners. `owner` decides who belongs to the project, `editor` writes, `viewer` reads. The last owner stays one.
         */
        patch: operations["updateMember"];
        trace?: never;
    };
    "/projects/{projectId}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        /**
         * List open invitations
         * @description For owners: who was invited and has not answered, the newest first.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite somebody by mail
         * @description For owners. Mails a token, good once and for 14 days, for the account of that address only. An earlier invitation of
         *     the same address is withdrawn. An account sends 50 invitations a day at most, and an address gets five: further ones are
         *     answered with 429 and the code `LIMIT_REACHED`.
         */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{projectId}/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
                /**
                 * @description Identifier of the invitation.
                 * @example 019aa1b2-7c00-7000-8000-000000000d01
                 */
                invitationId: components["parameters"]["InvitationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an invitation
         * @description For owners. The mailed token is void from now on.
         */
        delete: operations["deleteInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description Makes the account a member of the project. The invitation must have been mailed to the address of the account, which
         *     must be verified.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A JSON Web Key Set (RFC 7517). */
        KeySet: {
            /** @description Every key that a living token may be signed with. */
            keys: components["schemas"]["PublicKey"][];
        };
        /** @description Who registers. */
        Registration: {
            email: components["schemas"]["EmailAddress"];
            password: components["schemas"]["NewPassword"];
            name: components["schemas"]["PersonName"];
        };
        /** @description One user. */
        UserAnswer: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["User"];
        };
        /** @description Who logs in, and how they prove it. */
        Login: {
            email: components["schemas"]["EmailAddress"];
            password: components["schemas"]["GivenPassword"];
            code?: components["schemas"]["TotpCode"];
            recoveryCode?: components["schemas"]["RecoveryCode"];
        };
        /** @description The tokens of a session. */
        TokensAnswer: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Tokens"];
        };
        /** @description The refresh token to exchange. */
        Refreshment: {
            /** @description The refresh token that came with the access token. */
            refreshToken: string;
        };
        /** @description The password in use, and the next. */
        PasswordChange: {
            currentPassword: components["schemas"]["GivenPassword"];
            newPassword: components["schemas"]["NewPassword"];
            /**
             * @description Also revoke every API key of the account.
             * @default false
             */
            revokeApiKeys: boolean;
        };
        /** @description Whose password was forgotten. */
        PasswordResetRequest: {
            email: components["schemas"]["EmailAddress"];
        };
        /** @description The request was taken; what comes of it is said elsewhere. */
        AcceptedAnswer: {
            success: components["schemas"]["Success"];
            /** @description What happens next. */
            data: {
                /** @description What happens next, for people. */
                message: string;
            };
        };
        /** @description The mailed token, and the new password. */
        PasswordReset: {
            token: components["schemas"]["MailedToken"];
            password: components["schemas"]["NewPassword"];
        };
        /** @description The password of the account, and the second proof where there is a second factor. */
        Reauthentication: {
            password: components["schemas"]["GivenPassword"];
            code?: components["schemas"]["TotpCode"];
            recoveryCode?: components["schemas"]["RecoveryCode"];
        };
        /** @description The address to verify. */
        EmailVerificationRequest: {
            email: components["schemas"]["EmailAddress"];
        };
        /** @description The mailed token. */
        EmailVerification: {
            token: components["schemas"]["MailedToken"];
        };
        /** @description One page of sessions. */
        SessionListAnswer: {
            success: components["schemas"]["Success"];
            /** @description The sessions of this page. */
            data: components["schemas"]["Session"][];
            meta: components["schemas"]["PageMeta"];
        };
        /** @description The password in use, shown again by whoever is logged in. */
        PasswordProof: {
            password: components["schemas"]["GivenPassword"];
        };
        /** @description What an authenticator app needs. */
        SecondFactorAnswer: {
            success: components["schemas"]["Success"];
            /** @description What an authenticator app needs. */
            data: {
                /** @description The shared secret, base32, to be typed in. */
                secret: string;
                /**
                 * Format: uri
                 * @description The same for a QR code.
                 */
                provisioningUri: string;
            };
        };
        /** @description A code of the authenticator. */
        AuthenticatorCode: {
            code: components["schemas"]["TotpCode"];
        };
        /** @description The recovery codes. */
        RecoveryCodesAnswer: {
            success: components["schemas"]["Success"];
            /** @description The recovery codes, shown this once. */
            data: {
                /** @description Each is good for one login without the authenticator. */
                recoveryCodes: components["schemas"]["RecoveryCode"][];
            };
        };
        /** @description A code of the authenticator, or a recovery code. */
        SecondFactorProof: {
            code?: components["schemas"]["TotpCode"];
            recoveryCode?: components["schemas"]["RecoveryCode"];
        };
        /**
         * @description An `administrator` looks after users and reads audit events; whoever else is a `user`.
         * @enum {string}
         */
        AccountRole: "administrator" | "user";
        /**
         * @description Who is `suspended` cannot log in; who is `erased` is forgotten, and stays so.
         * @enum {string}
         */
        AccountStatus: "active" | "suspended" | "erased";
        /**
         * Format: email
         * @description One email address. Capitals do not matter.
         */
        EmailAddress: string;
        /** @description One page of users. */
        UserListAnswer: {
            success: components["schemas"]["Success"];
            /** @description The users of this page. */
            data: components["schemas"]["User"][];
            meta: components["schemas"]["PageMeta"];
        };
        /** @description What to change. */
        UserSelfChange: {
            name: components["schemas"]["PersonName"];
        };
        /** @description One page of everything that is stored about a person. */
        ExportAnswer: {
            success: components["schemas"]["Success"];
            /** @description One page of everything that is stored about a person. */
            data: {
                user: components["schemas"]["User"];
                /** @description Identities at other issuers that log the person in. */
                identities: components["schemas"]["ExportedIdentity"][];
                /** @description Every session that is still kept. */
                sessions: components["schemas"]["ExportedSession"][];
                /** @description Every API key, revoked ones included. */
                apiKeys: components["schemas"]["ApiKey"][];
                /** @description Every project that the person belongs to. */
                memberships: components["schemas"]["Membership"][];
                /** @description Every invitation to the person's address, the oldest first. */
                invitations: components["schemas"]["Invitation"][];
                /** @description Every invitation that the person sent, the oldest first. */
                sentInvitations: components["schemas"]["Invitation"][];
                /**
                 * @description Everything that the person or a key of theirs did, and that was done to their account, sessions, keys, memberships and
                 *     invitations, attempts to log in included; the oldest first. Where somebody else who is known did it from is left out.
                 */
                auditEvents: components["schemas"]["AuditEvent"][];
            };
            /** @description The page, the entries of each list on a page, and the length of the longest list. Follow `Link` until there is no next page. */
            meta: {
                /**
                 * Format: int32
                 * @description Number of this page.
                 */
                page: number;
                /**
                 * Format: int32
                 * @description How many entries of each list a page holds.
                 */
                limit: number;
                /**
                 * Format: int32
                 * @description How many entries the longest list has.
                 */
                total: number;
            };
        };
        /** @description What to change; whatever is left out stays as it is. */
        UserChange: {
            role?: components["schemas"]["AccountRole"];
            /**
             * @description Suspend the account, or let it in again.
             * @enum {string}
             */
            status?: "active" | "suspended";
        };
        /** @description One page of API keys. */
        ApiKeyListAnswer: {
            success: components["schemas"]["Success"];
            /** @description The API keys of this page. */
            data: components["schemas"]["ApiKey"][];
            meta: components["schemas"]["PageMeta"];
        };
        /** @description What the key is for. */
        ApiKeyCreation: {
            name: components["schemas"]["KeyName"];
            /** @description What the key may do; no more than its account may. */
            scopes: components["schemas"]["Scope"][];
            /**
             * Format: date-time
             * @description When it ends; it does not, where this is left out or null.
             */
            expiresAt?: string | null;
        };
        /** @description A new API key. */
        NewApiKeyAnswer: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["NewApiKey"];
        };
        /** @description For how long the old key works on. */
        ApiKeyRotation: {
            /**
             * Format: int32
             * @description Hours that the old key works on; with 0 it ends at once.
             * @default 24
             */
            overlapHours: number;
        };
        /**
         * Format: uuid
         * @description Identifier, a UUID version 7, so that identifiers sort by the time they were made.
         */
        Id: string;
        /** @description What was done, an operationId, or what the runtime noticed. */
        AuditAction: string;
        /** @description What kind of thing it was done to. */
        AuditTargetKind: string;
        /** @description Identifier of what it was done to; of a member, project and user joined by a colon. */
        AuditTargetId: string;
        /**
         * @description Whether it was done, or refused.
         * @enum {string}
         */
        AuditOutcome: "success" | "refused";
        /**
         * @description Identifier of the request, as in `X-Request-Id` and in the server's log; a fresh one where the client's own is neither a UUID
         *     nor 32 hexadecimal digits, since it might say something of a person.
         */
        CorrelationId: string;
        /**
         * Format: date-time
         * @description A moment in UTC, RFC 3339.
         */
        Timestamp: string;
        /** @description One page of audit events. */
        AuditEventListAnswer: {
            success: components["schemas"]["Success"];
            /** @description The audit events of this page. */
            data: components["schemas"]["AuditEvent"][];
            meta: components["schemas"]["PageMeta"];
        };
        /** @description The answer to a question about the system. */
        SystemInformationAnswer: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["SystemInformation"];
        };
        /**
         * @description An `archived` project is kept to be read. Neither it nor its backlog can be changed until it is restored.
         * @enum {string}
         */
        ProjectStatus: "active" | "archived";
        /** @description One page of projects. */
        ProjectListAnswer: {
            success: components["schemas"]["Success"];
            /** @description The projects of this page. */
            data: components["schemas"]["Project"][];
            meta: components["schemas"]["PageMeta"];
        };
        /** @description A project to be created. It starts out active, with an empty backlog. */
        ProjectCreation: {
            key: components["schemas"]["ProjectKey"];
            name: components["schemas"]["ProjectName"];
            /**
             * @description What the project is for, in Markdown.
             * @default
             */
            description: components["schemas"]["ProjectDescription"];
        };
        /** @description One project. */
        ProjectAnswer: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Project"];
        };
        /** @description What to change; whatever is left out stays as it is. */
        ProjectChange: {
            name?: components["schemas"]["ProjectName"];
            description?: components["schemas"]["ProjectDescription"];
        };
        /**
         * @description Where it stands: `draft` -> `ready` -> `in-progress` -> `done`. Each step can be taken back, and none skipped.
         *     To be `ready`, or further, it needs a user story and at least one acceptance criterion. What is `done` stays as it
         *     is until it is taken back to `in-progress`.
         * @enum {string}
         */
        BacklogItemStatus: "draft" | "ready" | "in-progress" | "done";
        /**
         * @description How much it matters, from `low` to `urgent`.
         * @enum {string}
         */
        BacklogItemPriority: "low" | "medium" | "high" | "urgent";
        /** @description One page of a project's backlog. */
        BacklogItemListAnswer: {
            success: components["schemas"]["Success"];
            /** @description The backlog items of this page. */
            data: components["schemas"]["BacklogItem"][];
            meta: components["schemas"]["PageMeta"];
        };
        /** @description A backlog item to be filed, as a draft. A title is enough to begin with. */
        BacklogItemCreation: {
            title: components["schemas"]["BacklogItemTitle"];
            /** @default null */
            userStory: components["schemas"]["UserStory"];
            /** @default [] */
            apiRequirements: components["schemas"]["ApiRequirements"];
            /** @default [] */
            businessRules: components["schemas"]["BusinessRules"];
            /** @default [] */
            dataRequirements: components["schemas"]["DataRequirements"];
            /** @default [] */
            acceptanceCriteria: components["schemas"]["AcceptanceCriteria"];
            /** @default medium */
            priority: components["schemas"]["BacklogItemPriority"];
        };
        /** @description One backlog item. */
        BacklogItemAnswer: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["BacklogItem"];
        };
        /** @description What to change; whatever is left out stays as it is, and a list that is given replaces the old one. */
        BacklogItemChange: {
            title?: components["schemas"]["BacklogItemTitle"];
            userStory?: components["schemas"]["UserStory"];
            apiRequirements?: components["schemas"]["ApiRequirements"];
            businessRules?: components["schemas"]["BusinessRules"];
            dataRequirements?: components["schemas"]["DataRequirements"];
            acceptanceCriteria?: components["schemas"]["AcceptanceCriteria"];
            priority?: components["schemas"]["BacklogItemPriority"];
            status?: components["schemas"]["BacklogItemStatus"];
        };
        /** @description One page of members. */
        MemberListAnswer: {
            success: components["schemas"]["Success"];
            /** @description The members of this page. */
            data: components["schemas"]["Member"][];
            meta: components["schemas"]["PageMeta"];
        };
        /** @description What to change. */
        MemberChange: {
            role: components["schemas"]["MemberRole"];
        };
        /** @description One member. */
        MemberAnswer: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Member"];
        };
        /** @description One page of invitations. */
        InvitationListAnswer: {
            success: components["schemas"]["Success"];
            /** @description The invitations of this page. */
            data: components["schemas"]["Invitation"][];
            meta: components["schemas"]["PageMeta"];
        };
        /** @description Whom to invite, and as what. */
        InvitationCreation: {
            email: components["schemas"]["EmailAddress"];
            role: components["schemas"]["MemberRole"];
        };
        /** @description One invitation. */
        InvitationAnswer: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Invitation"];
        };
        /** @description The mailed token. */
        InvitationAcceptance: {
            token: components["schemas"]["MailedToken"];
        };
        /** @description What one is now a member of, and as what. */
        MembershipAnswer: {
            success: components["schemas"]["Success"];
            data: components["schemas"]["Membership"];
        };
        /** @description The public half of a key on the curve P-256. */
        PublicKey: {
            /**
             * @description Key type.
             * @constant
             */
            kty: "EC";
            /**
             * @description Curve.
             * @constant
             */
            crv: "P-256";
            /** @description First coordinate. */
            x: components["schemas"]["Base64Url"];
            /** @description Second coordinate. */
            y: components["schemas"]["Base64Url"];
            /** @description Names the key in the header of a token. */
            kid: components["schemas"]["Base64Url"];
            /**
             * @description Algorithm of the signatures.
             * @constant
             */
            alg: "ES256";
            /**
             * @description What it is for.
             * @constant
             */
            use: "sig";
        };
        /** @description Why nothing was done, in the one shape of every refusal. */
        Error: {
            /**
             * @description Always false.
             * @constant
             */
            success: false;
            /** @description What went wrong. */
            error: {
                /** @description Stable name of the kind of error, for programs. */
                code: string;
                /** @description What is wrong and what to do about it, for people. */
                message: string;
                /** @description Every field that is wrong. */
                details?: components["schemas"]["FieldProblem"][];
                /** @description Finds the request in the server's log. */
                requestId: string;
            };
        };
        /**
         * Format: password
         * @description A password of 12 to 72 bytes in UTF-8, and none of those that are tried first.
         */
        NewPassword: string;
        /** @description What others call the person, one line. */
        PersonName: string;
        /**
         * @description Always true; a refusal has the error shape instead.
         * @constant
         */
        Success: true;
        /** @description Somebody who can log in. */
        User: {
            id: components["schemas"]["Id"];
            email: components["schemas"]["EmailAddress"];
            /** @description The person has shown that the address is theirs; until then the account does nothing that concerns others. */
            isEmailVerified: boolean;
            name: components["schemas"]["PersonName"];
            role: components["schemas"]["AccountRole"];
            status: components["schemas"]["AccountStatus"];
            /** @description Logging in needs a second proof. */
            hasSecondFactor: boolean;
            /** @description When the account was made. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description When it was last changed. */
            updatedAt: components["schemas"]["Timestamp"];
        };
        /**
         * Format: password
         * @description The password of the account.
         */
        GivenPassword: string;
        /** @description The six digits that the authenticator shows. */
        TotpCode: string;
        /** @description One of the recovery codes. Capitals, spaces and hyphens do not matter. */
        RecoveryCode: string;
        /** @description What proves a session. */
        Tokens: {
            /** @description Sent with every request, as `Authorization: Bearer ...`. */
            accessToken: string;
            /** @description Brings the next tokens, once. */
            refreshToken: string;
            /**
             * Format: int32
             * @description For how many seconds the access token is good.
             */
            expiresIn: number;
            /**
             * @description How the access token is sent (RFC 6750).
             * @constant
             */
            tokenType: "Bearer";
        };
        /** @description The token, as it stands in the mail. */
        MailedToken: string;
        /** @description One login on one device. */
        Session: {
            id: components["schemas"]["Id"];
            /** @description It is the session of this very request. */
            isCurrent: boolean;
            address: components["schemas"]["LoginAddress"];
            userAgent: components["schemas"]["LoginUserAgent"];
            /** @description When it was logged in. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description When its tokens were last exchanged. */
            lastUsedAt: components["schemas"]["Timestamp"];
            /** @description When it ends, unless its tokens are exchanged before. */
            expiresAt: components["schemas"]["Timestamp"];
        };
        /** @description Where this page stands in the whole list. */
        PageMeta: {
            /**
             * Format: int32
             * @description Number of this page; the first is 1.
             */
            page: number;
            /**
             * Format: int32
             * @description How many entries a page holds at most.
             */
            limit: number;
            /**
             * Format: int32
             * @description How many entries there are on all pages together.
             */
            total: number;
        };
        /** @description Whom another issuer calls the person. */
        ExportedIdentity: {
            /** @description URL of the issuer. */
            issuer: string;
            /** @description What the issuer calls the person. */
            subject: string;
            /** @description When it was first seen. */
            createdAt: components["schemas"]["Timestamp"];
        };
        /** @description A session, live or not. */
        ExportedSession: {
            id: components["schemas"]["Id"];
            address: components["schemas"]["LoginAddress"];
            userAgent: components["schemas"]["LoginUserAgent"];
            /** @description When it was logged in. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description When its tokens were last exchanged. */
            lastUsedAt: components["schemas"]["Timestamp"];
            /** @description When it ends or ended by itself. */
            expiresAt: components["schemas"]["Timestamp"];
            /**
             * Format: date-time
             * @description When it was ended; null where it was not.
             */
            revokedAt: string | null;
        };
        /** @description A credential for a program, without its secret. */
        ApiKey: {
            id: components["schemas"]["Id"];
            name: components["schemas"]["KeyName"];
            /** @description How the key begins, to recognise it by. */
            prefix: string;
            /** @description What the key may do, as long as its account may. */
            scopes: components["schemas"]["Scope"][];
            /**
             * Format: date-time
             * @description When it ends; null where it does not.
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description When it was last used, to the minute; null where it never was.
             */
            lastUsedAt: string | null;
            /**
             * Format: uuid
             * @description The key that took over from it; null where it was not rotated.
             */
            successorId: string | null;
            /** @description When it was made. */
            createdAt: components["schemas"]["Timestamp"];
        };
        /** @description What one is a member of, and as what. */
        Membership: {
            projectId: components["schemas"]["Id"];
            role: components["schemas"]["MemberRole"];
            /** @description Since when. */
            joinedAt: components["schemas"]["Timestamp"];
        };
        /** @description An offer to join a project. */
        Invitation: {
            id: components["schemas"]["Id"];
            projectId: components["schemas"]["Id"];
            email: components["schemas"]["EmailAddress"];
            role: components["schemas"]["MemberRole"];
            /** @description Identifier of the user who invited. */
            invitedBy: components["schemas"]["Id"];
            /** @description When it was sent. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description Until when it can be accepted. */
            expiresAt: components["schemas"]["Timestamp"];
        };
        /** @description Who did what, on what, from where. */
        AuditEvent: {
            id: components["schemas"]["Id"];
            /**
             * Format: int32
             * @description Place in the chain; the first event is 1, and none is missing.
             */
            sequence: number;
            /** @description When it happened. */
            at: components["schemas"]["Timestamp"];
            /** @description Who did it. */
            actor: {
                /**
                 * @description By what the actor is known; `system` is the desk itself.
                 * @enum {string}
                 */
                kind: "account" | "api-key" | "anonymous" | "system";
                /** @description Identifier of the user or API key; null where nobody is known. */
                id: string | null;
            };
            action: components["schemas"]["AuditAction"];
            /** @description What it was done to. */
            target: {
                kind: components["schemas"]["AuditTargetKind"];
                /** @description Identifier of the thing; null where it has none. */
                id: string | null;
            };
            outcome: components["schemas"]["AuditOutcome"];
            correlationId: components["schemas"]["CorrelationId"];
            /** @description Network address it came from; null where it is not known, or was forgotten with the person. */
            address: string | null;
            /** @description SHA-256 over this event and the hash of the one before. */
            hash: string;
        };
        /** @description What the key is for, one line. */
        KeyName: string;
        /**
         * @description What the key may do.
         * @enum {string}
         */
        Scope: "desk:read" | "desk:write" | "administrator";
        /** @description A credential for a program, with its secret. */
        NewApiKey: {
            id: components["schemas"]["Id"];
            name: components["schemas"]["KeyName"];
            /** @description How the key begins, to recognise it by. */
            prefix: string;
            /** @description What the key may do, as long as its account may. */
            scopes: components["schemas"]["Scope"][];
            /**
             * Format: date-time
             * @description When it ends; null where it does not.
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description When it was last used, to the minute; null where it never was.
             */
            lastUsedAt: string | null;
            /**
             * Format: uuid
             * @description The key that took over from it; null where it was not rotated.
             */
            successorId: string | null;
            /** @description When it was made. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description The key itself, sent as `X-Api-Key`. It is shown this once. */
            key: string;
        };
        /** @description What is running here. */
        SystemInformation: {
            /** @description Name of the service. */
            name: string;
            /** @description Version of this contract, which is that of the service. */
            version: string;
        };
        /** @description What a team is building. */
        Project: {
            id: components["schemas"]["Id"];
            key: components["schemas"]["ProjectKey"];
            name: components["schemas"]["ProjectName"];
            description: components["schemas"]["ProjectDescription"];
            status: components["schemas"]["ProjectStatus"];
            /** @description When it was created. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description When it was last changed. */
            updatedAt: components["schemas"]["Timestamp"];
            /**
             * Format: date-time
             * @description Since when it has been archived; null while it is active.
             */
            archivedAt: string | null;
        };
        /**
         * @description Short code that people call the project by, two to ten capital letters and digits. Unique among all projects, and
         *     never changed afterwards, since it stands in tickets and chats outside the desk.
         */
        ProjectKey: string;
        /** @description What the project is called, one line. */
        ProjectName: string;
        /** @description What the project is for, in Markdown. */
        ProjectDescription: string;
        /** @description What somebody needs of a project. */
        BacklogItem: {
            id: components["schemas"]["Id"];
            /** @description The project that it belongs to. */
            projectId: components["schemas"]["Id"];
            title: components["schemas"]["BacklogItemTitle"];
            userStory: components["schemas"]["UserStory"];
            apiRequirements: components["schemas"]["ApiRequirements"];
            businessRules: components["schemas"]["BusinessRules"];
            dataRequirements: components["schemas"]["DataRequirements"];
            acceptanceCriteria: components["schemas"]["AcceptanceCriteria"];
            priority: components["schemas"]["BacklogItemPriority"];
            status: components["schemas"]["BacklogItemStatus"];
            /** @description When it was filed. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description When it was last changed. */
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description What it is about, one line. */
        BacklogItemTitle: string;
        /** @description Who needs what, and what for. Null as long as nobody has said. */
        UserStory: string | null;
        /** @description The operations that the API must offer. */
        ApiRequirements: components["schemas"]["ApiRequirement"][];
        /** @description Rules that hold whatever the caller does, one sentence each. */
        BusinessRules: string[];
        /** @description What has to be known, property by property; a property of a resource is listed once. */
        DataRequirements: components["schemas"]["DataRequirement"][];
        /** @description How everybody will see that it is done, one checkable sentence each. */
        AcceptanceCriteria: string[];
        /** @description Somebody's part in a project. */
        Member: {
            userId: components["schemas"]["Id"];
            name: components["schemas"]["PersonName"];
            email: components["schemas"]["EmailAddress"];
            role: components["schemas"]["MemberRole"];
            /** @description Since when. */
            joinedAt: components["schemas"]["Timestamp"];
        };
        /**
         * @description An `owner` decides who belongs to the project, an `editor` writes, a `viewer` reads.
         * @enum {string}
         */
        MemberRole: "owner" | "editor" | "viewer";
        /** @description Bytes in base64url (RFC 4648). */
        Base64Url: string;
        /** @description One field that is wrong, and how. */
        FieldProblem: {
            /**
             * @description Dotted path from the top of the request.
             * @example body.acceptanceCriteria.0
             */
            field: string;
            /**
             * @description What the field must be.
             * @example must have at least 3 characters
             */
            message: string;
        };
        /** @description Network address of the login; null where it is not known. */
        LoginAddress: string | null;
        /** @description User-Agent of the login; null where none was sent. */
        LoginUserAgent: string | null;
        /** @description One operation that the API must offer. */
        ApiRequirement: {
            /**
             * @description HTTP method of the operation.
             * @enum {string}
             */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description Path of the operation, with parameters in braces. */
            path: string;
            /** @description What the operation does, one line. */
            summary: string;
        };
        /** @description One property of one resource that has to be known. */
        DataRequirement: {
            /** @description The thing that has the property, a singular noun in PascalCase. */
            resource: string;
            /** @description Name of the property in camelCase. */
            property: string;
            /**
             * @description What kind of value it holds.
             * @enum {string}
             */
            dataType: "string" | "integer" | "number" | "boolean" | "date" | "date-time" | "uuid";
            /** @description Whether the resource can do without it. */
            isRequired: boolean;
        };
    };
    responses: {
        /** @description Nothing has changed since the caller read it. */
        NotModified: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                ETag: components["headers"]["ETag"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The request does not keep to this contract; `details` names every field that is wrong. */
        BadRequest: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "VALIDATION_ERROR",
                 *         "message": "Request validation failed: 1 invalid value.",
                 *         "details": [
                 *           {
                 *             "field": "query.limit",
                 *             "message": "must be <= 100"
                 *           }
                 *         ],
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The caller accepts none of the media types on offer. */
        NotAcceptable: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "NOT_ACCEPTABLE",
                 *         "message": "This operation answers in application/json only.",
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description The caller asks more often than the rate limit of the operation allows, or has sent as many letters as may be sent in a
         *     day (`LIMIT_REACHED`).
         */
        TooManyRequests: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                /**
                 * @description Seconds to wait before the next attempt.
                 * @example 30
                 */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "RATE_LIMITED",
                 *         "message": "Too many requests. Try again in 30 seconds.",
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The server failed. The request id finds out why, in its log. */
        InternalError: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "INTERNAL_ERROR",
                 *         "message": "Something went wrong on the server. The request id finds it in the log.",
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The server cannot reach its database, or is stopping. Try again in a moment. */
        Unavailable: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                /**
                 * @description Seconds to wait before the next attempt.
                 * @example 1
                 */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "UNAVAILABLE",
                 *         "message": "The database cannot be reached just now. Try again shortly.",
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request contradicts what is stored: a key that is taken, or a state that forbids the step. */
        Conflict: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "CONFLICT",
                 *         "message": "Project WEB is archived. Restore it to change anything in it.",
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is larger than this server takes. */
        ContentTooLarge: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "PAYLOAD_TOO_LARGE",
                 *         "message": "The request body is larger than this server accepts.",
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is in a media type that is not taken here. */
        UnsupportedMediaType: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "UNSUPPORTED_MEDIA_TYPE",
                 *         "message": "The request body must be sent as application/json.",
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request is well formed, but a rule of the desk forbids it; `details` names what is missing. */
        RuleViolated: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "RULE_VIOLATED",
                 *         "message": "To be \"ready\", a backlog item needs a user story and an acceptance criterion.",
                 *         "details": [
                 *           {
                 *             "field": "body.userStory",
                 *             "message": "must be given"
                 *           }
                 *         ],
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description Nobody knows who asks: no credential, or one that is wrong, over or revoked; or the login is too long ago for this step
         *     (`REAUTHENTICATION_REQUIRED`).
         */
        Unauthenticated: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                /**
                 * @description How to say who asks (RFC 9110).
                 * @example Bearer realm="bearer"
                 */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "UNAUTHENTICATED",
                 *         "message": "The credential is missing, wrong or over.",
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description Who asks is known, and may not do this: the credential lacks a scope, the role in the project is not enough, or the
         *     address of the account is not verified (`EMAIL_NOT_VERIFIED`).
         */
        Forbidden: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "FORBIDDEN",
                 *         "message": "A viewer of the project reads it; this needs an editor.",
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such thing. */
        NotFound: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "NOT_FOUND",
                 *         "message": "There is no project 019aa1b2-7c00-7000-8000-000000000001.",
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Somebody else was faster; `If-Match` no longer holds. Read it again. */
        PreconditionFailed: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "STALE",
                 *         "message": "It has been changed since you read it. Read it again.",
                 *         "requestId": "019aa1b2-7c00-7000-8000-0000000000ff"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /**
         * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
         * @example "1"
         */
        IfNoneMatch: string;
        /**
         * @description Which page to show; the first is 1. A page after the last is empty.
         * @example 1
         */
        Page: number;
        /**
         * @description How many entries a page holds at most.
         * @example 20
         */
        Limit: number;
        /**
         * @description Identifier of the session.
         * @example 019aa1b2-7c00-7000-8000-000000000b01
         */
        SessionId: components["schemas"]["Id"];
        /**
         * @description Identifier of the user.
         * @example 019aa1b2-7c00-7000-8000-000000000a01
         */
        UserId: components["schemas"]["Id"];
        /**
         * @description Identifier of the API key.
         * @example 019aa1b2-7c00-7000-8000-000000000c01
         */
        ApiKeyId: components["schemas"]["Id"];
        /**
         * @description Words to look for, in any order. An entry is shown when it has all of them; the beginning of a word is enough,
         *     and capitals do not matter.
         * @example deliv
         */
        Search: string;
        /**
         * @description Identifier of the project.
         * @example 019aa1b2-7c00-7000-8000-000000000001
         */
        ProjectId: components["schemas"]["Id"];
        /**
         * @description ETags of what the caller has read. The change is made only if one of them is still the current one.
         * @example "1"
         */
        IfMatch: string;
        /**
         * @description Identifier of the backlog item.
         * @example 019aa1b2-7c00-7000-8000-000000000101
         */
        BacklogItemId: components["schemas"]["Id"];
        /**
         * @description Identifier of the invitation.
         * @example 019aa1b2-7c00-7000-8000-000000000d01
         */
        InvitationId: components["schemas"]["Id"];
    };
    requestBodies: never;
    headers: {
        /**
         * @description The origin that a browser may call from; sent to browsers of allowed origins only.
         * @example *
         */
        "Access-Control-Allow-Origin": string;
        /**
         * @description How many requests remain (`r`), and after how many seconds there are all of them again (`t`).
         * @example "listProjects";r=5999;t=60
         */
        RateLimit: string;
        /**
         * @description How many requests there are (`q`) in a window of how many seconds (`w`).
         * @example "listProjects";q=6000;w=60
         */
        "RateLimit-Policy": string;
        /**
         * @description The first, previous, next and last page of the list, as far as there are such pages (RFC 8288).
         * @example </v1/projects?page=1>; rel="first", </v1/projects?page=1>; rel="last"
         */
        Link: string;
        /**
         * @description Names this state of the thing, for `If-Match` and `If-None-Match`.
         * @example "1"
         */
        ETag: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getKeySet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key set. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {
                     *           "kty": "EC",
                     *           "crv": "P-256",
                     *           "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                     *           "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                     *           "kid": "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
                     *           "alg": "ES256",
                     *           "use": "sig"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/jwk-set+json": components["schemas"]["KeySet"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    registerAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Who registers. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description The account, as made. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Where the account shows itself to its owner.
                     * @example /v1/users/me
                     */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000a01",
                     *         "email": "ada@example.org",
                     *         "isEmailVerified": false,
                     *         "name": "Ada Lovelace",
                     *         "role": "user",
                     *         "status": "active",
                     *         "hasSecondFactor": false,
                     *         "createdAt": "2026-11-20T09:00:00.000Z",
                     *         "updatedAt": "2026-11-20T09:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleViolated"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Who logs in, and how they prove it. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description The tokens of a new session. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "accessToken": "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIwMTlhYTFiMiJ9.c2lnbmF0dXJl",
                     *         "refreshToken": "plr_0Yz5kRr5cZP2mDq7xkWn0m8Q4b1tV6sJ9aLhE3uGfXo",
                     *         "expiresIn": 900,
                     *         "tokenType": "Bearer"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TokensAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The refresh token. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refreshment"];
            };
        };
        responses: {
            /** @description New tokens of the same session. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "accessToken": "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIwMTlhYTFiMiJ9.c2lnbmF0dXJl",
                     *         "refreshToken": "plr_0Yz5kRr5cZP2mDq7xkWn0m8Q4b1tV6sJ9aLhE3uGfXo",
                     *         "expiresIn": 900,
                     *         "tokenType": "Bearer"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TokensAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is over. */
            204: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The password in use, and the next. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description The tokens of a new session. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "accessToken": "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIwMTlhYTFiMiJ9.c2lnbmF0dXJl",
                     *         "refreshToken": "plr_0Yz5kRr5cZP2mDq7xkWn0m8Q4b1tV6sJ9aLhE3uGfXo",
                     *         "expiresIn": 900,
                     *         "tokenType": "Bearer"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TokensAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleViolated"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Whose password was forgotten. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetRequest"];
            };
        };
        responses: {
            /** @description If there is such an account, a mail is on its way. */
            202: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "message": "If there is such an account, a mail is on its way to it."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AcceptedAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The mailed token, and the new password. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description The new password is in force. */
            204: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleViolated"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirmLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The password of the account, and the second proof where there is a second factor. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reauthentication"];
            };
        };
        responses: {
            /** @description The session counts as logged in just now. */
            204: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestEmailVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The address to verify. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailVerificationRequest"];
            };
        };
        responses: {
            /** @description If the address is free, a mail is on its way. */
            202: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "message": "If the address is free, a mail with a token is on its way to it. Earlier tokens stay valid."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AcceptedAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirmEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The mailed token. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailVerification"];
            };
        };
        responses: {
            /** @description The own account, with the verified address. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000a01",
                     *         "email": "ada.king@example.org",
                     *         "isEmailVerified": true,
                     *         "name": "Ada Lovelace",
                     *         "role": "user",
                     *         "status": "active",
                     *         "hasSecondFactor": false,
                     *         "createdAt": "2026-11-20T09:00:00.000Z",
                     *         "updatedAt": "2026-11-20T09:05:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /**
                 * @description Which page to show; the first is 1. A page after the last is empty.
                 * @example 1
                 */
                page?: components["parameters"]["Page"];
                /**
                 * @description How many entries a page holds at most.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
            };
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the live sessions. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "019aa1b2-7c00-7000-8000-000000000b01",
                     *           "isCurrent": true,
                     *           "address": "192.0.2.7",
                     *           "userAgent": "Mozilla/5.0",
                     *           "createdAt": "2026-11-20T09:00:00.000Z",
                     *           "lastUsedAt": "2026-11-20T11:00:00.000Z",
                     *           "expiresAt": "2026-12-04T11:00:00.000Z"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "page": 1,
                     *         "limit": 20,
                     *         "total": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SessionListAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the session.
                 * @example 019aa1b2-7c00-7000-8000-000000000b01
                 */
                sessionId: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is over. */
            204: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    enrolSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The password in use. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordProof"];
            };
        };
        responses: {
            /** @description The secret, and the URI that an app reads from a QR code. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
                     *         "provisioningUri": "otpauth://totp/The%20delivery%20desk:ada%40example.org?issuer=The%20delivery%20desk&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SecondFactorAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A code of the authenticator. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthenticatorCode"];
            };
        };
        responses: {
            /** @description The recovery codes. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "recoveryCodes": [
                     *           "7k2m-9qf4-x0ha-3vzt",
                     *           "p8wd-1rjc-5ynb-6tgs"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RecoveryCodesAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    replaceRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A code of the authenticator. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthenticatorCode"];
            };
        };
        responses: {
            /** @description The new recovery codes. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "recoveryCodes": [
                     *           "7k2m-9qf4-x0ha-3vzt",
                     *           "p8wd-1rjc-5ynb-6tgs"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RecoveryCodesAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    disableSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A code of the authenticator, or a recovery code. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorProof"];
            };
        };
        responses: {
            /** @description The second factor is gone. */
            204: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /**
                 * @description Which page to show; the first is 1. A page after the last is empty.
                 * @example 1
                 */
                page?: components["parameters"]["Page"];
                /**
                 * @description How many entries a page holds at most.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Show only users of this role.
                 * @example user
                 */
                role?: components["schemas"]["AccountRole"];
                /**
                 * @description Show only users of this status.
                 * @example active
                 */
                status?: components["schemas"]["AccountStatus"];
                /**
                 * @description Show only the user of this address.
                 * @example ada@example.org
                 */
                email?: components["schemas"]["EmailAddress"];
            };
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of users. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "019aa1b2-7c00-7000-8000-000000000a01",
                     *           "email": "ada@example.org",
                     *           "isEmailVerified": true,
                     *           "name": "Ada Lovelace",
                     *           "role": "administrator",
                     *           "status": "active",
                     *           "hasSecondFactor": false,
                     *           "createdAt": "2026-11-20T09:00:00.000Z",
                     *           "updatedAt": "2026-11-20T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "page": 1,
                     *         "limit": 20,
                     *         "total": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["UserListAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCurrentUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The own account. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000a01",
                     *         "email": "ada@example.org",
                     *         "isEmailVerified": true,
                     *         "name": "Ada Lovelace",
                     *         "role": "administrator",
                     *         "status": "active",
                     *         "hasSecondFactor": false,
                     *         "createdAt": "2026-11-20T09:00:00.000Z",
                     *         "updatedAt": "2026-11-20T09:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteCurrentUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account is erased. */
            204: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateCurrentUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to change. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserSelfChange"];
            };
        };
        responses: {
            /** @description The own account, as changed. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000a01",
                     *         "email": "ada@example.org",
                     *         "isEmailVerified": true,
                     *         "name": "Ada Lovelace",
                     *         "role": "administrator",
                     *         "status": "active",
                     *         "hasSecondFactor": false,
                     *         "createdAt": "2026-11-20T09:00:00.000Z",
                     *         "updatedAt": "2026-11-20T09:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleViolated"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportCurrentUser: {
        parameters: {
            query?: {
                /**
                 * @description Which page to show; the first is 1. A page after the last is empty.
                 * @example 1
                 */
                page?: components["parameters"]["Page"];
            };
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of everything that is stored. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description No cache keeps what is personal.
                     * @example no-store
                     */
                    "Cache-Control"?: "no-store";
                    Link: components["headers"]["Link"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "user": {
                     *           "id": "019aa1b2-7c00-7000-8000-000000000a01",
                     *           "email": "ada@example.org",
                     *           "isEmailVerified": true,
                     *           "name": "Ada Lovelace",
                     *           "role": "administrator",
                     *           "status": "active",
                     *           "hasSecondFactor": false,
                     *           "createdAt": "2026-11-20T09:00:00.000Z",
                     *           "updatedAt": "2026-11-20T09:00:00.000Z"
                     *         },
                     *         "identities": [],
                     *         "sessions": [
                     *           {
                     *             "id": "019aa1b2-7c00-7000-8000-000000000b01",
                     *             "address": "192.0.2.7",
                     *             "userAgent": "Mozilla/5.0",
                     *             "createdAt": "2026-11-20T09:00:00.000Z",
                     *             "lastUsedAt": "2026-11-20T11:00:00.000Z",
                     *             "expiresAt": "2026-12-04T11:00:00.000Z",
                     *             "revokedAt": null
                     *           }
                     *         ],
                     *         "apiKeys": [],
                     *         "memberships": [
                     *           {
                     *             "projectId": "019aa1b2-7c00-7000-8000-000000000001",
                     *             "role": "owner",
                     *             "joinedAt": "2026-11-20T09:30:00.000Z"
                     *           }
                     *         ],
                     *         "invitations": [],
                     *         "sentInvitations": [],
                     *         "auditEvents": []
                     *       },
                     *       "meta": {
                     *         "page": 1,
                     *         "limit": 500,
                     *         "total": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ExportAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description Identifier of the user.
                 * @example 019aa1b2-7c00-7000-8000-000000000a01
                 */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000a01",
                     *         "email": "ada@example.org",
                     *         "isEmailVerified": true,
                     *         "name": "Ada Lovelace",
                     *         "role": "administrator",
                     *         "status": "active",
                     *         "hasSecondFactor": false,
                     *         "createdAt": "2026-11-20T09:00:00.000Z",
                     *         "updatedAt": "2026-11-20T09:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the user.
                 * @example 019aa1b2-7c00-7000-8000-000000000a01
                 */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        /** @description What to change. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description The user, as changed. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000a01",
                     *         "email": "ada@example.org",
                     *         "isEmailVerified": true,
                     *         "name": "Ada Lovelace",
                     *         "role": "administrator",
                     *         "status": "active",
                     *         "hasSecondFactor": false,
                     *         "createdAt": "2026-11-20T09:00:00.000Z",
                     *         "updatedAt": "2026-11-20T09:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the user.
                 * @example 019aa1b2-7c00-7000-8000-000000000a01
                 */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The second factor is gone. */
            204: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /**
                 * @description Which page to show; the first is 1. A page after the last is empty.
                 * @example 1
                 */
                page?: components["parameters"]["Page"];
                /**
                 * @description How many entries a page holds at most.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
            };
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of API keys. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "019aa1b2-7c00-7000-8000-000000000c01",
                     *           "name": "Nightly import",
                     *           "prefix": "plk_4f9c02d1ab",
                     *           "scopes": [
                     *             "desk:read"
                     *           ],
                     *           "expiresAt": "2027-11-20T00:00:00.000Z",
                     *           "lastUsedAt": null,
                     *           "successorId": null,
                     *           "createdAt": "2026-11-20T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "page": 1,
                     *         "limit": 20,
                     *         "total": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyListAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What the key is for. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyCreation"];
            };
        };
        responses: {
            /** @description The key, shown this once. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000c01",
                     *         "name": "Nightly import",
                     *         "prefix": "plk_4f9c02d1ab",
                     *         "scopes": [
                     *           "desk:read"
                     *         ],
                     *         "expiresAt": "2027-11-20T00:00:00.000Z",
                     *         "lastUsedAt": null,
                     *         "successorId": null,
                     *         "createdAt": "2026-11-20T09:00:00.000Z",
                     *         "key": "plk_4f9c02d1ab_0Yz5kRr5cZP2mDq7xkWn0m8Q4b1tV6sJ9aLhE3uGfXo"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["NewApiKeyAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleViolated"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the API key.
                 * @example 019aa1b2-7c00-7000-8000-000000000c01
                 */
                keyId: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key is revoked. */
            204: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the API key.
                 * @example 019aa1b2-7c00-7000-8000-000000000c01
                 */
                keyId: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        /** @description For how long the old key works on. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyRotation"];
            };
        };
        responses: {
            /** @description The key that takes over, shown this once. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000c02",
                     *         "name": "Nightly import",
                     *         "prefix": "plk_4f9c02d1ab",
                     *         "scopes": [
                     *           "desk:read"
                     *         ],
                     *         "expiresAt": "2027-11-20T00:00:00.000Z",
                     *         "lastUsedAt": null,
                     *         "successorId": null,
                     *         "createdAt": "2026-11-20T09:00:00.000Z",
                     *         "key": "plk_4f9c02d1ab_0Yz5kRr5cZP2mDq7xkWn0m8Q4b1tV6sJ9aLhE3uGfXo"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["NewApiKeyAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /**
                 * @description Which page to show; the first is 1. A page after the last is empty.
                 * @example 1
                 */
                page?: components["parameters"]["Page"];
                /**
                 * @description How many entries a page holds at most.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Show only what this account or API key did.
                 * @example 019aa1b2-7c00-7000-8000-000000000a01
                 */
                actorId?: components["schemas"]["Id"];
                /**
                 * @description Show only this action, an operationId or what the runtime noticed.
                 * @example updateMember
                 */
                action?: components["schemas"]["AuditAction"];
                /**
                 * @description Show only what was done to things of this kind.
                 * @example project
                 */
                targetKind?: components["schemas"]["AuditTargetKind"];
                /**
                 * @description Show only what was done to this thing.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                targetId?: components["schemas"]["AuditTargetId"];
                /**
                 * @description Show only what succeeded, or what was refused.
                 * @example refused
                 */
                outcome?: components["schemas"]["AuditOutcome"];
                /**
                 * @description Show only what this request did.
                 * @example 019aa1b2-7c00-7000-8000-0000000000ff
                 */
                correlationId?: components["schemas"]["CorrelationId"];
                /**
                 * @description Show only what happened from this moment on.
                 * @example 2026-11-20T00:00:00.000Z
                 */
                from?: components["schemas"]["Timestamp"];
                /**
                 * @description Show only what happened before this moment.
                 * @example 2026-11-21T00:00:00.000Z
                 */
                until?: components["schemas"]["Timestamp"];
            };
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of audit events. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "019aa1b2-7c00-7000-8000-000000000e01",
                     *           "sequence": 42,
                     *           "at": "2026-11-20T11:00:00.000Z",
                     *           "actor": {
                     *             "kind": "account",
                     *             "id": "019aa1b2-7c00-7000-8000-000000000a01"
                     *           },
                     *           "action": "updateMember",
                     *           "target": {
                     *             "kind": "member",
                     *             "id": "019aa1b2-7c00-7000-8000-000000000001:019aa1b2-7c00-7000-8000-000000000a01"
                     *           },
                     *           "outcome": "success",
                     *           "correlationId": "019aa1b2-7c00-7000-8000-0000000000ff",
                     *           "address": "192.0.2.7",
                     *           "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "page": 1,
                     *         "limit": 20,
                     *         "total": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AuditEventListAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSystem: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is running. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "name": "The delivery desk",
                     *         "version": "0.1.0"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SystemInformationAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listProjects: {
        parameters: {
            query?: {
                /**
                 * @description Which page to show; the first is 1. A page after the last is empty.
                 * @example 1
                 */
                page?: components["parameters"]["Page"];
                /**
                 * @description How many entries a page holds at most.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description What to sort by; a minus in front turns the order round.
                 * @example -createdAt
                 */
                sort?: "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | "name" | "-name" | "key" | "-key";
                /**
                 * @description Show only projects of this status.
                 * @example active
                 */
                status?: components["schemas"]["ProjectStatus"];
                /**
                 * @description Words to look for, in any order. An entry is shown when it has all of them; the beginning of a word is enough,
                 *     and capitals do not matter.
                 * @example deliv
                 */
                search?: components["parameters"]["Search"];
            };
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of projects. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "019aa1b2-7c00-7000-8000-000000000001",
                     *           "key": "WEB",
                     *           "name": "Web shop",
                     *           "description": "What customers see of us.",
                     *           "status": "active",
                     *           "createdAt": "2026-11-20T09:30:00.000Z",
                     *           "updatedAt": "2026-11-20T09:30:00.000Z",
                     *           "archivedAt": null
                     *         }
                     *       ],
                     *       "meta": {
                     *         "page": 1,
                     *         "limit": 20,
                     *         "total": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectListAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The project to create. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectCreation"];
            };
        };
        responses: {
            /** @description The project, as created. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    /**
                     * @description Where the new project is.
                     * @example /v1/projects/019aa1b2-7c00-7000-8000-000000000001
                     */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000001",
                     *         "key": "WEB",
                     *         "name": "Web shop",
                     *         "description": "What customers see of us.",
                     *         "status": "active",
                     *         "createdAt": "2026-11-20T09:30:00.000Z",
                     *         "updatedAt": "2026-11-20T09:30:00.000Z",
                     *         "archivedAt": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getProject: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The project. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000001",
                     *         "key": "WEB",
                     *         "name": "Web shop",
                     *         "description": "What customers see of us.",
                     *         "status": "active",
                     *         "createdAt": "2026-11-20T09:30:00.000Z",
                     *         "updatedAt": "2026-11-20T09:30:00.000Z",
                     *         "archivedAt": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteProject: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of what the caller has read. The change is made only if one of them is still the current one.
                 * @example "1"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The project is gone. */
            204: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateProject: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of what the caller has read. The change is made only if one of them is still the current one.
                 * @example "1"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        /** @description What to change. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectChange"];
            };
        };
        responses: {
            /** @description The project, as changed. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000001",
                     *         "key": "WEB",
                     *         "name": "Web shop and app",
                     *         "description": "What customers see of us.",
                     *         "status": "active",
                     *         "createdAt": "2026-11-20T09:30:00.000Z",
                     *         "updatedAt": "2026-11-20T11:00:00.000Z",
                     *         "archivedAt": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    archiveProject: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of what the caller has read. The change is made only if one of them is still the current one.
                 * @example "1"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The project, archived. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000001",
                     *         "key": "WEB",
                     *         "name": "Web shop",
                     *         "description": "What customers see of us.",
                     *         "status": "archived",
                     *         "createdAt": "2026-11-20T09:30:00.000Z",
                     *         "updatedAt": "2026-11-20T11:00:00.000Z",
                     *         "archivedAt": "2026-11-20T11:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    restoreProject: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of what the caller has read. The change is made only if one of them is still the current one.
                 * @example "1"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The project, active again. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000001",
                     *         "key": "WEB",
                     *         "name": "Web shop",
                     *         "description": "What customers see of us.",
                     *         "status": "active",
                     *         "createdAt": "2026-11-20T09:30:00.000Z",
                     *         "updatedAt": "2026-11-20T12:00:00.000Z",
                     *         "archivedAt": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listBacklogItems: {
        parameters: {
            query?: {
                /**
                 * @description Which page to show; the first is 1. A page after the last is empty.
                 * @example 1
                 */
                page?: components["parameters"]["Page"];
                /**
                 * @description How many entries a page holds at most.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description What to sort by; a minus in front turns the order round. Priorities rise from `low` to `urgent`.
                 * @example -priority
                 */
                sort?: "priority" | "-priority" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | "title" | "-title";
                /**
                 * @description Show only items of this status.
                 * @example ready
                 */
                status?: components["schemas"]["BacklogItemStatus"];
                /**
                 * @description Show only items of this priority.
                 * @example high
                 */
                priority?: components["schemas"]["BacklogItemPriority"];
                /**
                 * @description Words to look for, in any order. An entry is shown when it has all of them; the beginning of a word is enough,
                 *     and capitals do not matter.
                 * @example deliv
                 */
                search?: components["parameters"]["Search"];
            };
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the project's backlog. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "019aa1b2-7c00-7000-8000-000000000101",
                     *           "projectId": "019aa1b2-7c00-7000-8000-000000000001",
                     *           "title": "Customers see where their parcel is",
                     *           "userStory": "As a customer I want to see where my parcel is, so that I know when to be at home.",
                     *           "apiRequirements": [
                     *             {
                     *               "method": "GET",
                     *               "path": "/parcels/{parcelId}",
                     *               "summary": "Shows one parcel and where it is."
                     *             }
                     *           ],
                     *           "businessRules": [
                     *             "Only the customer who ordered it sees a parcel."
                     *           ],
                     *           "dataRequirements": [
                     *             {
                     *               "resource": "Parcel",
                     *               "property": "deliveredAt",
                     *               "dataType": "date-time",
                     *               "isRequired": false
                     *             }
                     *           ],
                     *           "acceptanceCriteria": [
                     *             "A parcel that was handed over is shown as delivered within a minute."
                     *           ],
                     *           "priority": "high",
                     *           "status": "draft",
                     *           "createdAt": "2026-11-20T10:00:00.000Z",
                     *           "updatedAt": "2026-11-20T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "page": 1,
                     *         "limit": 20,
                     *         "total": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["BacklogItemListAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createBacklogItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        /** @description The item to file. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["BacklogItemCreation"];
            };
        };
        responses: {
            /** @description The backlog item, as filed. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    /**
                     * @description Where the new backlog item is.
                     * @example /v1/projects/019aa1b2-7c00-7000-8000-000000000001/backlog-items/019aa1b2-7c00-7000-8000-000000000101
                     */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000101",
                     *         "projectId": "019aa1b2-7c00-7000-8000-000000000001",
                     *         "title": "Customers see where their parcel is",
                     *         "userStory": "As a customer I want to see where my parcel is, so that I know when to be at home.",
                     *         "apiRequirements": [
                     *           {
                     *             "method": "GET",
                     *             "path": "/parcels/{parcelId}",
                     *             "summary": "Shows one parcel and where it is."
                     *           }
                     *         ],
                     *         "businessRules": [
                     *           "Only the customer who ordered it sees a parcel."
                     *         ],
                     *         "dataRequirements": [
                     *           {
                     *             "resource": "Parcel",
                     *             "property": "deliveredAt",
                     *             "dataType": "date-time",
                     *             "isRequired": false
                     *           }
                     *         ],
                     *         "acceptanceCriteria": [
                     *           "A parcel that was handed over is shown as delivered within a minute."
                     *         ],
                     *         "priority": "high",
                     *         "status": "draft",
                     *         "createdAt": "2026-11-20T10:00:00.000Z",
                     *         "updatedAt": "2026-11-20T10:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["BacklogItemAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleViolated"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBacklogItem: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
                /**
                 * @description Identifier of the backlog item.
                 * @example 019aa1b2-7c00-7000-8000-000000000101
                 */
                backlogItemId: components["parameters"]["BacklogItemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The backlog item. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000101",
                     *         "projectId": "019aa1b2-7c00-7000-8000-000000000001",
                     *         "title": "Customers see where their parcel is",
                     *         "userStory": "As a customer I want to see where my parcel is, so that I know when to be at home.",
                     *         "apiRequirements": [
                     *           {
                     *             "method": "GET",
                     *             "path": "/parcels/{parcelId}",
                     *             "summary": "Shows one parcel and where it is."
                     *           }
                     *         ],
                     *         "businessRules": [
                     *           "Only the customer who ordered it sees a parcel."
                     *         ],
                     *         "dataRequirements": [
                     *           {
                     *             "resource": "Parcel",
                     *             "property": "deliveredAt",
                     *             "dataType": "date-time",
                     *             "isRequired": false
                     *           }
                     *         ],
                     *         "acceptanceCriteria": [
                     *           "A parcel that was handed over is shown as delivered within a minute."
                     *         ],
                     *         "priority": "high",
                     *         "status": "draft",
                     *         "createdAt": "2026-11-20T10:00:00.000Z",
                     *         "updatedAt": "2026-11-20T10:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["BacklogItemAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteBacklogItem: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of what the caller has read. The change is made only if one of them is still the current one.
                 * @example "1"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
                /**
                 * @description Identifier of the backlog item.
                 * @example 019aa1b2-7c00-7000-8000-000000000101
                 */
                backlogItemId: components["parameters"]["BacklogItemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The backlog item is gone. */
            204: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateBacklogItem: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of what the caller has read. The change is made only if one of them is still the current one.
                 * @example "1"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
                /**
                 * @description Identifier of the backlog item.
                 * @example 019aa1b2-7c00-7000-8000-000000000101
                 */
                backlogItemId: components["parameters"]["BacklogItemId"];
            };
            cookie?: never;
        };
        /** @description What to change. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["BacklogItemChange"];
            };
        };
        responses: {
            /** @description The backlog item, as changed. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000101",
                     *         "projectId": "019aa1b2-7c00-7000-8000-000000000001",
                     *         "title": "Customers see where their parcel is",
                     *         "userStory": "As a customer I want to see where my parcel is, so that I know when to be at home.",
                     *         "apiRequirements": [
                     *           {
                     *             "method": "GET",
                     *             "path": "/parcels/{parcelId}",
                     *             "summary": "Shows one parcel and where it is."
                     *           }
                     *         ],
                     *         "businessRules": [
                     *           "Only the customer who ordered it sees a parcel."
                     *         ],
                     *         "dataRequirements": [
                     *           {
                     *             "resource": "Parcel",
                     *             "property": "deliveredAt",
                     *             "dataType": "date-time",
                     *             "isRequired": false
                     *           }
                     *         ],
                     *         "acceptanceCriteria": [
                     *           "A parcel that was handed over is shown as delivered within a minute."
                     *         ],
                     *         "priority": "high",
                     *         "status": "ready",
                     *         "createdAt": "2026-11-20T10:00:00.000Z",
                     *         "updatedAt": "2026-11-20T11:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["BacklogItemAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleViolated"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /**
                 * @description Which page to show; the first is 1. A page after the last is empty.
                 * @example 1
                 */
                page?: components["parameters"]["Page"];
                /**
                 * @description How many entries a page holds at most.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
            };
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of members. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "userId": "019aa1b2-7c00-7000-8000-000000000a01",
                     *           "name": "Ada Lovelace",
                     *           "email": "ada@example.org",
                     *           "role": "owner",
                     *           "joinedAt": "2026-11-20T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "page": 1,
                     *         "limit": 20,
                     *         "total": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MemberListAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
                /**
                 * @description Identifier of the user.
                 * @example 019aa1b2-7c00-7000-8000-000000000a01
                 */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member is gone. */
            204: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
                /**
                 * @description Identifier of the user.
                 * @example 019aa1b2-7c00-7000-8000-000000000a01
                 */
                userId: components["parameters"]["UserId"];
            };
            cookie?: never;
        };
        /** @description What to change. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            /** @description The member, as changed. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "userId": "019aa1b2-7c00-7000-8000-000000000a01",
                     *         "name": "Ada Lovelace",
                     *         "email": "ada@example.org",
                     *         "role": "owner",
                     *         "joinedAt": "2026-11-20T09:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MemberAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /**
                 * @description Which page to show; the first is 1. A page after the last is empty.
                 * @example 1
                 */
                page?: components["parameters"]["Page"];
                /**
                 * @description How many entries a page holds at most.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
            };
            header?: {
                /**
                 * @description ETags that the caller has. When one of them is the current one, the answer is 304 without a body.
                 * @example "1"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of invitations. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /**
                     * @description Names what is shown, for `If-None-Match`.
                     * @example "OCphMGBgNcMTCZXPEC8IJPd9Q7M"
                     */
                    ETag?: string;
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "019aa1b2-7c00-7000-8000-000000000d01",
                     *           "projectId": "019aa1b2-7c00-7000-8000-000000000001",
                     *           "email": "grace@example.org",
                     *           "role": "editor",
                     *           "invitedBy": "019aa1b2-7c00-7000-8000-000000000a01",
                     *           "createdAt": "2026-11-20T10:00:00.000Z",
                     *           "expiresAt": "2026-12-04T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "page": 1,
                     *         "limit": 20,
                     *         "total": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["InvitationListAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        /** @description Whom to invite, and as what. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationCreation"];
            };
        };
        responses: {
            /** @description The invitation; its token is in the mail only. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "019aa1b2-7c00-7000-8000-000000000d01",
                     *         "projectId": "019aa1b2-7c00-7000-8000-000000000001",
                     *         "email": "grace@example.org",
                     *         "role": "editor",
                     *         "invitedBy": "019aa1b2-7c00-7000-8000-000000000a01",
                     *         "createdAt": "2026-11-20T10:00:00.000Z",
                     *         "expiresAt": "2026-12-04T10:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["InvitationAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Identifier of the project.
                 * @example 019aa1b2-7c00-7000-8000-000000000001
                 */
                projectId: components["parameters"]["ProjectId"];
                /**
                 * @description Identifier of the invitation.
                 * @example 019aa1b2-7c00-7000-8000-000000000d01
                 */
                invitationId: components["parameters"]["InvitationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invitation is withdrawn. */
            204: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The mailed token. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationAcceptance"];
            };
        };
        responses: {
            /** @description What one is now a member of, and as what. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "projectId": "019aa1b2-7c00-7000-8000-000000000001",
                     *         "role": "editor",
                     *         "joinedAt": "2026-11-20T11:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MembershipAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
}
