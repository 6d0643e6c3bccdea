import type { Contract, ContractOperation, Parameter } from '@plumbline/contract/contract';
import { sample } from '@plumbline/contract/sample/sample';
import { preferredMediaType } from './body.ts';
import type { RequestValues } from './request-values.ts';

export interface SampleValuesOptions {
  seed: number;
  /** Path parameter values that name things which exist; the rest are sampled. */
  path?: Record<string, unknown>;
  /** Body instead of a sampled one. */
  body?: unknown;
  /** Query and header parameters beside the required ones. */
  query?: Record<string, unknown>;
  header?: Record<string, unknown>;
  /** Which optional parameters and properties are there; `some` by default, which is no optional parameter. */
  optional?: 'none' | 'some' | 'all';
  mediaType?: string;
}

/** Values for every part of a request, valid by the contract. */
export function sampleValues(
  contract: Contract,
  operation: ContractOperation,
  options: SampleValuesOptions,
): RequestValues {
  const { seed, optional = 'some' } = options;
  const values: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  for (const parameter of operation.parameters) {
    const given = parameter.in === 'cookie' ? undefined : options[parameter.in];
    const isGiven = given !== undefined && Object.hasOwn(given, parameter.name);
    if (isSuppliedElsewhere(contract, operation, parameter)) continue;
    const isWanted = parameter.required || (optional === 'all' && !isStateful(parameter));
    if (!isGiven && !isWanted) continue;
    values[parameter.in][parameter.name] = isGiven
      ? given[parameter.name]
      : sampledParameter(contract, parameter, seed);
  }
  const content = operation.requestBody?.content ?? {};
  const mediaType = options.mediaType ?? preferredMediaType(content);
  if (mediaType === undefined) return values;
  if (options.body !== undefined) return { ...values, mediaType, body: options.body };
  const schema = content[mediaType]?.schema ?? true;
  return { ...values, mediaType, body: sample(contract, schema, { seed, view: 'request', optional }) };
}

/** Headers that whoever sends the request writes by itself. */
const OF_THE_MESSAGE =
  /^(content-length|host|connection|transfer-encoding|expect|upgrade|te|trailer|keep-alive|accept-(language|encoding|charset))$/i;

/** Parameters that the sender or the credentials bring: an API key is often declared among the parameters as well. */
export function isSuppliedElsewhere(contract: Contract, { security }: ContractOperation, one: Parameter): boolean {
  if (one.in === 'header' && OF_THE_MESSAGE.test(one.name)) return true;
  const schemes = security.flatMap((requirement) => Object.keys(requirement));
  return schemes.some((name) => {
    const scheme = contract.document.components?.securitySchemes?.[name];
    const isSame = (own: unknown): boolean => String(own).toLowerCase() === one.name.toLowerCase();
    return scheme?.type === 'apiKey' && scheme.in === one.in && isSame(scheme.name);
  });
}

/** Conditions and cursors speak of a state that a sample knows nothing of. */
export function isStateful({ name, in: location, schema }: Parameter): boolean {
  if (location === 'header') return /^(if-|idempotency-key$|last-event-id$|range$)/i.test(name);
  // A number is a place in the list, a text is a cursor.
  if (/^offset$/i.test(name)) return typeof schema === 'object' && schema.type === 'string';
  return /cursor|after|before|since_id|max_id|marker|token|continuation|offset_id|starting|ending/i.test(name);
}

function sampledParameter(contract: Contract, parameter: Parameter, seed: number): unknown {
  if (parameter.example !== undefined) return parameter.example;
  return sample(contract, parameter.schema, { seed, view: 'request' });
}
