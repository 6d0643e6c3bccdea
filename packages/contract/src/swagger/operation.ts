import type { Draft } from '../draft.ts';
import { listOf, membersOf, without, type Members } from '../json.ts';
import { convertParameter, schemaOf, styleOf } from './parameter.ts';
import { convertResponse, mediaTypes } from './response.ts';

interface Surroundings {
  pointer: string;
  /** Body and form parameters of the path item. */
  bodyParts: readonly Members[];
  /** The parameter itself, where there is a reference to a shared one. */
  own: (parameter: unknown) => Members;
  consumes: readonly string[];
  produces: readonly string[];
}

/** Turns a Swagger 2.0 operation into one of OpenAPI 3, in place. */
export function convertOperation(draft: Draft, operation: Members, surroundings: Surroundings): void {
  const { pointer, own, consumes, produces } = surroundings;
  const parameters = listOf(operation.parameters);
  const bodyParts = [
    ...surroundings.bodyParts,
    ...parameters.map(own).filter(({ in: location }) => location === 'body' || location === 'formData'),
  ];
  delete operation.consumes;
  delete operation.produces;
  if (parameters.length > 0) {
    operation.parameters = parameters.flatMap((parameter, index) =>
      bodyParts.includes(own(parameter))
        ? []
        : [convertParameter(draft, membersOf(parameter), `${pointer}/parameters/${index}`)],
    );
  }
  if (bodyParts.length > 0) {
    operation.requestBody = requestBody(bodyParts, consumes);
    const index = parameters.findIndex((parameter) => bodyParts.includes(own(parameter)));
    if (index !== -1) draft.origins.move(`${pointer}/parameters/${index}`, `${pointer}/requestBody`);
  }
  const responses = Object.entries(membersOf(operation.responses)).map(([status, response]): [string, unknown] => [
    status,
    status.startsWith('x-') ? response : convertResponse(membersOf(response), produces),
  ]);
  if (operation.responses !== undefined) operation.responses = Object.fromEntries(responses);
}

function requestBody(parts: readonly Members[], consumes: readonly string[]): Members {
  const body = parts.findLast(({ in: location }) => location === 'body');
  if (!body) return formBody(parts, consumes);
  const { schema, description, required, ...extensions } = without(body, 'name', 'in');
  return {
    ...(description !== undefined && { description }),
    required: required === true,
    content: Object.fromEntries(mediaTypes(consumes).map((name) => [name, { schema: schema ?? {} }])),
    ...extensions,
  };
}

const FORMS: ReadonlySet<string> = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);

function formBody(fields: readonly Members[], consumes: readonly string[]): Members {
  const hasFile = fields.some(({ type }) => type === 'file');
  const declared = consumes.filter((name) => FORMS.has(name) && !(hasFile && name.startsWith('application/')));
  // Where `consumes` names no form, it was written with bodies in mind: a form of either kind is meant.
  const names =
    declared.length > 0 ? declared : [...FORMS].filter((name) => !(hasFile && name.startsWith('application/')));
  const required = fields.filter((field) => field.required === true).map(({ name }) => String(name));
  const schema = {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [String(field.name), fieldSchema(field)])),
    ...(required.length > 0 && { required }),
  };
  const encoding = fields.flatMap((field) =>
    field.type === 'array' ? [[String(field.name), styleOf(field)] as const] : [],
  );
  const mediaType = { schema, ...(encoding.length > 0 && { encoding: Object.fromEntries(encoding) }) };
  return { required: required.length > 0, content: Object.fromEntries(names.map((name) => [name, mediaType])) };
}

function fieldSchema(field: Members): Members {
  return schemaOf(without(field, 'name', 'in', 'required', 'allowEmptyValue'));
}
