import { readFile } from 'node:fs/promises';
import { GENERATED_FILES } from '../../generate/generated-files.ts';
import { mappingDrift } from '../drift/mappings.ts';
import { MigrationError, withMigratedDesk } from '../drift/migrated-desk.ts';
import { promiseDrift } from '../drift/promises.ts';
import { storedColumns } from '../drift/stored-columns.ts';
import type { Context } from '../context.ts';
import type { Findings, Problem, Stage } from '../stage.ts';

/** What is written from something else says what that something says: types, documentation, migrations. */
export const drift: Stage = {
  name: 'drift',
  title: 'Generated files, documentation and migrations are up to date',
  check,
};

async function check(context: Context): Promise<Findings> {
  if (!context.isOwn)
    return { summary: 'nothing is generated from a foreign contract', problems: [], compared: 0, isSkipped: true };
  const problems: Problem[] = [];
  for (const { file, make } of GENERATED_FILES) {
    const stored = await readFile(file, 'utf8').catch(() => '');
    if (stored === (await make(context.contract))) continue;
    const message = `${file} is out of date. Run \`npm run generate\` and commit the result.`;
    problems.push({ rule: 'drift/generated-file', level: 'error', message, place: { file, line: 1, column: 1 } });
  }
  const said = await migrationDrift(context, problems);
  return { summary: `${GENERATED_FILES.length} generated files; ${said}`, compared: GENERATED_FILES.length, problems };
}

/** @returns what was looked at */
async function migrationDrift({ contract, model }: Context, problems: Problem[]): Promise<string> {
  try {
    return await withMigratedDesk(async ({ database, applied }) => {
      const stored = await storedColumns(database);
      const asError = (rule: string) => (sentence: string) =>
        problems.push({ rule, level: 'error', message: `${sentence} Write a migration, or take it back.` });
      mappingDrift(database, stored).forEach(asError('drift/mapping'));
      promiseDrift(contract, model, stored).forEach(asError('drift/contract'));
      return `${applied.length} migrations, ${stored.length} columns against mappings and contract`;
    });
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    const message = `${error.message} Mend it where no database has it yet, else write another that goes before.`;
    const place = { file: `src/infra/db/migrations/${error.migration}.ts`, line: 1, column: 1 };
    problems.push({ rule: 'drift/migration', level: 'error', message, place });
    return 'the migrations cannot be applied';
  }
}
