import type { IncomingHttpHeaders } from 'node:http';
import type { Parameter } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { resolve } from '@plumbline/contract/schema';
import { coveringType } from '@plumbline/contract/media-type';
import type { Candidate } from './router.ts';

/** What of a request tells operations on one method and URL apart. */
export interface Asked {
  query: ReadonlyMap<string, readonly string[]>;
  headers: IncomingHttpHeaders;
}

/**
 * Orders operations that share method and URL (their templates differ in a fragment, a query or parameter names): first
 * the one whose conditions, required parameters, fixed values and media type the request satisfies best.
 *
 * @returns the candidates that the request does not contradict, in declared order among equals; where it contradicts all of
 *   them by values alone, those: validation then says which value is wrong
 */
export function rankCandidates(candidates: readonly Candidate[], asked: Asked): Candidate[] {
  const met = candidates
    .map((candidate) => ({ candidate, score: scoreOf(candidate, asked) }))
    .filter(({ score }) => score !== 'unmet');
  const fitting = met.flatMap(({ candidate, score }) => (typeof score === 'number' ? [{ candidate, score }] : []));
  if (fitting.length === 0) return met.map(({ candidate }) => candidate);
  return fitting.sort((one, other) => other.score - one.score).map(({ candidate }) => candidate);
}

/** Satisfied conditions and fixed values count two, present required parameters one; a contradiction rules out. */
function scoreOf({ served, conditions }: Candidate, asked: Asked): number | 'unmet' | 'contradicted' {
  let score = 0;
  for (const { name, value } of conditions) {
    const given = givenIn(name, asked);
    // A bare fragment (`/calls#list`) is a label, which no request can carry: it rules nothing out.
    if (given === undefined && value === undefined) continue;
    if (given === undefined || (value !== undefined && !given.includes(value))) return 'unmet';
    score += 2;
  }
  for (const parameter of served.operation.parameters) {
    if (parameter.in !== 'query' && parameter.in !== 'header') continue;
    const given = givenIn(parameter.name, asked, parameter.in);
    const fixed = fixedValues(served.contract, parameter);
    if (given === undefined) {
      if (parameter.required) score -= 0.5;
    } else if (fixed === undefined) {
      score += 1;
    } else if (given.every((value) => fixed.includes(value))) {
      score += 2;
    } else {
      return 'contradicted';
    }
  }
  const contentType = asked.headers['content-type'];
  if (contentType !== undefined && coveringType(served.consumes, contentType) !== undefined) score += 2;
  return Math.max(score, 0);
}

function givenIn(name: string, { query, headers }: Asked, where?: 'query' | 'header'): readonly string[] | undefined {
  const inQuery = where === 'header' ? undefined : query.get(name);
  if (inQuery !== undefined || where === 'query') return inQuery;
  const header = getOwn(headers, name.toLowerCase());
  return typeof header === 'string' ? [header] : header;
}

function fixedValues(contract: Parameters<typeof resolve>[0], { schema }: Parameter): string[] | undefined {
  const { const: constant, enum: values } = resolve(contract, schema);
  if (constant !== undefined) return [textOf(constant)];
  return values?.map(textOf);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
