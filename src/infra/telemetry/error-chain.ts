/** One error of a chain, as plain data. */
interface LoggedError {
  name: string;
  message: string;
  code?: string;
  stack?: string;
}

/** The error and every `cause` under it, outermost first, for the log. A circle ends it, as does the tenth. */
export function errorChain(error: unknown): LoggedError[] {
  const chain: LoggedError[] = [];
  const seen = new Set<unknown>();
  for (let at = error; at !== undefined && !seen.has(at) && chain.length < 10;) {
    seen.add(at);
    if (!(at instanceof Error)) {
      chain.push({ name: typeof at, message: JSON.stringify(at) });
      break;
    }
    const code = (at as { code?: unknown }).code;
    chain.push({
      name: at.name,
      message: at.message,
      ...(typeof code === 'string' ? { code } : {}),
      ...(at.stack === undefined ? {} : { stack: at.stack }),
    });
    at = at.cause;
  }
  return chain;
}
