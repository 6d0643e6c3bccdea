import type { Comparison } from '../../resource.ts';
import { words } from '../names/words.ts';

/** Words before or after a property's name that say how to compare: `price_min`, `createdAfter`, `price[gte]`. */
const OPERATORS = new Map<string, Comparison>([
  ...spelled('gte', 'min minimum from since gte ge start starting'),
  ...spelled('gt', 'after gt above'),
  ...spelled('lte', 'max maximum to until lte le end ending through'),
  ...spelled('lt', 'before lt below'),
  ...spelled('ne', 'not ne neq'),
  ...spelled('contains', 'contains like ilike'),
  ...spelled('startsWith', 'startswith prefix'),
  ...spelled('in', 'in any'),
  ...spelled('eq', 'eq equals is'),
]);

/** Parameters that bound the one moment of an item without naming it. */
const FIRST_MOMENT = /^(startdate|start|starttime|from|fromdate|datefrom|since|after|begin|begindate|mindate)$/;
const LAST_MOMENT = /^(enddate|end|endtime|to|todate|dateto|until|before|through|maxdate)$/;

/** What a description says of a moment that is named like the property itself. */
const AT_LEAST = /\b(on or after|from|since|start(s|ing)?|later than|at least|earliest)\b/i;
const AT_MOST = /\b(on or before|until|up to|through|end(s|ing)?|earlier than|at most|latest)\b/i;

export function isOrdered(comparison: Comparison): boolean {
  return ['gte', 'gt', 'lte', 'lt'].includes(comparison);
}

/** Ways to read a parameter's name as an operator and the name of a property, the likeliest first. */
export function operatorsIn(name: string): { comparison: Comparison; rest: string }[] {
  const all = words(name.replace(/starts_?with/i, 'startswith'));
  const readings = [
    { operator: all.at(-1), rest: all.slice(0, -1) },
    { operator: all[0], rest: all.slice(1) },
  ];
  return readings.flatMap(({ operator, rest }) => {
    const comparison = comparisonNamed(operator ?? '');
    if (comparison === undefined || rest.length === 0) return [];
    // `since_id` names the last item that the caller has.
    return [{ comparison: operator === 'since' && rest.join('') === 'id' ? 'gt' : comparison, rest: rest.join('') }];
  });
}

/** The comparison that a key of an object parameter names, `gte` of `created[gte]`. */
export function comparisonNamed(operator: string): Comparison | undefined {
  return OPERATORS.get(operator.toLowerCase().replace(/^\$|_/g, ''));
}

/** `startDate` and the like, which bound a moment that they do not name. */
export function boundOf(normalName: string): Comparison | undefined {
  if (FIRST_MOMENT.test(normalName)) return 'gte';
  return LAST_MOMENT.test(normalName) ? 'lte' : undefined;
}

/** A moment is hardly ever asked for to the second: where the description says so, its parameter is a bound. */
export function describedBound(description: string | undefined): Comparison | undefined {
  const [isLeast, isMost] = [AT_LEAST, AT_MOST].map((words) => words.test(description ?? ''));
  if (isLeast === isMost) return undefined;
  return isLeast ? 'gte' : 'lte';
}

function spelled(comparison: Comparison, names: string): [string, Comparison][] {
  return names.split(' ').map((name) => [name, comparison]);
}
