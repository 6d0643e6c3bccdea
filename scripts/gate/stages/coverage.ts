import type { ContractOperation } from '../../../src/infra/contract/contract.ts';
import { coveringType } from '../../../src/infra/contract/media-type.ts';
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

/**
 * What a well-behaved caller cannot bring about from outside: failures of the server, limits on rates and sizes,
 * and what another service answers.
 */
const BEYOND_REACH = /^(5\d\d|5XX|408|413|414|425|429|431|451|1\d\d|default)$/i;

function check({ contract, exchanges, isOwn }: Context): Promise<Findings> {
  if (exchanges.length === 0) {
    return Promise.resolve({ summary: 'nothing was sent: run the stage prove too', problems: [], isSkipped: true });
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
  return Promise.resolve({ summary, problems: never });
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
      // A success that never came is a hole in the proof; an unlikely refusal is worth knowing.
      const level = BEYOND_REACH.test(status) ? 'note' : 'warning';
      return [{ rule: 'coverage/status', level, operation: id, message: `${name} never answered ${status}` }];
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
