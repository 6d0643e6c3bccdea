import type { ContractOperation, Schema } from '@plumbline/contract/contract';
import { type Carrier, carriersOf, listOf } from '../bodies/carriers.ts';
import { isJson, type Success, successOf } from '../bodies/media.ts';
import { endsInParameter, nounOf, parametersOf, type Segment, segmentsOf } from '../names/paths.ts';
import type { Schemas } from '../bodies/schemas.ts';

/** What one operation shows of itself, before anything is known of the resource it may belong to. */
export interface Traits {
  operation: ContractOperation;
  segments: Segment[];
  success: Success;
  /** Where its answer could hold items; empty when it has no JSON body. */
  answers: Carrier[];
  /** The list that its answer is by structure alone. */
  list: Carrier | undefined;
  /** Where its request could hold items. */
  requests: Carrier[];
  /** The request body, if it can be read as properties. */
  requestSchema?: Schema;
}

/** Reads one operation; none for those that serve no resource whatever they answer. */
export function traitsOf(schemas: Schemas, operation: ContractOperation): Traits | undefined {
  const segments = segmentsOf(operation.path);
  if (!segments || !['get', 'post', 'put', 'patch', 'delete'].includes(operation.method)) return undefined;
  const noun = nounOf(segments);
  const success = successOf(operation);
  const answer = success.body === 'json' ? success.schema : undefined;
  const requestSchema = readableRequest(operation);
  return {
    operation,
    segments,
    success,
    answers: answer === undefined ? [] : carriersOf(schemas, answer, noun),
    list: answer === undefined ? undefined : listOf(schemas, answer, noun),
    requests: requestSchema === undefined ? [] : carriersOf(schemas, requestSchema, noun, false),
    ...(requestSchema === undefined ? {} : { requestSchema }),
  };
}

/** Whether the path is that of one item and the answer, if any, is no list. */
export function isItemOperation({ segments, list }: Traits): boolean {
  return endsInParameter(segments) && list === undefined;
}

/** Only asks whether there is such an item: a `GET` that answers without a body. */
export function isAsking({ operation, success, segments }: Traits): boolean {
  return operation.method === 'get' && success.body === 'none' && endsInParameter(segments);
}

/** A JSON body, else a form; a JSON patch names no properties. */
function readableRequest(operation: ContractOperation): Schema | undefined {
  const content = Object.entries(operation.requestBody?.content ?? {});
  const readable =
    content.find(([name]) => isJson(name) && !/json-patch/i.test(name)) ??
    content.find(([name]) => /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(name));
  return readable?.[1].schema;
}

/** The path parameter that tells one item from another: the last one, with its schema. */
export function itemParameter({
  operation,
  segments,
}: Traits): { name: string; schema: Schema; description?: string } | undefined {
  const name = parametersOf(segments).at(-1);
  const declared = operation.parameters.find((parameter) => parameter.in === 'path' && parameter.name === name);
  if (name === undefined) return undefined;
  const { description } = declared ?? {};
  return {
    name,
    schema: declared?.schema ?? { type: 'string' },
    ...(description === undefined ? {} : { description }),
  };
}
