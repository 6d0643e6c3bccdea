import { writeExactJson } from '../../contract/exact-numbers.ts';
import type { Answerer } from '../../http/invocation.ts';
import { isJson } from '../../contract/media-type.ts';
import { declaredResponse } from '../../http/served-operation.ts';
import type { Serving } from '../serving.ts';
import { ANSWER_HEADER, exampleBody } from './example.ts';

/**
 * Rows are written as JSON only. Who prefers another media type that the contract declares beside it is answered by the
 * example of that, once it is known that there is something to answer with.
 */
export function withOtherTypes({ service, operation }: Serving, answerer: Answerer): Answerer {
  const declared = operation.operation;
  const types = Object.values(declared.responses).flatMap(({ content }) => Object.keys(content));
  if (types.every((type) => isJson(type) || type.includes('*'))) return answerer;
  return async (invocation) => {
    const answer = await answerer(invocation);
    const { accept } = invocation;
    const media = declaredResponse(declared, answer.status)?.content[accept];
    if (answer.body === undefined || media === undefined || isJson(accept)) return answer;
    const seed = `${declared.id} ${writeExactJson(invocation.path)}`;
    const headers = { ...answer.headers, ...ANSWER_HEADER };
    return { ...answer, headers, ...exampleBody(service.contract, accept, media, invocation, seed) };
  };
}
