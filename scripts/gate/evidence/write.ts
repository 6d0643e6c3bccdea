import { writeFile } from 'node:fs/promises';
import type { Context } from '../context.ts';
import type { GateReport } from '../report.ts';
import { evidenceOf } from './evidence.ts';
import { unitTestCoverage, UnitTestError } from './unit-test-coverage.ts';

/**
 * Writes what was proven.
 *
 * @param isUnitTested run the unit tests first, to say what they cover
 * @returns whether all that was asked for could be measured; what could not is null
 */
export async function writeEvidence(
  file: string,
  report: GateReport,
  context: Context,
  isUnitTested: boolean,
): Promise<boolean> {
  const unitTests = isUnitTested ? await measuredByUnitTests() : null;
  await writeFile(file, `${JSON.stringify(await evidenceOf(report, context, unitTests), null, 2)}\n`);
  console.log(`Evidence: ${file}`);
  return !isUnitTested || unitTests !== null;
}

async function measuredByUnitTests(): Promise<number | null> {
  console.log('The unit tests run, to say what they cover; that takes minutes.');
  try {
    return await unitTestCoverage();
  } catch (error) {
    if (!(error instanceof UnitTestError)) throw error;
    console.error(
      `The unit tests fail, so that what they cover proves nothing: unit_test_coverage is null.\n${error.message}`,
    );
    return null;
  }
}
