import { clip } from '@plumbline/contract/clip';
import { ConflictError, type FieldProblem } from '../../../domain/errors.ts';
import type { ContractOperation } from '@plumbline/contract/contract';
import { HttpError } from '../../http/errors/errors.ts';
import type { Invocation } from '../../http/invocation.ts';

/** Names the fields of a request that are not kept as they were sent, where the contract declares no status to refuse it. */
export const NOT_AS_SENT = 'x-plumbline-not-as-sent';

/** Beyond this many fields the header says no more. */
export const MOST_NAMED = 20;

const noted = new WeakMap<Invocation, Set<string>>();

/**
 * Says of a request, which is valid by its schema, that some of it cannot be kept as it was sent.
 *
 * @throws HttpError (400, or 422) or ConflictError naming the fields, as the contract declares; where it declares no such
 * status, refusing would be the greater fault: then the answer names them in a header (docs/decisions/0010)
 */
export type TellUnkept = (invocation: Invocation, message: string, details: readonly FieldProblem[]) => void;

export function unkeptTeller({ responses }: ContractOperation): TellUnkept {
  const declares = (...statuses: string[]) => statuses.some((status) => Object.hasOwn(responses, status));
  // Where no success is declared, `default` stands for it.
  const hasSuccess = Object.keys(responses).some((status) => /^2/.test(status));
  if (declares('400', '422', '4XX', '4xx') || (declares('default') && hasSuccess)) {
    return (_, message, details) => {
      throw new HttpError('VALIDATION_ERROR', message, { details });
    };
  }
  if (declares('409')) {
    return (_, message, details) => {
      throw new ConflictError(message, details);
    };
  }
  return (invocation, _, details) => {
    noteNotAsSent(
      invocation,
      details.map(({ field }) => field),
    );
  };
}

/** Records fields of a request that the answer does not show as they were sent. */
export function noteNotAsSent(invocation: Invocation, fields: readonly string[]): void {
  const known = noted.get(invocation) ?? new Set();
  for (const field of fields) known.add(field);
  noted.set(invocation, known);
}

/** The fields of a request that are recorded so far. */
export function notedFields(invocation: Invocation): readonly string[] {
  return [...(noted.get(invocation) ?? [])];
}

/** The header that names what is not kept as it was sent; nothing where all of it is. */
export function notAsSent(...invocations: readonly Invocation[]): Record<string, string> {
  const fields = invocations.flatMap((each) => [...(noted.get(each) ?? [])]);
  if (fields.length === 0) return {};
  const named = [...new Set(fields)].slice(0, MOST_NAMED);
  return { [NOT_AS_SENT]: named.map((field) => encodeURI(clip(field).toWellFormed())).join(', ') };
}
