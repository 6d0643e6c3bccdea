import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import type { Change } from '@plumbline/diff/change';
import type { Exchange } from '../../prove/exchange.ts';
import type { Failure } from '../../prove/world.ts';
import type { Problem } from '../stage.ts';
import { problemOf } from './prove.ts';

/** What was said of the way from one contract to the other, and what came of the requests of the first. */
export interface Replayed {
  /** As a person names the base. */
  name: string;
  base: Contract;
  changes: readonly Change[];
  exchanges: readonly Exchange[];
  failures: readonly Failure[];
}

/** Faults are not replayed: what the base refused, the revision may take. */
const FELT = new Set([
  ...['no-5xx', 'valid-accepted', 'declared-status', 'declared-media-type', 'declared-headers', 'declared-body'],
]);
/** What is said of the contract as a whole, and breaks any operation; webhooks and addresses of tokens are not met here. */
const OF_ALL: ReadonlySet<string> = new Set(['api-base-path-removed', 'security-scheme-changed']);
/** What only generated code notices. */
const NOT_FELT: ReadonlySet<string> = new Set(['api-operation-id-changed', 'api-entity-changed', 'api-sunset-invalid']);

/**
 * Whether a change report agrees with what breaks: what breaks is an error where the report does not call it breaking, as
 * a warning lets the stage `changes` pass; what is said to break and was not met is a note, since not every value is sent.
 *
 * @returns the ids of the operations that break, of those that were announced to, and the disagreements
 */
export function disagreements(replayed: Replayed) {
  const { name, base, changes, exchanges } = replayed;
  const broken = Map.groupBy(
    [...replayed.failures.filter(({ rule }) => FELT.has(rule)), ...lockedOut(base, exchanges)],
    ({ operation }) => operation,
  );
  const felt = changes.filter(({ level, rule }) => level !== 'info' && !NOT_FELT.has(rule));
  const isAnyBroken = felt.some(
    ({ operation, rule, level }) => operation === undefined && level === 'breaking' && OF_ALL.has(rule),
  );
  const announced = Map.groupBy(felt, ({ operation }) => operation);
  const problems = base.operations.flatMap((operation): Problem[] => {
    const said = announced.get(labelOf(operation)) ?? [];
    const [first] = broken.get(operation.id) ?? [];
    const breaking = said.filter(({ level }) => level === 'breaking').map(({ rule }) => rule);
    if (first) {
      if (breaking.length > 0 || isAnyBroken) return [];
      const rules = [...new Set(said.map(({ rule }) => rule))].join(', ');
      const report = rules ? `only warns of (${rules})` : 'does not say';
      const message = `breaks clients of ${name}, which the change report ${report}: ${first.problem}`;
      return [{ ...problemOf('replay', first), message }];
    }
    const sent = exchanges.filter((exchange) => exchange.operation === operation.id).length;
    if (breaking.length === 0 || sent === 0) return [];
    const message =
      `is said to break clients of ${name} (${[...new Set(breaking)].join(', ')}), which none of the ${sent} requests ` +
      'sent to it met.';
    return [{ rule: 'replay/not-met', level: 'note', operation: operation.id, message }];
  });
  return {
    broken: [...broken.keys()],
    announced: base.operations
      .filter((each) => isAnyBroken || announced.get(labelOf(each))?.some(({ level }) => level === 'breaking'))
      .map(({ id }) => id),
    problems,
  };
}

/** A refusal is due wherever HTTP has one, but not to clients who never needed a credential. */
function lockedOut({ operations }: Contract, exchanges: readonly Exchange[]): Failure[] {
  const open = new Set(operations.filter(isOpen).map(({ id }) => id));
  return exchanges
    .filter(({ operation, status }) => status === 401 && open.has(operation))
    .map(({ operation, method, target }) => ({
      rule: 'valid-accepted',
      operation,
      problem: `${method} ${target} needed no credential and is answered 401`,
    }));
}

/** True where no client has a credential to be refused for. */
function isOpen({ security, responses }: ContractOperation): boolean {
  const asksNothing = security.every((each) => Object.keys(each).length === 0);
  return asksNothing && !['401', '4XX', 'default'].some((status) => Object.hasOwn(responses, status));
}

function labelOf({ method, path }: ContractOperation): string {
  return `${method.toUpperCase()} ${path}`;
}
