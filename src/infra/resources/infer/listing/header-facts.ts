import type { ContractOperation } from '@plumbline/contract/contract';
import { declaredResponse } from '../../../http/served-operation.ts';
import type { ResourceOperation } from '../../resource.ts';
import type { Schemas } from '../bodies/schemas.ts';
import { normal } from '../names/words.ts';
import { factNamed } from './fact-names.ts';

/** What the declared headers of a list say about the page: `X-Total-Count`, `X-Next-Page`, `Content-Range`. */
export function headerFactsOf(
  schemas: Schemas,
  operation: ContractOperation,
  status: number,
): { headers?: NonNullable<ResourceOperation['headers']> } {
  const declared = Object.entries(declaredResponse(operation, status)?.headers ?? {});
  const headers = declared.flatMap(([name, { schema }]): NonNullable<ResourceOperation['headers']> => {
    if (/^content-range$/i.test(name)) return [{ name, fact: 'range' }];
    const plain = normal(name.replace(/^(x-)?(pagination-|paging-)?/i, ''));
    // Headers are text whatever they are declared as.
    const kind = schemas.kind(schema) === 'string' ? 'integer' : schemas.kind(schema);
    const fact = factNamed(plain, kind) ?? factNamed(plain, schemas.kind(schema));
    return fact === undefined ? [] : [{ name, fact }];
  });
  return headers.length > 0 ? { headers } : {};
}
