import type { ErrorObject } from 'ajv';
import type { Schema } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { pointerToken } from '@plumbline/contract/schema';
import { memberText, type Resolve } from '@plumbline/contract/violation-text';

/** A compiled schema as express-openapi-validator calls it. */
interface Validate {
  (data: unknown): unknown;
  errors?: ErrorObject[] | null;
}

/** The part of Ajv by which express-openapi-validator gets its compiled schemas. */
export interface ValidatorAjv {
  getSchema(key: string): Validate | undefined;
}

const COMPONENT = '#/components/schemas/';
/** Keywords that are about one member of an object, which the problem then names. */
const MEMBERS = ['missingProperty', 'additionalProperty', 'unevaluatedProperty'] as const;
const COMBINED: ReadonlySet<string> = new Set(['oneOf', 'anyOf']);
/** About a member of the value rather than the value itself: a combination does not say these as well. */
const ABOUT_MEMBERS: ReadonlySet<string> = new Set(['required', 'additionalProperties', 'unevaluatedProperties']);

/**
 * Lets a validator report its problems in the words of the catalogue, each at the member that it is about. What is wrong
 * with single alternatives of a value is left out where the combination says what the value may be.
 */
export function inPlainEnglish(ajv: ValidatorAjv, components: Readonly<Record<string, unknown>>): ValidatorAjv {
  const resolve: Resolve = (schema) => {
    let found = schema;
    for (let depth = 0; depth < 8 && typeof found === 'object' && found.$ref?.startsWith(COMPONENT); depth += 1)
      found = (getOwn(components, found.$ref.slice(COMPONENT.length)) as Schema | undefined) ?? true;
    return found;
  };
  const getSchema = ajv.getSchema.bind(ajv);
  ajv.getSchema = (key) => {
    const validate = getSchema(key);
    if (validate === undefined) return undefined;
    const described: Validate = (data) => {
      const isValid = validate(data);
      described.errors = isValid === true ? null : plain(validate.errors ?? [], resolve);
      return isValid;
    };
    return described;
  };
  return ajv;
}

function plain(errors: readonly ErrorObject[], resolve: Resolve): ErrorObject[] {
  const combined = new Set(
    errors.filter(({ keyword }) => COMBINED.has(keyword)).map(({ instancePath }) => instancePath),
  );
  return errors
    .filter(
      ({ keyword, instancePath, propertyName }) =>
        // The problem of the object names the property whose name is wrong.
        propertyName === undefined &&
        (COMBINED.has(keyword) || ABOUT_MEMBERS.has(keyword) || !combined.has(instancePath)),
    )
    .map((error) => {
      const params = error.params as Record<string, unknown>;
      const member = MEMBERS.map((name) => params[name]).find((name) => typeof name === 'string');
      const place = member === undefined ? '' : `/${pointerToken(member)}`;
      return { ...error, instancePath: error.instancePath + place, message: memberText(error, resolve), params: {} };
    });
}
