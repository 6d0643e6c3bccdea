import type { Request, RequestHandler, Response } from 'express';
import { middleware } from 'express-openapi-validator';
import type { Authenticators } from '../auth/authenticate.ts';
import type { Contract } from '../contract/contract.ts';
import { canonicalPath } from '../contract/lenses/canonical-path.ts';
import { validatorDocument } from '../contract/lenses/validator.ts';
import { securityHandlers } from './secure.ts';

/** express-openapi-validator for one path of the contract, taken apart into the stages that a request goes through. */
export interface Shard {
  /** Finds the path's operation and checks its security. */
  authorise: RequestHandler[];
  /** Reads a multipart body, where one is declared. */
  upload: RequestHandler[];
  /** Checks parameters and body. */
  check: RequestHandler[];
  /** Invokes the operation. */
  invoke: RequestHandler[];
  /** Names of path parameters as the contract has them to those in the shard's template, and back. */
  canonicalNames: ReadonlyMap<string, string>;
  pathNames: ReadonlyMap<string, string>;
}

export interface ShardOptions {
  contract: Contract;
  authenticators: Authenticators;
  bodyLimit: number;
  /** What the validator calls once a request is valid, by operationId. */
  invoke: (operationId: string) => RequestHandler;
}

/** The URL under which every shard knows its one path. */
export const SHARD_URL = '/';

/** Files in one upload. */
const MAX_FILES = 20;
const MAX_FIELDS = 1000;

/**
 * Makes the validator of one path. It costs some 30 ms, and one over all paths would scan them all on every request:
 * hence one a path, made when the path is first asked for.
 */
export function makeShard({ contract, authenticators, bodyLimit, invoke }: ShardOptions, path: string): Shard {
  const { parameters, canonicalNames } = canonicalPath(path);
  const document = validatorDocument(contract, path);
  const [item = {}] = Object.values(document.paths);
  const handlers = middleware({
    // Under a path without parameters: their values are handed over, so that nothing needs to be matched again.
    apiSpec: { ...document, paths: { [SHARD_URL]: item } } as never,
    validateApiSpec: false,
    // Unknown query parameters are refused where the query is read, all of them at once.
    validateRequests: { allErrors: true, allowUnknownQueryParameters: true },
    // Responses are checked at our own exit, which also sees headers, null bodies and errors.
    validateResponses: false,
    validateSecurity: { handlers: securityHandlers(authenticators) },
    fileUploader: {
      limits: {
        fileSize: bodyLimit,
        fieldSize: bodyLimit,
        files: MAX_FILES,
        fields: MAX_FIELDS,
        parts: MAX_FILES + MAX_FIELDS,
        fieldNameSize: 200,
      },
    },
    operationHandlers: {
      basePath: '',
      resolver: (_basePath, { method }) => {
        const operation = item[method.toLowerCase()] as { operationId: string };
        return invoke(operation.operationId);
      },
    },
  }) as RequestHandler[];
  const stage = (...names: string[]) => handlers.filter(({ name }) => names.includes(name));
  return {
    authorise: stage('pathParamsMiddleware', 'metadataMiddleware', 'securityMiddleware'),
    upload: stage('multipartMiddleware'),
    check: stage('requestMiddleware'),
    invoke: stage('operationHandlersMiddleware'),
    canonicalNames: new Map(parameters.map((name, position) => [name, canonicalNames[position] ?? name])),
    pathNames: new Map(canonicalNames.map((name, position) => [name, parameters[position] ?? name])),
  };
}

/** Runs handlers one after the other; rejects with what one passes to `next`. */
export async function runStage(
  handlers: readonly RequestHandler[],
  request: Request,
  response: Response,
): Promise<void> {
  for (const handler of handlers) {
    await new Promise<void>((resolve, reject) => {
      const next = (error?: unknown) => {
        if (error === undefined || error === null) resolve();
        else reject(error instanceof Error ? error : new Error('A handler failed', { cause: error }));
      };
      Promise.resolve(handler(request, response, next)).catch(reject);
    });
  }
}
