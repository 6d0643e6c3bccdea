import type { ContractOperation } from '@plumbline/contract/contract';
import { coveringType } from '@plumbline/contract/media-type';
import type { Exchange } from '../../prove/exchange.ts';
import { declaredStatus } from '../../prove/verdict.ts';
import type { Context } from '../context.ts';
import type { Findings, Problem, Stage } from '../stage.ts';

/** What the contract documents and no request of this run ever saw. */
export const coverage: Stage = {
  name: 'coverage',
  title: 'Every documented status and media type was produced',
  check,
};

/** What a proof cannot bring about from outside, and why. */
const BEYOND_REACH: readonly (readonly [RegExp, string])[] = [
  [/^5(\d\d|XX)$/i, 'only a failure of the server, or of what it depends on, brings it about'],
  [/^429$/, 'limits on rates are lifted for the proof, since one caller sends all of it'],
  [/^(413|414|431)$/, 'how large is too large is said by the configuration, not by the contract'],
  [/^(408|425)$/, 'it depends on how slowly or how early a request comes'],
  [/^451$/, 'it is for courts to bring about'],
  [/^1(\d\d|XX)$/i, 'callers are not shown what comes before the answer'],
  [/^default$/, 'it stands for whatever is not declared by itself, which need not exist'],
];

function check({ contract, exchanges, isOwn }: Context): Promise<Findings> {
  if (exchanges.length === 0) {
    return Promise.resolve({
      summary: 'nothing was sent: run the stage prove too',
      problems: [],
      compared: 0,
      isSkipped: true,
    });
  }
  const byOperation = Map.groupBy(exchanges, ({ operation }) => operation);
  const never = contract.operations.flatMap((operation) => {
    const own = byOperation.get(operation.id) ?? [];
    return [...neverSucceeded(operation, own, isOwn), ...neverSeen(operation, own)];
  });
  const documented = contract.operations.reduce((sum, { responses }) => sum + Object.keys(responses).length, 0);
  const missing = never.filter(({ rule }) => rule === 'coverage/status').length;
  const beyond = never.filter(({ level }) => level === 'note').length;
  const summary = `${documented - missing} of ${documented} documented statuses produced; ${beyond} cannot be brought about from outside`;
  return Promise.resolve({ summary, compared: documented, problems: never });
}

/** What never succeeded is not proven. Of the own contract everything can be brought to succeed (`scripts/prove/desk`). */
function neverSucceeded(operation: ContractOperation, exchanges: readonly Exchange[], isOwn: boolean): Problem[] {
  const { id, method, path, responses } = operation;
  const isDeclared = Object.keys(responses).some((status) => status.startsWith('2'));
  if (!isDeclared || exchanges.some(({ status }) => status >= 200 && status < 300)) return [];
  const message = `${method.toUpperCase()} ${path} never succeeded`;
  return [{ rule: 'coverage/success', level: isOwn ? 'error' : 'warning', operation: id, message }];
}

function neverSeen(operation: ContractOperation, exchanges: readonly Exchange[]): Problem[] {
  const { id, method, path, responses } = operation;
  const name = `${method.toUpperCase()} ${path}`;
  const byStatus = Map.groupBy(exchanges, ({ status }) => declaredStatus(operation, status));
  return Object.entries(responses).flatMap(([status, { content }]): Problem[] => {
    const seen = byStatus.get(status);
    if (!seen) {
      const message = `${name} never answered ${status}`;
      const [, reason] = BEYOND_REACH.find(([statuses]) => statuses.test(status)) ?? [];
      const found = { rule: 'coverage/status', operation: id };
      // A success that never came is a hole in the proof; an unlikely refusal is worth knowing.
      if (reason === undefined) return [{ ...found, level: 'warning', message }];
      return [{ ...found, level: 'note', message: `${message}: ${reason}` }];
    }
    const types = new Set(
      seen.flatMap(({ mediaType }) => (mediaType === undefined ? [] : [coveringType(Object.keys(content), mediaType)])),
    );
    return Object.keys(content)
      .filter((type) => !types.has(type))
      .map((type) => ({
        rule: 'coverage/media-type',
        level: 'warning',
        operation: id,
        message: `${name} never answered ${status} as ${type}`,
      }));
  });
}
