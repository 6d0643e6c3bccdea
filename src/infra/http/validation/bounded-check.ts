import type { Ajv } from 'ajv';
import type { Request, RequestHandler, Response } from 'express';
import { error as validatorErrors } from 'express-openapi-validator';
import { createRequestAjv } from 'express-openapi-validator/dist/framework/ajv/index.js';
import { RequestValidator } from 'express-openapi-validator/dist/middlewares/index.js';
import { MOST_VALUES } from '@plumbline/contract/check';
import { addLinearKeywords, FORMATS, STEP } from '@plumbline/contract/linear-keywords';
import { countValues, withBoundedWork, withLittleWork } from '@plumbline/contract/work';
import { inPlainEnglish } from './plain-problems.ts';

type ValidatorDocument = ConstructorParameters<typeof RequestValidator>[0];
type ValidatorOptions = NonNullable<ConstructorParameters<typeof RequestValidator>[1]>;

/**
 * Checks requests for every problem, in bounded time: a valid request is found to be so by a validator that stops at the
 * first problem, and of a large request that is not valid only that one is named.
 */
export function boundedCheck(document: ValidatorDocument, options: ValidatorOptions): RequestHandler {
  for (const schema of Object.values(document.components?.schemas ?? {})) Object.assign(schema, { [STEP]: true });
  const quick = requestValidator(document, { ...options, allErrors: false });
  let thorough: RequestValidator | undefined;
  return (request, response, next) => {
    try {
      withBoundedWork(request.body, () => {
        validate(quick, request, response);
      });
    } catch (error) {
      if (!(error instanceof validatorErrors.BadRequest) || countValues(request.body, MOST_VALUES) >= MOST_VALUES) {
        throw firstOnly(error);
      }
      const all = (thorough ??= requestValidator(document, options));
      withLittleWork(undefined, () => {
        validate(all, request, response);
      });
      throw firstOnly(error);
    }
    next();
  };
}

/** Throws what is wrong, at once: nothing in it waits. */
function validate(validator: RequestValidator, request: Request, response: Response): void {
  void validator.validate(request as never, response, () => undefined);
}

/** A refusal that says that it need not name everything. */
function firstOnly(error: unknown): unknown {
  if (error instanceof validatorErrors.BadRequest && Array.isArray(error.errors)) {
    error.errors.push({ path: '/body', message: 'holds so much that only its first problem is named' });
  }
  return error;
}

function requestValidator(document: ValidatorDocument, options: ValidatorOptions): RequestValidator {
  const validator = new RequestValidator(document, options);
  const components = document.components?.schemas ?? {};
  // Parameters come typed. Typing them again, as it does, would take `Infinity` and `0x10` for numbers.
  const ajv = createRequestAjv(document, options);
  const { ajvBody } = validator as unknown as { ajvBody: Ajv };
  for (const each of [ajv, ajvBody]) {
    addLinearKeywords(each);
    for (const [name, format] of Object.entries(FORMATS)) each.addFormat(name, format);
  }
  return Object.assign(validator, {
    ajv: inPlainEnglish(ajv, components),
    ajvBody: inPlainEnglish(ajvBody, components),
  });
}
