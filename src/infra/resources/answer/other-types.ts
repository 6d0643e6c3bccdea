import { writeExactJson } from '@plumbline/contract/exact-numbers';
import type { Answerer } from '../../http/invocation.ts';
import { HttpError } from '../../http/errors/errors.ts';
import { getOwn } from '@plumbline/contract/json';
import { isJson } from '@plumbline/contract/media-type';
import { declaredResponse } from '../../http/served-operation.ts';
import type { Serving } from '../serving.ts';
import { ANSWER_HEADER, exampleBody } from './example.ts';

/**
 * Rows are written as JSON only. Who prefers another media type that the contract declares beside it is answered by the
 * example of that, once it is known that there is something to answer with; in production by 501, before anything is done.
 */
export function withOtherTypes({ service, operation }: Serving, answerer: Answerer): Answerer {
  const { operation: declared, response, created } = operation;
  const hasType = (status: number, type: string): boolean =>
    Object.hasOwn(declaredResponse(declared, status)?.content ?? {}, type);
  const types = Object.values(declared.responses).flatMap(({ content }) => Object.keys(content));
  if (types.every((type) => isJson(type) || type.includes('*'))) return answerer;
  const statuses = [response.status, ...(created ? [created.status] : [])];
  return async (invocation) => {
    const { accept } = invocation;
    if (service.isProduction && !isJson(accept) && statuses.some((status) => hasType(status, accept))) {
      throw new HttpError('NOT_IMPLEMENTED', `${declared.id} is answered as JSON only; ${accept} is not implemented.`);
    }
    const answer = await answerer(invocation);
    const media = getOwn(declaredResponse(declared, answer.status)?.content, accept);
    if (answer.body === undefined || media === undefined || isJson(accept)) return answer;
    const seed = `${declared.id} ${writeExactJson(invocation.path)}`;
    const headers = { ...answer.headers, ...ANSWER_HEADER };
    return { ...answer, headers, ...exampleBody(service.contract, accept, media, invocation, seed) };
  };
}
