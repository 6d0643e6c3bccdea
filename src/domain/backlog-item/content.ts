import { RuleError, type FieldProblem } from '../errors.ts';
import type { BacklogItemStatus } from './status.ts';

export type BacklogItemPriority = 'low' | 'medium' | 'high' | 'urgent';

/** One operation that the API must offer. */
export interface ApiRequirement {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  summary: string;
}

/** One property of one resource that has to be known. */
export interface DataRequirement {
  resource: string;
  property: string;
  dataType: 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'date-time' | 'uuid';
  isRequired: boolean;
}

/** What an item says. */
export interface BacklogItemContent {
  title: string;
  /** Null as long as nobody has said. */
  userStory: string | null;
  apiRequirements: ApiRequirement[];
  businessRules: string[];
  dataRequirements: DataRequirement[];
  acceptanceCriteria: string[];
  priority: BacklogItemPriority;
}

/**
 * Nobody begins what nobody can check: beyond a draft, an item has a user story and an acceptance criterion.
 * @throws RuleError naming each that is missing
 */
export function assertComplete(
  content: Pick<BacklogItemContent, 'userStory' | 'acceptanceCriteria'>,
  status: BacklogItemStatus,
): void {
  const missing: FieldProblem[] = [];
  if (content.userStory === null) missing.push({ field: 'body.userStory', message: 'must be given' });
  if (content.acceptanceCriteria.length === 0) {
    missing.push({ field: 'body.acceptanceCriteria', message: 'must hold at least one criterion' });
  }
  if (missing.length === 0) return;
  throw new RuleError(`To be "${status}", a backlog item needs a user story and an acceptance criterion.`, missing);
}

/**
 * Two requirements for one property of a resource could contradict each other.
 * @throws RuleError naming each one that repeats an earlier one
 */
export function assertNoRepetition({ dataRequirements }: Pick<BacklogItemContent, 'dataRequirements'>): void {
  const seen = new Set<string>();
  const repeated = dataRequirements.flatMap(({ resource, property }, index): FieldProblem[] => {
    const name = `${resource}.${property}`;
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ field: `body.dataRequirements.${index}`, message: `repeats ${name}` }];
  });
  if (repeated.length > 0) throw new RuleError('Each property of a resource is listed once.', repeated);
}
