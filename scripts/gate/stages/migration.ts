import type { Contract } from '@plumbline/contract/contract';
import { inferResources } from '../../../src/infra/resources/infer/infer.ts';
import { changesFor } from '../../../src/infra/resources/schema/changes.ts';
import type { Catalog } from '../../../src/infra/resources/schema/catalog.ts';
import { foreignKeysOf, indexesOf } from '../../../src/infra/resources/schema/keys.ts';
import { tablesOf } from '../../../src/infra/resources/schema/table.ts';
import { flatten } from '@plumbline/contract/views/flatten';
import { schemaView } from '@plumbline/contract/views/view';
import type { Resource, ResourceModel } from '../../../src/infra/resources/resource.ts';
import type { Problem } from '../stage.ts';
import { hiddenValueProblems } from './hidden-values.ts';

/** The tables of both contracts are derived under one name, as if the second were started on the data of the first. */
const SCHEMA = 'contract';

/**
 * What the change of contract means for rows that are stored: the migration from the tables of one to those of the
 * other, and what it would lose; and properties that every item must show from now on, which stored items lack.
 */
export function migrationProblems(base: Contract, revision: Contract): Problem[] {
  const before = inferResources(base);
  const after = inferResources(revision);
  const { summary, risks } = changesFor(after, tablesOf(after, SCHEMA), catalogOf(before));
  // Some are looked for at every start, whatever has changed.
  const standing = new Set(
    changesFor(before, tablesOf(before, SCHEMA), catalogOf(before)).risks.map(({ message }) => message),
  );
  return [
    ...summary.map((said): Problem => ({ rule: 'changes/migration', level: 'note', message: `Migration: ${said}.` })),
    ...risks
      .filter(({ message }) => !standing.has(message))
      .map(({ message }): Problem => ({
        rule: 'changes/migration-loses-data',
        level: 'error',
        message: `Migration: rows ${message}; start-up refuses this while there are such rows. Keep the property, or move the data first.`,
      })),
    ...hiddenValueProblems(base, revision, before, after),
    ...newlyRequired(revision, requiredNames(base, before), requiredNames(revision, after), after.resources),
  ];
}

function catalogOf(model: ResourceModel): Catalog {
  const tables = tablesOf(model, SCHEMA);
  const foreignKeys = foreignKeysOf(model, tables);
  return new Map(
    tables.map((table) => {
      const indexes = indexesOf(model, table, foreignKeys);
      return [
        table.name,
        {
          columns: new Map(table.columns.map(({ name, type }) => [name, type])),
          indexes: new Set(indexes.map(({ name }) => name)),
          uniqueIndexes: new Set(indexes.filter(({ isUnique }) => isUnique).map(({ name }) => name)),
          foreignKeys: new Set(foreignKeys.filter((key) => key.table === table).map(({ name }) => name)),
        },
      ];
    }),
  );
}

/** What every item of a resource shows, by the name of the resource. */
function requiredNames(contract: Contract, { resources }: ResourceModel): Map<string, ReadonlySet<string>> {
  const view = schemaView(contract, 'response');
  return new Map(resources.map(({ name, representation }) => [name, flatten(view, view.of(representation)).required]));
}

function newlyRequired(
  revision: Contract,
  before: Map<string, ReadonlySet<string>>,
  after: Map<string, ReadonlySet<string>>,
  resources: readonly Resource[],
): Problem[] {
  return resources.flatMap((resource) => {
    const were = before.get(resource.name);
    const are = after.get(resource.name);
    if (!were || !are) return [];
    return [...are]
      .filter((name) => !were.has(name) && !hasDefault(revision, resource, name))
      .map((name): Problem => ({
        rule: 'changes/migration-not-null-on-existing-rows',
        level: 'warning',
        message:
          `Migration: "${name}" of ${resource.name} is required from now on and has no default: NOT NULL on existing ` +
          'rows. Stored items that lack it are answered with a made-up value; give it a default.',
      }));
  });
}

function hasDefault(contract: Contract, { representation }: Resource, name: string): boolean {
  const view = schemaView(contract, 'response');
  const { rules } = flatten(view, view.of(representation));
  const declared = rules.map(({ properties }) => properties.get(name)).filter((schema) => schema !== undefined);
  return declared.some((schema) => flatten(view, schema).parts.some((part) => part.default !== undefined));
}
