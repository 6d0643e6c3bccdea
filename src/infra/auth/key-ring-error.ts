/** The keys that a database's data is protected with are gone, damaged or others; the message says which, and what to do. */
export class KeyRingError extends Error {
  override readonly name = 'KeyRingError';
}
