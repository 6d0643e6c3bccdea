import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { typesSource } from '../../generate/contract-types.ts';
import { TYPES_FILE } from '../../generate/generated-files.ts';
import type { Context } from '../context.ts';
import { execute } from '../execute.ts';
import type { Findings, Problem, Stage } from '../stage.ts';

/** The compiler: handlers are exhaustive and typed by the contract, so a missing or wrong one is an error here. */
export const types: Stage = {
  name: 'types',
  title: 'Every operation is implemented with the right types',
  check,
};

const TSC = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));
const DIAGNOSTIC = /^(?<file>[^(\n]+)\((?<line>\d+),(?<column>\d+)\): error (?<code>TS\d+): (?<message>.*)$/gmu;

async function check(context: Context): Promise<Findings> {
  const { contract, model, isOwn } = context;
  const operations = contract.operations.length;
  if (!isOwn) {
    await typesSource(contract);
    const served = model.operations.size;
    const summary = `types can be made; ${served} of ${operations} operations are derived, the others answer examples`;
    return { summary, compared: 1, problems: [] };
  }
  const stale = await staleTypes(context);
  const { stdout } = await execute(process.execPath, [TSC, '--noEmit', '--pretty', 'false']);
  const problems = [...stdout.matchAll(DIAGNOSTIC)].map(({ groups = {} }): Problem => {
    const place = {
      file: relative('', groups['file'] ?? ''),
      line: Number(groups['line']),
      column: Number(groups['column']),
    };
    return { rule: `types/${groups['code'] ?? 'error'}`, level: 'error', message: groups['message'] ?? '', place };
  });
  const found = [...stale, ...problems];
  const verdict = found.length === 0 ? 'each with a handler of its type' : 'not each with a handler of its type';
  return { summary: `${operations} operations, ${verdict}`, compared: operations, problems: found };
}

/** The compiler knows the contract by its types: where those are of another version, it proves nothing about this one. */
export async function staleTypes({ contract }: Pick<Context, 'contract'>): Promise<Problem[]> {
  const stored = await readFile(TYPES_FILE, 'utf8').catch(() => '');
  if (stored === (await typesSource(contract))) return [];
  const message = `${TYPES_FILE} is made from another version of the contract. Run \`npm run generate\`, then mend what the compiler says.`;
  return [{ rule: 'types/stale', level: 'error', message, place: { file: TYPES_FILE, line: 1, column: 1 } }];
}
