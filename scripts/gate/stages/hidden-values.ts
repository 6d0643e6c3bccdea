import type { Contract } from '@plumbline/contract/contract';
import { SCHEMA_RULES } from '@plumbline/diff/rules/schema-rules';
import { schemaComparison } from '@plumbline/diff/schemas';
import { createSide } from '@plumbline/diff/side';
import { filled, type SchemaRule } from '@plumbline/diff/rules/rule';
import type { Finding } from '@plumbline/diff/walk';
import type { ColumnType, Resource, ResourceModel } from '../../../src/infra/resources/resource.ts';
import { keepsValues } from '../../../src/infra/resources/schema/widening.ts';
import type { Problem } from '../stage.ts';

/** Effects of a change by which a value that was valid may no longer be. */
const NARROWING: ReadonlySet<string> = new Set(['narrows', 'differs', 'mayNarrow', 'unknown']);
/** Concerns that no stored value is held against. */
const REMARKS: ReadonlySet<string> = new Set(['entity-changed', 'custom-format-changed']);
/** Members that a closed object does not show; the rest of the value is shown, so that start-up takes it. */
const CLOSING: ReadonlySet<string> = new Set(['additional-properties-forbidden', 'pattern-property-forbidden']);
const REMOVED: ReadonlySet<string> = new Set([
  'response-required-property-removed',
  'response-optional-property-removed',
]);
const REQUIRED: ReadonlySet<string> = new Set([
  'response-property-became-required',
  'response-required-property-added',
]);

/**
 * Changes by which rows may hold values that are valid no more, though their columns fit: a smaller enum, a shorter
 * text. The program does not start on such rows, since it could show them only with something made up. Members within
 * a value that are gone, or missing from now on, are warned of.
 */
export function hiddenValueProblems(
  base: Contract,
  revision: Contract,
  before: ResourceModel,
  after: ResourceModel,
): Problem[] {
  const compare = schemaComparison(createSide(base), createSide(revision));
  return after.resources.flatMap((resource) => {
    const known = before.resources.find(({ name }) => name === resource.name);
    if (!known) return [];
    const journey = { direction: 'response', label: `The resource ${resource.name}` } as const;
    return compare([known.representation], [resource.representation], journey).flatMap((finding) => {
      const [, name = ''] = /^([^.[]*)/u.exec(finding.path) ?? [];
      const [was, is] = [typeOf(known, name), typeOf(resource, name)];
      // A column that is made anew loses all it holds, which is told of by itself.
      if (was !== is && !(was && is && keepsValues(was, is))) return [];
      return 'rule' in finding.about
        ? memberProblems(resource, finding, finding.about.rule, finding.path === name)
        : valueProblems(resource, finding, finding.about.concern, finding.path === name);
    });
  });
}

function valueProblems(resource: Resource, finding: Finding, concern: string, isWhole: boolean): Problem[] {
  const rule = SCHEMA_RULES.find((one) => one.concern === concern);
  if (!rule || !NARROWING.has(rule.effect) || REMARKS.has(concern)) return [];
  const said = saidOf(resource, finding, rule);
  if (CLOSING.has(concern))
    return [hides('warning', `${said}; stored members that it does not declare are not shown.`)];
  if (concern === 'became-not-nullable' && !isWhole) {
    return [
      hides('warning', `${said}; start-up refuses rows that hold null where it is required, and else shows nothing.`),
    ];
  }
  const others = concern === 'became-not-nullable' ? 'rows that hold null' : 'rows with other values';
  return [
    hides(
      'error',
      `${said}; start-up refuses this while there are ${others}. Change those first, or keep allowing them.`,
    ),
  ];
}

/** Members within a value; those of the item itself have columns, which are told of. */
function memberProblems(resource: Resource, { path, pair }: Finding, rule: string, isWhole: boolean): Problem[] {
  if (isWhole) return [];
  const named = `"${path}" of ${resource.name}`;
  if (REMOVED.has(rule)) {
    return [
      hides(
        'warning',
        `${named} is gone; what rows hold there stays stored until they are replaced, but is not shown.`,
      ),
    ];
  }
  const name = path.slice(path.lastIndexOf('.') + 1);
  const hasDefault = (pair.revision.properties.get(name) ?? []).some(
    (schema) => typeof schema === 'object' && schema.default !== undefined,
  );
  if (!REQUIRED.has(rule) || hasDefault) return [];
  return [
    {
      rule: 'changes/migration-not-null-on-existing-rows',
      level: 'warning',
      message:
        `Migration: ${named} is required from now on and has no default: stored values that lack it are answered with ` +
        'a made-up one; give it a default.',
    },
  ];
}

function saidOf(resource: Resource, { path, from, to }: Finding, rule: SchemaRule): string {
  const named = path === '' ? `an item of ${resource.name}` : `"${path}" of ${resource.name}`;
  return `${named} ${filled(rule.change, { from, to })}`;
}

function hides(level: Problem['level'], said: string): Problem {
  return { rule: 'changes/migration-hides-values', level, message: `Migration: ${said}` };
}

/** The type of a property's column; one that changes is told of by itself. */
function typeOf({ properties }: Resource, name: string): ColumnType | undefined {
  return properties.find((property) => property.name === name)?.type;
}
