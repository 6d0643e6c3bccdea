/** So much waits for the same already that more would not be done in time. HTTP answers 503 with `Retry-After`. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';
}
