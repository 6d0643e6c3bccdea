import type { Request } from 'express';
import type { Exchange } from './exchange.ts';
import type { Answer, Invocation } from './invocation.ts';
import type { ServedOperation } from './served-operation.ts';
import { withFiles } from './uploads.ts';

/** Step 5: hands the validated request to whoever answers the operation. */
export function invoke(
  { operation, answering }: ServedOperation,
  request: Request,
  exchange: Exchange,
): Promise<Answer> {
  const { values, basePath, mediaType, principal, requestId, accept } = exchange;
  const { ip } = request;
  const userAgent = request.headers['user-agent'];
  const invocation: Invocation = {
    operation,
    basePath,
    path: values?.path ?? {},
    query: values?.query ?? {},
    headers: values?.headers ?? {},
    cookies: values?.cookies ?? {},
    body: withFiles(request, exchange.body),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(principal === undefined ? {} : { principal }),
    requestId,
    ...(ip === undefined ? {} : { address: ip }),
    ...(userAgent === undefined ? {} : { userAgent }),
    accept,
  };
  return answering.answer(invocation);
}
