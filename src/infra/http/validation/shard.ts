import type { Request, RequestHandler, Response } from 'express';
import { security } from 'express-openapi-validator/dist/middlewares/index.js';
import { SchemaPreprocessor } from 'express-openapi-validator/dist/middlewares/parsers/schema.preprocessor.js';
import { OpenApiValidator } from 'express-openapi-validator/dist/openapi.validator.js';
import type { Authenticators } from '../../auth/authenticate.ts';
import type { Contract } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { canonicalPath } from '@plumbline/contract/views/canonical-path';
import { NUMBER_FORMATS } from '@plumbline/contract/doubles';
import { linearPatterns } from '@plumbline/contract/patterns/linear-pattern';
import { validatorDocument } from '@plumbline/contract/adapters/validator';
import { boundedCheck } from './bounded-check.ts';
import { securityHandlers } from '../security/secure.ts';

/** express-openapi-validator for one path of the contract, taken apart into the stages that a request goes through. */
export interface Shard {
  /** Tells the validator which operation a request is about. */
  enter: (request: Request) => void;
  /** Checks the security of the operation, where one of the path has any. */
  authorise: RequestHandler[];
  /** Checks parameters and body. */
  check: RequestHandler[];
  /** Names of path parameters as the contract has them to those in the shard's template, and back. */
  canonicalNames: ReadonlyMap<string, string>;
  pathNames: ReadonlyMap<string, string>;
}

export interface ShardOptions {
  contract: Contract;
  authenticators: Authenticators;
}

/** The URL under which every shard knows its one path. */
export const SHARD_URL = '/';

type ValidatorDocument = ConstructorParameters<typeof SchemaPreprocessor>[0];

/**
 * Makes the validator of one path, when the path is first asked for: one over all paths would scan them all on every
 * request. Its parts are put together here instead of by its `middleware()`, which compiles the schema of OpenAPI
 * documents even where it is told not to use it, and looks for the operation that dispatch has found already: 5 ms
 * instead of 24 to make, and a tenth less CPU a request.
 */
export function makeShard({ contract, authenticators }: ShardOptions, path: string): Shard {
  const { parameters, canonicalNames } = canonicalPath(path);
  const declared = validatorDocument(contract, path);
  const [item = {}] = Object.values(declared.paths);
  // Under a path without parameters: their values are handed over, so that nothing needs to be matched again.
  const document = { ...declared, paths: { [SHARD_URL]: item } } as unknown as ValidatorDocument;
  const handlers = securityHandlers(authenticators);
  const { ajvOpts, options } = new OpenApiValidator({
    apiSpec: document,
    // Unknown query parameters are refused where the query is read, all of them at once.
    validateRequests: { allErrors: true, allowUnknownQueryParameters: true },
    // Responses are checked at our own exit, which also sees headers, null bodies and errors.
    validateResponses: false,
    // As at the exit: the quick formats take dates that no calendar has.
    ajvFormats: { mode: 'full' },
  });
  // A tuple need not say how long it is: such a schema is no fault of the request.
  const lenient = { strictTuples: false };
  const preprocessor = { ...ajvOpts.preprocessor, ...lenient };
  new SchemaPreprocessor(document, preprocessor, options.validateResponses as never).preProcess();
  // Defaults are filled in afterwards: the validator would let them stand for what is required.
  // As at the exit, 0.07 is a multiple of 0.01, and no pattern holds up the others.
  const requestOptions = {
    ...ajvOpts.request,
    ...lenient,
    useDefaults: false,
    // Problems are described by ours (violation-text.ts), which need the schema that says so.
    verbose: true,
    multipleOfPrecision: 9,
    ownProperties: true,
    formats: { ...ajvOpts.request.formats, ...NUMBER_FORMATS },
    code: { regExp: linearPatterns },
  };
  const check = boundedCheck(document, requestOptions);
  const enter = (request: Request): void => {
    const schema = getOwn(item, request.method.toLowerCase());
    Object.assign(request, {
      openapi: { expressRoute: SHARD_URL, openApiRoute: SHARD_URL, pathParams: {}, schema, serial: 0 },
    });
  };
  const isSecured = contract.operations.some((operation) => operation.path === path && operation.security.length > 0);
  return {
    enter,
    authorise: isSecured ? [security(document, handlers) as RequestHandler] : [],
    check: [check],
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
      const running: unknown = handler(request, response, next);
      if (running instanceof Promise) running.catch(reject);
    });
  }
}
