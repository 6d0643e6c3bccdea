/** Generated from the contract: change the contract and run `npm run generate`. */

export type OperationId =
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
  | "updateBacklogItem";

export interface paths {
    "/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what is running
         * @description Name and version of the service, where its data is kept, and since when this instance has been up.
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
        /**
         * @description Always true; a refusal has the error shape instead.
         * @constant
         */
        Success: true;
        /** @description What is running here. */
        SystemInformation: {
            /** @description Name of the service. */
            name: string;
            /** @description Version of this contract, which is that of the service. */
            version: string;
            /**
             * @description Where the data is kept, in the process itself (`pglite`) or in a database server (`postgresql`).
             * @enum {string}
             */
            database: "pglite" | "postgresql";
            /** @description When this instance started. */
            startedAt: components["schemas"]["Timestamp"];
            /**
             * Format: int32
             * @description For how many whole seconds it has been running.
             */
            uptimeSeconds: number;
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
        /**
         * @description Short code that people call the project by, two to ten capital letters and digits. Unique among all projects, and
         *     never changed afterwards, since it stands in tickets and chats outside the desk.
         */
        ProjectKey: string;
        /** @description What the project is called, one line. */
        ProjectName: string;
        /** @description What the project is for, in Markdown. */
        ProjectDescription: string;
        /**
         * Format: uuid
         * @description Identifier, a UUID version 7, so that identifiers sort by the time they were made.
         */
        Id: string;
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
        /**
         * Format: date-time
         * @description A moment in UTC, RFC 3339.
         */
        Timestamp: string;
        /** @description One field that is wrong, and how. */
        FieldProblem: {
            /**
             * @description Dotted path from the top of the request.
             * @example body.acceptanceCriteria.0
             */
            field: string;
            /**
             * @description What the field must be.
             * @example must NOT have fewer than 3 characters
             */
            message: string;
        };
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
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": {
                 *         "code": "VALIDATION_ERROR",
                 *         "message": "The request does not satisfy the contract: One value does not fit.",
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
        /** @description There is no such thing. */
        NotFound: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
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
        /** @description The request is well formed, but a rule of the desk forbids it; `details` names what is missing. */
        RuleViolated: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
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
    };
    requestBodies: never;
    headers: {
        /**
         * @description The origin that a browser may call from; sent to browsers of allowed origins only.
         * @example *
         */
        "Access-Control-Allow-Origin": string;
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
                     *         "version": "0.1.0",
                     *         "database": "pglite",
                     *         "startedAt": "2026-11-20T09:00:00.000Z",
                     *         "uptimeSeconds": 3600
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SystemInformationAnswer"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
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
            406: components["responses"]["NotAcceptable"];
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
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
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
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
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
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
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
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
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
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
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
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
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
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
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
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleViolated"];
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
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
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
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
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
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleViolated"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
}
