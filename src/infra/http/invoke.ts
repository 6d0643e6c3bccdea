import type { Request } from 'express';
import type { Exchange } from './exchange.ts';
import { CONTINUATION, type Answer, type Invocation } from './invocation.ts';
import type { ServedOperation } from './served-operation.ts';
import { withFiles } from './request/uploads.ts';

/** Step 5: hands the validated request to whoever answers the operation. */
export function invoke(
  { operation, answering }: ServedOperation,
  request: Request,
  exchange: Exchange,
): Promise<Answer> {
  const { values, basePath, mediaType, principal, requestId, accept, rawQuery } = exchange;
  const { ip } = request;
  const userAgent = request.headers['user-agent'];
  const origin = originOf(request);
  const continuation = rawQuery.includes(CONTINUATION) ? new URLSearchParams(rawQuery).get(CONTINUATION) : null;
  const invocation: Invocation = {
    operation,
    ...(origin === undefined ? {} : { origin }),
    basePath,
    path: values?.path ?? {},
    query: values?.query ?? {},
    ...(continuation === null ? {} : { continuation }),
    headers: { ...conditionsOf(request), ...values?.headers },
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

/** A `Host` that is no host is nothing to make addresses of. */
function originOf({ headers: { host }, protocol }: Request): string | undefined {
  return host !== undefined && /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host)
    ? `${protocol}://${host}`
    : undefined;
}

/** Conditions are HTTP's own (RFC 9110, section 13): a contract need not declare them for them to hold. */
function conditionsOf({ headers }: Request): Record<string, string> {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  return {
    ...(match === undefined ? {} : { 'if-match': match }),
    ...(noneMatch === undefined ? {} : { 'if-none-match': noneMatch }),
  };
}
