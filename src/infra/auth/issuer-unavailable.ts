/** An accepted issuer cannot be asked for its keys at the moment: whether its token is good is unknown. HTTP answers 503. */
export class IssuerUnavailableError extends Error {
  override readonly name = 'IssuerUnavailableError';
}
