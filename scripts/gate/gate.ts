/** `npm run gate`: one command that proves the backend true to its contract. docs/GATE.md explains every stage. */
import { relative } from 'node:path';
import { OWN_CONTRACT } from '../../src/config.ts';
import { ContractError } from '@plumbline/contract/contract-error';
import { VersionError } from '../diff/version.ts';
import { writeEvidence } from './evidence/write.ts';
import { withContext } from './open-context.ts';
import { MisuseError } from '../arguments.ts';
import { readOptions, USAGE } from './options.ts';
import { makeFolders, writeReports } from './reports/write.ts';
import { runStages } from './run.ts';
import { STAGES } from './stages.ts';
import { tableOf, terminal } from './terminal.ts';

process.exitCode = await gate(process.argv.slice(2));

/** @returns the exit code */
async function gate(args: string[]): Promise<number> {
  try {
    const names = STAGES.map(({ name }) => name);
    const options = readOptions(args, relative('', OWN_CONTRACT), names);
    if (options === 'help') {
      console.log(USAGE);
      return 0;
    }
    await makeFolders(options);
    const stages = STAGES.filter(({ name }) => options.only?.includes(name) ?? true);
    return await withContext(options, async (context) => {
      // A base that was asked for and is not there is misuse, whichever stages run.
      if (options.base !== undefined) await context.base();
      const today = new Date().toISOString().slice(0, 10);
      const report = await runStages(stages, context, terminal(context), today);
      await writeReports(report, options.report);
      console.log(tableOf(report));
      console.log(`Reports: ${options.report}/gate.html and, beside it, JSON, JUnit, SARIF and Markdown.`);
      const { evidence, isUnitTested } = options;
      const isMeasured = evidence === undefined || (await writeEvidence(evidence, report, context, isUnitTested));
      return report.outcome === 'passed' && isMeasured ? 0 : 1;
    });
  } catch (error) {
    if (!(error instanceof MisuseError || error instanceof VersionError || error instanceof ContractError)) throw error;
    console.error(error.message);
    if (error instanceof MisuseError) console.error('`npm run gate -- --help` tells how it is called.');
    return 2;
  }
}
