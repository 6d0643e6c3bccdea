import { MisuseError, readArguments, wholeNumber } from '../arguments.ts';

export const USAGE = `Usage: npm run gate -- [CONTRACT] [--base REF|FILE] [--only STAGE,...] [--seed N] [--examples N] [--report DIR] [--evidence FILE [--unit-tests]]

Proves the backend true to its contract, stage by stage. CONTRACT is the project's own by default; the base is the merge
base with main. Reports go to DIR (reports/gate). --unit-tests runs them too, so that the evidence says what they cover.
DATABASE_URL names a PostgreSQL server to run on instead of PGlite.
The stages are lint, changes, drift, types, mock-parity, dredd, prove, coverage, authorization and replay, in this order.
Exits with 0 when every stage passed, with 1 when one failed, with 2 when called wrongly.`;

export interface GateOptions {
  file: string;
  base?: string;
  only?: string[];
  seed: number;
  examples: number;
  report: string;
  evidence?: string;
  /** The evidence is to say what the unit tests cover: run them, which takes minutes. */
  isUnitTested: boolean;
}

/** @throws MisuseError naming what is wrong; @returns `help` when usage was asked for */
export function readOptions(args: string[], own: string, stages: readonly string[]): GateOptions | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  if (positionals.length > 1) throw new MisuseError(`One contract at a time; got ${positionals.join(', ')}.`);
  const only = values.only?.split(',').map((name) => name.trim());
  if (values['unit-tests'] && values.evidence === undefined) {
    throw new MisuseError('--unit-tests measures what goes into the evidence; name its file with --evidence.');
  }
  for (const name of ['base', 'report', 'evidence'] as const) {
    if (values[name] === '') throw new MisuseError(`--${name} names nothing.`);
  }
  const unknown = only?.filter((name) => !stages.includes(name)) ?? [];
  if (unknown.length > 0) {
    throw new MisuseError(`There is no stage "${unknown.join(', ')}". The stages are ${stages.join(', ')}.`);
  }
  return {
    file: positionals[0] ?? own,
    ...(values.base !== undefined && { base: values.base }),
    ...(only && { only }),
    seed: wholeNumber('--seed', values.seed, 0),
    examples: wholeNumber('--examples', values.examples, 1),
    report: values.report,
    ...(values.evidence !== undefined && { evidence: values.evidence }),
    isUnitTested: values['unit-tests'],
  };
}

function parse(args: string[]) {
  return readArguments({
    args,
    allowPositionals: true,
    options: {
      base: { type: 'string' },
      only: { type: 'string' },
      seed: { type: 'string', default: '1' },
      examples: { type: 'string', default: '5' },
      report: { type: 'string', default: 'reports/gate' },
      evidence: { type: 'string' },
      'unit-tests': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
}
