import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';

/** What every log line written while a request is handled carries. */
export interface LogContext {
  requestId: string;
  operationId?: string;
}

/** What is known of the request being handled. */
interface RequestContext extends LogContext {
  /** Left for the handler of last resort. */
  response?: ServerResponse;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work`, and everything it starts, under a log context. */
export function withLogContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The context of the request being handled, if one is. */
export function logContext(): RequestContext | undefined {
  return storage.getStore();
}
