import type { Contract, ContractOperation, Schema } from '@plumbline/contract/contract';
import type { Change, ChangePlace, Direction } from './change.ts';
import type { Encoding } from './encoding.ts';
import { schemaStatement, statement, type Audience, type Statement, type Subject } from './rules.ts';
import { schemaComparison, type CompareSchemas } from './schemas.ts';
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
  /** How its values are written; JSON where nothing is said. */
  encoding?: Encoding;
}

/** Compares what a parameter, body or header accepts, and reports each difference. */
export function compareValues(comparison: Comparison, carrier: Carrier, base: Schema, revision: Schema): void {
  const { audience, direction, encoding, name, where } = carrier;
  const label = where.operation === undefined ? name : `${name} of ${where.operation}`;
  for (const finding of comparison.schemas([base], [revision], { direction, encoding, label: capitalised(label) })) {
    const { from, to } = finding;
    const subject = labelOf(carrier, finding.path);
    const stated =
      'rule' in finding.about
        ? statement(finding.about.rule, { label: subject }, audience)
        : schemaStatement(finding.about.concern, {
            subject: subjectOf(carrier, finding.path),
            direction,
            audience,
            label: subject,
            from,
            to,
          });
    add(comparison, stated, carrier.where.operation, placesOf(comparison, carrier, finding));
  }
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

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function labelOf({ name }: Carrier, path: string): string {
  if (!path) return name;
  return `${path.endsWith(']') ? 'item' : 'property'} '${path}' of ${name}`;
}

/** `GET /pets/{petId}`. */
export function labelOfOperation({ method, path }: ContractOperation): string {
  return `${method.toUpperCase()} ${path}`;
}
