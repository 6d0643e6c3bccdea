import { randomUUIDv7 } from 'node:crypto';

/** UUIDs, and trace ids of W3C Trace Context: no name, address or number of a person looks like them. */
const IMPERSONAL = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$/i;

/**
 * A request's id as the audit chain keeps it, from which nothing can be taken away again.
 *
 * @param requestId what the client called its request, which may be an address
 * @returns the same where it can say nothing of a person, else a new UUID
 */
export function keptRequestId(requestId: string | undefined): string {
  return requestId !== undefined && IMPERSONAL.test(requestId) ? requestId : randomUUIDv7();
}
