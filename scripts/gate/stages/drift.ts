import { readFile } from 'node:fs/promises';
import { rulesAsMarkdown } from '../../../src/infra/contract/changes/rules/document.ts';
import { typesSource } from '../../../src/infra/contract/lenses/types.ts';
import { migrationStates } from '../../../src/infra/db/migrate.ts';
import { migrate } from '../../../src/infra/db/migrate.ts';
import { openDatabase } from '../../../src/infra/db/database.ts';
import { DESK_ENTITIES } from '../../../src/infra/db/services.ts';
import type { Context } from '../context.ts';
import type { Findings, Problem, Stage } from '../stage.ts';

/** What is written from something else says what that something says: types, documentation, migrations. */
export const drift: Stage = {
  name: 'drift',
  title: 'Generated files, documentation and migrations are up to date',
  check,
};

/** Generated file, how it is made, and the command that writes it. */
const GENERATED = [
  {
    file: 'src/infra/contract/contract.generated.ts',
    make: ({ contract }: Context) => typesSource(contract),
    command: 'npm run generate',
  },
  {
    file: 'docs/CHANGES.md',
    make: () => Promise.resolve(`${rulesAsMarkdown()}\n`),
    command: 'npm run diff -- --rules > docs/CHANGES.md',
  },
];

async function check(context: Context): Promise<Findings> {
  if (!context.isOwn) return { summary: 'nothing is generated from a foreign contract', problems: [], isSkipped: true };
  const problems: Problem[] = [];
  for (const { file, make, command } of GENERATED) {
    const stored = await readFile(file, 'utf8').catch(() => '');
    if (stored.trimEnd() === (await make(context)).trimEnd()) continue;
    const message = `${file} is not what the contract says. Run \`${command}\` and commit the result.`;
    problems.push({ rule: 'drift/generated-file', level: 'error', message, place: { file, line: 1, column: 1 } });
  }
  const { applied, missing } = await migrated();
  problems.push(
    ...missing.map((column): Problem => ({
      rule: 'drift/migration',
      level: 'error',
      message: `The mappings of src/infra/db use ${column}, which no migration makes. Write a migration that does.`,
    })),
  );
  return { summary: `${GENERATED.length} generated files, ${applied} migrations against every mapping`, problems };
}

/** Applies every migration to a fresh database, and looks for what the mappings need and is not there. */
async function migrated(): Promise<{ applied: number; missing: string[] }> {
  const database = await openDatabase({ entities: DESK_ENTITIES });
  try {
    await migrate(database);
    const rows = await database.query(
      { sql: "select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns" },
      [],
    );
    const there = new Set(rows.map(({ name }) => String(name)));
    const needed = [...database.orm.getMetadata().getAll().values()].flatMap(
      ({ schema, tableName, props, pivotTable, embeddable }) =>
        pivotTable || embeddable || !tableName
          ? []
          : props
              .filter(({ persist }) => persist !== false)
              .flatMap(({ fieldNames }) => fieldNames)
              .map((column) => `${schema ?? 'public'}.${tableName}.${column}`),
    );
    const applied = (await migrationStates(database)).filter(({ appliedAt }) => appliedAt !== undefined).length;
    return { applied, missing: needed.filter((name) => !there.has(name)) };
  } finally {
    await database.close();
  }
}
