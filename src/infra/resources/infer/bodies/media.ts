import type { Content, ContractOperation, Method, Schema } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';

/** The answer of an operation when all goes well. */
export interface Success {
  status: number;
  /** `none`: no body; `json`: one that can be formed; `other`: bytes or text that only an example can give. */
  body: 'none' | 'json' | 'other';
  mediaType?: string;
  schema?: Schema;
}

/**
 * Which of the declared 2xx responses a derived answer is: 201 for what creates, 204 for what removes, else the lowest
 * one with a body. Where none is declared, the status that HTTP gives the method.
 */
export function successOf(operation: ContractOperation): Success {
  const declared = Object.keys(operation.responses)
    .filter((status) => /^2(\d\d|XX)$/i.test(status))
    .sort((one, other) => rank(operation.method, one) - rank(operation.method, other) || one.localeCompare(other));
  const code = declared[0] ?? (operation.responses.default && 'default');
  const status = Number(/^2\d\d$/.exec(code ?? '')?.[0] ?? customary(operation.method));
  const content = getOwn(operation.responses, code ?? '')?.content ?? {};
  return { status, ...bodyOf(content) };
}

/** A 2xx status of its own for making what was absent, beside the one for changing what was there. */
export function createdBeside(operation: ContractOperation): Success | undefined {
  const created = operation.responses['201'];
  return created && { status: 201, ...bodyOf(created.content) };
}

/** The 2xx status for changing what was there, where making what was absent has one of its own. */
export function changedBeside({ responses }: ContractOperation): Success | undefined {
  const status = Object.keys(responses).find((each) => /^2\d\d$/.test(each) && each !== '201');
  return status === undefined
    ? undefined
    : { status: Number(status), ...bodyOf(getOwn(responses, status)?.content ?? {}) };
}

/** Media type names that carry JSON, `application/problem+json` and the like too. */
export function isJson(mediaType: string): boolean {
  return /^(application|text)\/([\w.-]+\+)?json\b|^\*\/\*|^application\/\*/i.test(mediaType);
}

function bodyOf(content: Content): Omit<Success, 'status'> {
  const types = Object.entries(content);
  if (types.length === 0) return { body: 'none' };
  const json = types.find(([name]) => isJson(name));
  if (!json) return { body: 'other' };
  const [mediaType, { schema = {} }] = json;
  return { body: 'json', mediaType, schema };
}

function rank(method: Method, status: string): number {
  if (method === 'post' && status === '201') return 0;
  if (method === 'delete' && status === '204') return 0;
  return 1;
}

function customary(method: Method): number {
  if (method === 'delete') return 204;
  return method === 'post' ? 201 : 200;
}
