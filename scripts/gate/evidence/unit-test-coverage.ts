import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { undoneWhenStopped } from '../../interruption.ts';
import { execute } from '../execute.ts';

const JEST = 'node_modules/jest/bin/jest.js';

/** The unit tests fail: what failing tests cover proves nothing. */
export class UnitTestError extends Error {
  override readonly name = 'UnitTestError';
}

/**
 * Runs the unit tests and measures what share of the statements of `src/` they run, 0 to 100; takes minutes.
 *
 * @param tests where they are
 * @throws UnitTestError with the end of what they print, when one fails
 */
export async function unitTestCoverage(tests = 'tests/unit'): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-coverage-'));
  const remove = undoneWhenStopped(() => rm(directory, { recursive: true, force: true }));
  try {
    const coverage = ['--coverage', '--coverageProvider=v8', '--coverageReporters=json-summary'];
    const where = [`--coverageDirectory=${directory}`, '--collectCoverageFrom=src/**/*.ts'];
    // Too little of something is measured here, not refused.
    const args = ['--experimental-vm-modules', JEST, tests, ...coverage, ...where, '--coverageThreshold={}'];
    const { code, stderr } = await execute(process.execPath, args);
    if (code !== 0) throw new UnitTestError(stderr.slice(-2000));
    const summary: unknown = JSON.parse(await readFile(join(directory, 'coverage-summary.json'), 'utf8'));
    return (summary as { total: { statements: { pct: number } } }).total.statements.pct;
  } finally {
    await remove();
  }
}
