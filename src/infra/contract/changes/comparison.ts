import type { Contract, ContractOperation, Schema } from '../contract.ts';
import type { Change, ChangePlace, Direction } from './change.ts';
import { schemaStatement, statement, type Audience, type Statement, type Subject } from './rules.ts';
import { schemaComparison, type CompareSchemas } from './schemas.ts';
import type { Shape } from './shape.ts';
import { createSide, type Side } from './side.ts';
import type { Finding } from './walk.ts';

/** Two contracts being compared, and what was found so far. */
export interface Comparison {
  base: Side;
  revision: Side;
  /** Decides which sunsets have passed. */
  today: Date;
  schemas: CompareSchemas;
  changes: Change[];
}

export function createComparison(base: Contract, revision: Contract, today: Date): Comparison {
  const sides = { base: createSide(base), revision: createSide(revision) };
  return { ...sides, today, schemas: schemaComparison(sides.base, sides.revision), changes: [] };
}

/** Where a change was found; pointers into the two documents, of sides that have it. */
export interface Where {
  operation?: string | undefined;
  base?: string | undefined;
  revision?: string | undefined;
}

/** Adds a change that a rule of rules/operation-rules.ts states. */
export function report(
  comparison: Comparison,
  rule: string,
  where: Where,
  facts: Readonly<Record<string, string>>,
): void {
  const operation = where.operation;
  add(comparison, statement(rule, { ...(operation !== undefined && { operation }), ...facts }), operation, {
    ...(where.base !== undefined && { base: comparison.base.at(where.base) }),
    ...(where.revision !== undefined && { revision: comparison.revision.at(where.revision) }),
  });
}

function add(
  { changes }: Comparison,
  { rule, level, message }: Statement,
  operation: string | undefined,
  places: { base?: ChangePlace; revision?: ChangePlace },
): void {
  changes.push({ rule, level, ...(operation !== undefined && { operation }), message, ...places });
}

/** What carries a value: a parameter, a body or a header. */
export interface Carrier {
  direction: Direction;
  audience: Audience;
  kind: 'parameter' | 'header' | 'body';
  /** As sentences name it: `the request body`, `query parameter 'limit'`. */
  name: string;
  where: Where & { base: string; revision: string };
  /** Scalars travel as plain text, as in paths, queries and headers: any of them is also a string. */
  isText?: boolean;
}

/** Compares what a parameter, body or header accepts, and reports each difference. */
export function compareValues(comparison: Comparison, carrier: Carrier, base: Schema, revision: Schema): void {
  for (const found of comparison.schemas([base], [revision], carrier.direction)) {
    const finding = carrier.isText === true ? asText(found) : found;
    const { from, to } = finding;
    const { audience, direction } = carrier;
    const label = labelOf(carrier, finding.path);
    const stated =
      'rule' in finding.about
        ? statement(finding.about.rule, { label }, audience)
        : schemaStatement(finding.about.concern, {
            subject: subjectOf(carrier, finding.path),
            direction,
            audience,
            label,
            from,
            to,
          });
    add(comparison, stated, carrier.where.operation, placesOf(comparison, carrier, finding));
  }
}

/** A number or boolean that became any text, or the other way round, in a place where both look alike. */
function asText(finding: Finding): Finding {
  const { about, path, pair } = finding;
  if (!('concern' in about) || about.concern !== 'type-changed' || path !== '') return finding;
  if (isScalar(pair.base) && isAnyText(pair.revision)) return { ...finding, about: { concern: 'type-generalized' } };
  if (isAnyText(pair.base) && isScalar(pair.revision)) return { ...finding, about: { concern: 'type-specialized' } };
  return finding;
}

function isScalar({ types }: Shape): boolean {
  return types.size > 0 && !types.has('array') && !types.has('object');
}

function isAnyText({ types, values, formats, patterns, bounds }: Shape): boolean {
  return types.size === 1 && types.has('string') && !values && formats.length + patterns.length + bounds.size === 0;
}

function placesOf({ base, revision }: Comparison, { where }: Carrier, { pair, keyword, declared }: Finding) {
  const place = (side: Side, name: 'base' | 'revision'): ChangePlace => {
    const schema = declared?.[name];
    const pointer = typeof schema === 'object' ? side.pointerOf(schema) : undefined;
    return pointer === undefined ? (side.atKeyword(pair[name], keyword) ?? side.at(where[name])) : side.at(pointer);
  };
  return { base: place(base, 'base'), revision: place(revision, 'revision') };
}

function subjectOf({ kind, direction }: Carrier, path: string): Subject {
  if (direction === 'request')
    return kind === 'body' ? (path ? 'request-property' : 'request-body') : 'request-parameter';
  return kind === 'body' ? (path ? 'response-property' : 'response-body') : 'response-header';
}

function labelOf({ name }: Carrier, path: string): string {
  if (!path) return name;
  return `${path.endsWith(']') ? 'item' : 'property'} '${path}' of ${name}`;
}

/** `GET /pets/{petId}`. */
export function labelOfOperation({ method, path }: ContractOperation): string {
  return `${method.toUpperCase()} ${path}`;
}
