import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contract } from '../../../src/infra/contract/contract.ts';
import { execute } from '../execute.ts';
import type { Context } from '../context.ts';
import type { Findings, Problem, Stage } from '../stage.ts';

/** Spectral: the rules beside the contract (`.spectral.yaml`), or, where there are none, those of OpenAPI itself. */
export const lint: Stage = {
  name: 'lint',
  title: 'The contract keeps to the rules of its house',
  check,
};

/** What Spectral says of one place; lines and characters count from 0. */
interface Diagnostic {
  code: string;
  message: string;
  severity: number;
  source: string;
  /** Keys from the top of the file that it is in. */
  path: (string | number)[];
  range: { start: { line: number; character: number } };
}

const OAS_ONLY = fileURLToPath(new URL('../oas.spectral.yaml', import.meta.url));
const SPECTRAL = fileURLToPath(new URL('../../../node_modules/@stoplight/spectral-cli/dist/index.js', import.meta.url));

async function check({ file, contract }: Context): Promise<Findings> {
  const house = join(dirname(file), '.spectral.yaml');
  const isHouse = existsSync(house);
  const ruleset = isHouse ? house : OAS_ONLY;
  const args = [SPECTRAL, 'lint', file, '--ruleset', ruleset, '--format', 'json', '--quiet'];
  const { code, stdout, stderr } = await execute(process.execPath, args);
  if (code > 1) throw new Error(`Spectral failed: ${stderr || stdout}`);
  const diagnostics = (JSON.parse(stdout || '[]') as Diagnostic[]).filter((each) => !isMistaken(each, contract));
  // A house that wrote rules wants them kept; of a stranger's contract only errors count.
  const problems = diagnostics.map((each) => problemOf(contract, each, isHouse ? 1 : 0));
  const rules = isHouse ? `the rules of ${relative('', house)}` : 'the rules of OpenAPI (no .spectral.yaml beside it)';
  return { summary: `${diagnostics.length} remarks by ${rules}`, problems };
}

/** Spectral does not know the `dataValue` of examples, which OpenAPI 3.2 brought, and misses the `value` in its stead. */
function isMistaken({ code, message }: Diagnostic, { sourceVersion }: Contract): boolean {
  return (
    sourceVersion.startsWith('3.2') &&
    code === 'oas3-valid-media-example' &&
    message.endsWith('.value" property must exist')
  );
}

function problemOf(contract: Contract, diagnostic: Diagnostic, strictest: number): Problem {
  const { code, message, severity, source, range, path } = diagnostic;
  const { line, character } = range.start;
  const [top, template, method] = path;
  const operation = contract.operations.find(
    (each) => top === 'paths' && each.path === template && each.method === method,
  );
  return {
    rule: `lint/${code}`,
    level: severity <= strictest ? 'error' : severity === 1 ? 'warning' : 'note',
    message,
    // Waivers of an operation hold for it.
    ...(operation && { operation: operation.id }),
    place: { file: relative('', source), line: line + 1, column: character + 1 },
  };
}
