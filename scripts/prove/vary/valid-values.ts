import { isMembers } from '@plumbline/contract/json';
import { violations } from '@plumbline/contract/check';
import type { Contract, ContractOperation, Parameter, Schema } from '@plumbline/contract/contract';
import type { RequestValues } from '../request-values.ts';
import { isSuppliedElsewhere } from '../sample-values.ts';

/** Whether values are what the contract asks of a request, as far as they can be told apart once written down. */
export function areValid(contract: Contract, operation: ContractOperation, values: RequestValues): boolean {
  const areParametersValid = operation.parameters.every((parameter) => {
    const given = values[parameter.in];
    if (isSuppliedElsewhere(contract, operation, parameter)) return true;
    if (!Object.hasOwn(given, parameter.name)) return !parameter.required;
    return isReadAsValid(contract, parameter, given[parameter.name]);
  });
  if (!areParametersValid) return false;
  const { requestBody, method } = operation;
  // `fetch` sends no body with these.
  if (method === 'get' || method === 'head') return requestBody?.required !== true;
  if (values.mediaType === undefined || values.body === undefined) return requestBody?.required !== true;
  const schema = requestBody?.content[values.mediaType]?.schema ?? true;
  return violations(contract, schema, values.body, 'request').length === 0;
}

/** A parameter travels as text: it is valid if there is a way to read that text which is. */
export function isReadAsValid(
  contract: Contract,
  { schema, in: location, mediaType }: Parameter,
  value: unknown,
): boolean {
  if (location !== 'header' && value === '') return false;
  if (mediaType !== undefined) return violations(contract, schema, value, 'request').length === 0;
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    const ways = [list, list.map(String), list.map(Number)];
    return list.length > 0 && ways.some((each) => violations(contract, schema, each, 'request').length === 0);
  }
  // What has no members is not written at all.
  if (isMembers(value) && Object.keys(value).length === 0) return false;
  if (typeof value === 'object' && value !== null) return violations(contract, schema, value, 'request').length === 0;
  return readings(String(value)).some((each) => isValidValue(contract, schema, each));
}

/** What a text may mean: itself, a number, a boolean, null, or a list of one. */
export function readings(text: string): unknown[] {
  const isNumber = text.trim() !== '' && !Number.isNaN(Number(text));
  const scalars = [
    text,
    ...(isNumber ? [Number(text)] : []),
    ...(text === 'true' || text === 'false' ? [text === 'true'] : []),
    ...(text === 'null' ? [null] : []),
  ];
  return [...scalars, ...scalars.map((each) => [each])];
}

function isValidValue(contract: Contract, schema: Schema, value: unknown): boolean {
  return violations(contract, schema, value, 'request').length === 0;
}
