import type { Contract } from '../../../src/infra/contract/contract.ts';
import { SCHEMA_RULES } from '../../../src/infra/contract/changes/rules/schema-rules.ts';
import { schemaComparison } from '../../../src/infra/contract/changes/schemas.ts';
import { createSide } from '../../../src/infra/contract/changes/side.ts';
import { filled } from '../../../src/infra/contract/changes/rules/rule.ts';
import type { Resource, ResourceModel } from '../../../src/infra/resources/resource.ts';
import type { Problem } from '../stage.ts';

/** Effects of a change by which a value that was valid may no longer be. */
const NARROWING: ReadonlySet<string> = new Set(['narrows', 'differs', 'mayNarrow', 'unknown']);
/** Null is stored as nothing, and what is not there is answered with a made-up value. */
const NOT_STORED: ReadonlySet<string> = new Set(['became-not-nullable']);

/**
 * Changes by which rows may hold values that are valid no more, though their columns fit: a smaller enum, a shorter
 * text. The program does not start on such rows, since it could show them only with something made up.
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
    return compare([known.representation], [resource.representation], 'response').flatMap(
      ({ about, path, from, to }): Problem[] => {
        const rule = SCHEMA_RULES.find(({ concern }) => 'concern' in about && concern === about.concern);
        const [, name = ''] = /^([^.[]*)/u.exec(path) ?? [];
        if (!rule || !NARROWING.has(rule.effect) || NOT_STORED.has(rule.concern)) return [];
        if (typeOf(known, name) !== typeOf(resource, name)) return [];
        return [
          {
            rule: 'changes/migration-hides-values',
            level: 'error',
            message:
              `Migration: "${path}" of ${resource.name} ${filled(rule.change, { from, to })}; start-up refuses this ` +
              'while there are rows with other values. Change those first, or keep allowing them.',
          },
        ];
      },
    );
  });
}

/** The type of a property's column; one that changes is told of by itself. */
function typeOf({ properties }: Resource, name: string): string | undefined {
  return properties.find((property) => property.name === name)?.type;
}
