import { violations } from '../../src/infra/contract/check.ts';
import type { Contract, ContractOperation, Response } from '../../src/infra/contract/contract.ts';

/** What came back, and whether it is true to the contract. */
export interface Received {
  status: number;
  headers: Headers;
  text: string;
  /** Parsed where the media type is JSON. */
  json?: unknown;
}

/** The status, as declared, that governs an answer's: exact, then its class (`4XX`), then `default`; none where none does. */
export function declaredStatus({ responses }: ContractOperation, status: number): string | undefined {
  const range = `${String(status).charAt(0)}XX`;
  return [String(status), range, range.toLowerCase(), 'default'].find((each) => Object.hasOwn(responses, each));
}

/** The declared response that governs a status. */
export function declaredResponse(operation: ContractOperation, status: number): Response | undefined {
  const declared = declaredStatus(operation, status);
  return declared === undefined ? undefined : operation.responses[declared];
}

/** Everything about an answer that contradicts the contract, one sentence each; empty when it is true to it. */
export function contradictions(contract: Contract, operation: ContractOperation, received: Received): string[] {
  if (received.status === 501) return [];
  if (received.status >= 500) return [`answered ${received.status}: ${received.text.slice(0, 300)}`];
  const declared = declaredResponse(operation, received.status);
  if (!declared && isUnavoidable(operation, received.status)) return [];
  if (!declared) return [`status ${received.status} is not declared: ${received.text.slice(0, 200)}`];
  return [...headerContradictions(contract, declared, received), ...bodyContradictions(contract, declared, received)];
}

/** A 404 for what is not there HTTP itself says; and where no success is declared, success must say something else. */
function isUnavoidable({ responses }: ContractOperation, status: number): boolean {
  if (status === 404) return true;
  return status < 300 && !Object.keys(responses).some((each) => /^2/.test(each));
}

function headerContradictions(contract: Contract, declared: Response, { headers }: Received): string[] {
  return Object.entries(declared.headers).flatMap(([name, header]) => {
    const value = headers.get(name);
    if (value === null) return header.required ? [`header ${name} is required and missing`] : [];
    const candidates = [
      value,
      ...(value.trim() !== '' && !Number.isNaN(Number(value)) ? [Number(value)] : []),
      ...(/^(true|false)$/.test(value) ? [value === 'true'] : []),
    ];
    const isValid = candidates.some((each) => violations(contract, header.schema, each, 'response').length === 0);
    return isValid ? [] : [`header ${name}: "${value}" is not valid`];
  });
}

function bodyContradictions(contract: Contract, declared: Response, { headers, text, json }: Received): string[] {
  const names = Object.keys(declared.content);
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (text === '') return [];
  if (names.length === 0) return [];
  const name = names.find((each) => matches(each, type ?? ''));
  if (name === undefined) return [`media type ${type ?? '(none)'} is not declared (${names.join(', ')})`];
  const schema = declared.content[name]?.schema;
  if (schema === undefined || json === undefined) return [];
  return violations(contract, schema, json, 'response').map(({ pointer, message }) => `body${pointer}: ${message}`);
}

function matches(declared: string, actual: string): boolean {
  const name = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  return name === actual || name === '*/*' || (name.endsWith('/*') && actual.startsWith(name.slice(0, -1)));
}
