import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line written while a request is handled carries. */
export interface LogContext {
  requestId: string;
  operationId?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

/** Runs `work`, and everything it starts, under a log context. */
export function withLogContext<T>(context: LogContext, work: () => T): T {
  return storage.run(context, work);
}

/** The context of the request being handled, if one is. */
export function logContext(): LogContext | undefined {
  return storage.getStore();
}
