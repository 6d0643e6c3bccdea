import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Contract } from '@plumbline/contract/contract';
import { membersOf } from '@plumbline/contract/json';
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
  const isReferred = pathReferences();
  const diagnostics = (JSON.parse(stdout || '[]') as Diagnostic[]).filter(
    (each) => !isMistaken(each, contract) && !isReferred(each),
  );
  // A house that wrote rules wants them kept; of a stranger's contract only errors count.
  const problems = diagnostics.map((each) => problemOf(contract, each, isHouse ? 1 : 0));
  const rules = isHouse ? `the rules of ${relative('', house)}` : 'the rules of OpenAPI (no .spectral.yaml beside it)';
  return { summary: `${diagnostics.length} remarks by ${rules}`, compared: 1, problems };
}

/** Spectral does not know the `dataValue` of examples, which OpenAPI 3.2 brought, and misses the `value` in its stead. */
function isMistaken({ code, message }: Diagnostic, { sourceVersion }: Contract): boolean {
  return (
    sourceVersion.startsWith('3.2') &&
    code === 'oas3-valid-media-example' &&
    message.endsWith('.value" property must exist')
  );
}

/**
 * Spectral's schema of OpenAPI 3.1 does not know `$ref` in a path item, which OpenAPI allows (3.1, 4.8.9.1): what it says
 * of such an item, as it stands in the file, is mistaken. The item that the reference leads to is checked by the loader.
 */
function pathReferences(): (diagnostic: Diagnostic) => boolean {
  const files = new Map<string, unknown>();
  return ({ code, path, message, source }) => {
    const [top, template, ...rest] = path;
    if (code !== 'oas3-schema' || top !== 'paths' || template === undefined || rest.length > 0) return false;
    if (!message.includes('unevaluated properties')) return false;
    if (!files.has(source)) files.set(source, parse(readFileSync(source, 'utf8')));
    const item = membersOf(membersOf(membersOf(files.get(source)).paths)[String(template)]);
    return typeof item.$ref === 'string' && Object.keys(item).every((name) => PATH_ITEM.test(name));
  };
}

/** The members of a path item (OpenAPI 3.1 and 3.2). */
const PATH_ITEM =
  /^(?:\$ref|summary|description|get|put|post|delete|options|head|patch|trace|query|additionalOperations|servers|parameters|x-.*)$/;

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
