import { getOwn, setOwn } from '../json.ts';
import { isJson } from '../media-type.ts';
import type { Contract, ContractOperation, Schema, SchemaObject } from '../contract.ts';
import { sample } from '../sample/sample.ts';
import { schemaView } from '../views/view.ts';

/** One transaction that Dredd has to run: an operation and its success. */
export interface DreddTransaction {
  operation: ContractOperation;
  /** Path as the document has it, parameters filled in; with the method it tells transactions apart. */
  path: string;
  status: number;
  /** Of the answer; none where it has no body. */
  mediaType?: string;
  /** What a JSON answer must be, in JSON Schema draft-07, references inside. */
  bodySchema?: SchemaObject;
}

/** What Dredd reads, and what it has to make of it. */
export interface DreddView {
  /** OpenAPI 3.0. */
  document: object;
  transactions: DreddTransaction[];
}

/** Methods that Dredd sends: those of OpenAPI 3.0, but for TRACE, which clients cannot. */
const KNOWN_METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);

/**
 * The dredd lens: the contract as Dredd 14 understands it. Dredd reads OpenAPI 3.0, leaves out the path of `servers`,
 * loses documents over unusual path parameters, takes `default` for a 200, and sends valid requests for refusals. So every
 * operation with a success becomes one path without parameters and one response. Dredd compares example bodies, not
 * schemas: the schema of each answer stands beside, for its hooks.
 */
export function dreddView(contract: Contract): DreddView {
  const paths: Record<string, Record<string, object>> = {};
  const transactions: DreddTransaction[] = [];
  for (const operation of contract.operations) {
    const status = successOf(operation);
    if (status === undefined || !KNOWN_METHODS.has(operation.method)) continue;
    const filled = filledPath(contract, operation);
    const path = getOwn(paths, filled)?.[operation.method] ? `${filled};${transactions.length}` : filled;
    const transaction: DreddTransaction = { operation, path, ...status, ...answerOf(contract, operation, status) };
    transactions.push(transaction);
    setOwn(paths, path, { ...getOwn(paths, path), [operation.method]: dreddOperation(transaction) });
  }
  const info = { title: contract.title, version: contract.version };
  return { document: { openapi: '3.0.3', info, paths }, transactions };
}

interface Success {
  /** As declared. */
  declared: string;
  status: number;
}

/** The lowest success that is declared; `2XX` is 200. */
function successOf({ responses }: ContractOperation): Success | undefined {
  const [declared] = Object.keys(responses)
    .filter((status) => /^2/.test(status))
    .toSorted();
  return declared === undefined ? undefined : { declared, status: Number(declared.replaceAll(/x/gi, '0')) };
}

function answerOf(
  contract: Contract,
  { responses }: ContractOperation,
  { declared, status }: Success,
): Pick<DreddTransaction, 'mediaType' | 'bodySchema'> {
  // HTTP has no body there, whatever the contract declares.
  if (status === 204 || status === 205) return {};
  const content = getOwn(responses, declared)?.content ?? {};
  const mediaType = Object.keys(content).find(isJson) ?? Object.keys(content)[0];
  if (mediaType === undefined) return {};
  const schema = getOwn(content, mediaType)?.schema;
  if (!isJson(mediaType) || schema === undefined) return { mediaType };
  return { mediaType, bodySchema: draft7(contract, schema) };
}

function dreddOperation({ operation, status, mediaType }: DreddTransaction): object {
  const content = mediaType === undefined ? {} : { content: { [mediaType]: {} } };
  return { summary: operation.id, responses: { [String(status)]: { description: operation.id, ...content } } };
}

function filledPath(contract: Contract, { path, basePaths, parameters }: ContractOperation): string {
  const [template = path] = path.split(/[?#]/u);
  const filled = template.replaceAll(/\{([^}]+)\}/gu, (_, name: string) => {
    const parameter = parameters.find((each) => each.in === 'path' && each.name === name);
    const value = parameter?.example ?? sample(contract, parameter?.schema ?? true, { seed: 1, view: 'request' });
    return encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value));
  });
  return (basePaths[0] ?? '') + filled;
}

/** Formats that the validator inside Dredd knows; it throws at any other. */
const FORMATS = new Set(['date', 'date-time', 'time', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uuid', 'regex']);

/** A schema in draft-07, components beside it under `definitions`. */
function draft7(contract: Contract, schema: Schema): SchemaObject {
  const view = schemaView(contract, 'response');
  const viewed = view.of(schema);
  const definitions = Object.fromEntries([...view.reach(viewed)].map(([name, each]) => [name, narrowed(each)]));
  return { $schema: 'http://json-schema.org/draft-07/schema#', allOf: [narrowed(viewed) as Schema], definitions };
}

/** Leaves out what draft-07 does not have, and points references to `definitions`. */
function narrowed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(narrowed);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, member]) =>
      !['examples', 'default', 'x-hidden'].includes(key) && (key !== 'format' || FORMATS.has(String(member))),
  );
  return Object.fromEntries(
    kept.map(([key, member]) => {
      if (key === '$ref') return [key, String(member).replace('#/components/schemas/', '#/definitions/')];
      return [key, key === 'enum' || key === 'const' ? member : narrowed(member)];
    }),
  );
}
