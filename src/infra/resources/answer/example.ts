import { writeExactJson } from '@plumbline/contract/exact-numbers';
import { checkOf } from '@plumbline/contract/check';
import type { Contract, ContractOperation, MediaType, Response, Schema } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { flatten } from '@plumbline/contract/views/flatten';
import { declaredNames } from '@plumbline/contract/views/object-members';
import { projection } from '@plumbline/contract/views/project';
import { schemaView } from '@plumbline/contract/views/view';
import { complete } from '@plumbline/contract/sample/complete';
import { represent } from '@plumbline/contract/sample/representation';
import { sample, trySample } from '@plumbline/contract/sample/sample';
import { HttpError } from '../../http/errors/errors.ts';
import type { Answer, Answerer, Invocation } from '../../http/invocation.ts';
import { isJson } from '@plumbline/contract/media-type';
import { sampleHeader } from '../../http/response/response-headers.ts';

/** Tells callers that the answer is the contract's example, and that nothing was done or stored. */
export const ANSWER_HEADER = { 'x-plumbline-answer': 'example' };

/**
 * Answers an operation that nobody serves with what its contract shows of it: the declared example where it is valid,
 * else a sample that is always the same for the same path. Path parameters show up in the members of their name.
 */
export function exampleAnswerer(contract: Contract, operation: ContractOperation): Answerer {
  const { status, response } = shownResponse(operation);
  return (invocation) => {
    const seed = `${operation.id} ${writeExactJson(invocation.path)}`;
    const headers = { ...sampledHeaders(contract, response, status, seed), ...ANSWER_HEADER };
    const chosen = chooseMedia(response, invocation.accept);
    if (!chosen) return Promise.resolve({ status, headers });
    const [name, media] = chosen;
    return Promise.resolve({ status, headers, ...exampleBody(contract, name, media, invocation, seed) });
  };
}

/** The lowest 2xx that is declared; without one `default` stands for success, then a redirect, then nothing is said. */
function shownResponse({ responses }: ContractOperation): { status: number; response: Response | undefined } {
  const declared = Object.keys(responses).sort();
  const key =
    declared.find((status) => /^2/.test(status)) ??
    declared.find((status) => status === 'default') ??
    declared.find((status) => /^3/.test(status));
  if (key === undefined) return { status: 204, response: undefined };
  const status = key === 'default' ? 200 : Number(key.replace(/X/gi, '0'));
  return { status, response: getOwn(responses, key) };
}

/** The negotiated media type; else JSON, where there is a choice. */
function chooseMedia(response: Response | undefined, accept: string): [string, MediaType] | undefined {
  const content = Object.entries(response?.content ?? {});
  return content.find(([name]) => name === accept) ?? content.find(([name]) => isJson(name)) ?? content[0];
}

/** What the contract shows of a body in one media type. */
export function exampleBody(
  contract: Contract,
  name: string,
  media: MediaType,
  invocation: Invocation,
  seed: string,
): Pick<Answer, 'body' | 'mediaType'> {
  const mediaType = concreteType(name);
  const schema = media.schema ?? true;
  if (isJson(mediaType)) return { mediaType, body: jsonBody(contract, schema, media.examples, invocation, seed) };
  const shown = media.examples[0] ?? sample(contract, schema, { seed, view: 'response' });
  const plain = mediaType.replace(/;.*/, '').trim().toLowerCase();
  return { mediaType, body: represent(contract, schema, plain, shown) };
}

/** A range is answered in its best known type, as long as that is not JSON already. */
const OF_A_RANGE: Record<string, string> = {
  'image/*': 'image/png',
  'audio/*': 'audio/mpeg',
  'video/*': 'video/mp4',
  'text/*': 'text/plain',
};

function concreteType(name: string): string {
  if (!name.includes('*')) return name;
  return getOwn(OF_A_RANGE, name.replace(/;.*/, '').trim().toLowerCase()) ?? 'application/json';
}

function jsonBody(
  contract: Contract,
  schema: Schema,
  examples: readonly unknown[],
  { path }: Invocation,
  seed: string,
): unknown {
  const view = schemaView(contract, 'response');
  const viewed = view.of(schema);
  const project = projection(view, viewed);
  const check = checkOf(view, viewed);
  const base = examples.map(project).find((example) => check(example).length === 0) ?? sampled(contract, schema, seed);
  const declared = new Set(declaredNames(flatten(view, viewed)));
  const echoed = Object.entries(path).filter(([name]) => declared.has(name));
  if (echoed.length === 0 || typeof base !== 'object' || base === null || Array.isArray(base)) return base;
  return complete(contract, schema, { ...base, ...Object.fromEntries(echoed) }, { seed });
}

/** @throws HttpError 501 where no value is valid: a body that contradicts the contract would be no answer */
function sampled(contract: Contract, schema: Schema, seed: string): unknown {
  const { value, violations } = trySample(contract, schema, { seed, view: 'response' });
  const [first] = violations;
  if (first === undefined) return value;
  const message = `Nothing was found that is valid against the declared answer: ${first.pointer || 'the body'} ${first.message}.`;
  throw new HttpError('NOT_IMPLEMENTED', message);
}

/** Headers that must be there, and the `Location` of what was made or has moved. */
function sampledHeaders(
  contract: Contract,
  response: Response | undefined,
  status: number,
  seed: string,
): Record<string, string> {
  const isLocated = status === 201 || (status >= 300 && status < 400);
  const shown = Object.entries(response?.headers ?? {}).filter(
    ([name, { required }]) => required || (isLocated && name.toLowerCase() === 'location'),
  );
  return Object.fromEntries(shown.map(([name, header]) => [name, sampleHeader(contract, name, header, seed)]));
}
