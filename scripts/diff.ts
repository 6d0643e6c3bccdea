import { ContractError } from '@plumbline/contract/contract-error';
import type { Change } from '@plumbline/diff/change';
import { compareContracts } from '@plumbline/diff/compare';
import { NestingError } from '@plumbline/diff/nesting-error';
import { changesAsJson, changesAsMarkdown, changesAsText } from '@plumbline/diff/present';
import { rulesAsMarkdown } from '@plumbline/diff/rules/document';
import { MisuseError, readArguments } from './arguments.ts';
import { openBaseVersion, openVersion, VersionError } from './diff/version.ts';

const USAGE = `Usage: npm run diff -- BASE REVISION [--format text|json|markdown]
       npm run diff -- --rules

Reports each change between two contracts, its level and the clients that it affects. BASE and REVISION are files, or
files of a git commit; a commit alone as BASE means its version of REVISION:
  npm run diff -- main:openapi/openapi.yaml openapi/openapi.yaml
  npm run diff -- main openapi/openapi.yaml
Exits with 0 when no change is breaking, with 1 when one is, with 2 when the contracts cannot be compared.
--rules prints every rule, as docs/CHANGES.md lists them.`;

const FORMATS: Readonly<Record<string, (changes: readonly Change[]) => string>> = {
  text: changesAsText,
  json: changesAsJson,
  markdown: changesAsMarkdown,
};

process.exitCode = await run(process.argv.slice(2));

/** @returns the exit code */
async function run(args: string[]): Promise<number> {
  let parsed;
  try {
    parsed = readArguments({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        rules: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    if (!(error instanceof MisuseError)) throw error;
    return misused(error.message);
  }
  const { positionals, values } = parsed;
  if (values.help || values.rules) {
    console.log(values.rules ? rulesAsMarkdown() : USAGE);
    return 0;
  }
  const [base, revision, ...others] = positionals;
  if (base === undefined || revision === undefined) return misused('Name two contracts, BASE and REVISION.');
  if (others.length > 0) return misused(`Two contracts can be compared, not also ${others.join(', ')}.`);
  const format = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined;
  if (!format)
    return misused(`There is no format ${values.format}. The formats are ${Object.keys(FORMATS).join(', ')}.`);
  return compare(base, revision, format);
}

async function compare(
  base: string,
  revision: string,
  format: (changes: readonly Change[]) => string,
): Promise<number> {
  try {
    const changes = compareContracts(await openBaseVersion(base, revision), await openVersion(revision));
    console.log(format(changes));
    return changes.some(({ level }) => level === 'breaking') ? 1 : 0;
  } catch (error) {
    console.error(messageOf(error));
    return 2;
  }
}

/** A failure of the comparison itself must not look like something that breaks, which exits with 1. */
function messageOf(error: unknown): string {
  if (error instanceof ContractError || error instanceof VersionError || error instanceof NestingError)
    return error.message;
  const reason = error instanceof Error ? error.message : String(error);
  return `The contracts cannot be compared: ${reason}. This is a fault of the comparison, not of the contracts.`;
}

function misused(message: string): number {
  console.error(`${message}\n\n${USAGE}`);
  return 2;
}
