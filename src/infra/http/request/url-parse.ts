import { parse } from 'node:url';

/**
 * express-openapi-validator calls the deprecated `url.parse` on every request. Node then walks the stack to see whether
 * a package or the program called it, every time until it has warned once: a tenth of the cost of a small request.
 * Called once here, with the warning held back, it does not look again.
 */
export function settleUrlParse(): void {
  const { noDeprecation } = process as { noDeprecation?: boolean };
  Object.assign(process, { noDeprecation: true });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the point of it
  parse('/');
  Object.assign(process, { noDeprecation });
}
