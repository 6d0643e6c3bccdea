import type { Contract, ContractOperation, MediaType, Response } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { isJson } from '@plumbline/contract/media-type';
import { isWritable } from './error-text.ts';

/** Whether an error can be written in a declared media type. */
export function isErrorContent(name: string, { schema }: MediaType): boolean {
  return isWritable(name) || ((isJson(name) || name.includes('*')) && schema !== undefined);
}

/** The response that an operation declares for an error: its status, its class (`4XX`), or `default`. */
export function declaredError(operation: ContractOperation, status: number): Response | undefined {
  const { responses } = operation;
  const family = `${String(status).charAt(0)}XX`;
  return (
    getOwn(responses, String(status)) ??
    getOwn(responses, family) ??
    getOwn(responses, family.toLowerCase()) ??
    responses['default']
  );
}

const shapes = new WeakMap<Contract, ReadonlyMap<string, Response>>();

/**
 * The error response that the contract declares most often for a status or its class, else the one that it declares most
 * often for any error: how errors look that no operation declares, such as a 404 of an unknown path.
 */
export function commonError(contract: Contract, status: number): Response | undefined {
  const known = shapes.get(contract) ?? countShapes(contract);
  shapes.set(contract, known);
  return known.get(String(status)) ?? known.get(`${String(status).charAt(0)}XX`) ?? known.get('any');
}

function countShapes({ operations }: Contract): ReadonlyMap<string, Response> {
  const counts = new Map<string, Map<string, { response: Response; count: number }>>();
  const add = (status: string, key: string, response: Response): void => {
    const shapes = counts.get(status) ?? new Map<string, { response: Response; count: number }>();
    counts.set(status, shapes);
    const found = shapes.get(key) ?? { response, count: 0 };
    found.count += 1;
    shapes.set(key, found);
  };
  for (const { responses } of operations) {
    // Alone, `default` is the success.
    const hasSuccess = Object.keys(responses).some((status) => /^[23]/.test(status));
    for (const [status, response] of Object.entries(responses)) {
      if (!/^[45]/.test(status) && !(status === 'default' && hasSuccess)) continue;
      const usable = Object.entries(response.content).filter(([name, media]) => isErrorContent(name, media));
      if (usable.length === 0) continue;
      const key = JSON.stringify(usable.map(([name, { schema }]) => [name, schema]));
      add(status.toUpperCase(), key, response);
      add('any', key, response);
    }
  }
  return new Map(
    [...counts].flatMap(([status, shapes]) => {
      const [first] = [...shapes.values()].sort((one, other) => other.count - one.count);
      return first === undefined ? [] : [[status, first.response] as const];
    }),
  );
}
