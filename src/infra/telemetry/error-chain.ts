import { clip } from '@plumbline/contract/clip';

/** One error of a chain, as plain data. */
interface LoggedError {
  name: string;
  message: string;
  code?: string;
  stack?: string;
}

/** Characters of a message or a stack that are logged: drivers quote what was sent. */
const MOST_TEXT = 10_000;

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'a value that is no plain data';
  }
}

/** The error and every `cause` under it, outermost first, for the log. A circle ends it, as does the tenth. */
export function errorChain(error: unknown): LoggedError[] {
  const chain: LoggedError[] = [];
  const seen = new Set<unknown>();
  for (let at = error; at !== undefined && !seen.has(at) && chain.length < 10;) {
    seen.add(at);
    if (!(at instanceof Error)) {
      chain.push({ name: typeof at, message: clip(textOf(at), MOST_TEXT) });
      break;
    }
    const code = (at as { code?: unknown }).code;
    chain.push({
      name: at.name,
      message: clip(at.message, MOST_TEXT),
      ...(typeof code === 'string' ? { code } : {}),
      ...(at.stack === undefined ? {} : { stack: clip(at.stack, MOST_TEXT) }),
    });
    at = at.cause;
  }
  return chain;
}
