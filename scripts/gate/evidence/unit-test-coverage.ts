import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '../execute.ts';

const JEST = 'node_modules/jest/bin/jest.js';

/**
 * Runs the unit tests and measures what share of the statements of `src/` they run, 0 to 100; takes minutes.
 *
 * @throws Error when a test fails: what failing tests cover proves nothing
 */
export async function unitTestCoverage(): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-coverage-'));
  try {
    const coverage = ['--coverage', '--coverageProvider=v8', '--coverageReporters=json-summary'];
    const where = [`--coverageDirectory=${directory}`, '--collectCoverageFrom=src/**/*.ts'];
    const args = ['--experimental-vm-modules', JEST, 'tests/unit', ...coverage, ...where];
    const { code, stderr } = await execute(process.execPath, args);
    if (code !== 0) throw new Error(`The unit tests fail, so that they cover nothing:\n${stderr.slice(-2000)}`);
    const summary: unknown = JSON.parse(await readFile(join(directory, 'coverage-summary.json'), 'utf8'));
    return (summary as { total: { statements: { pct: number } } }).total.statements.pct;
  } finally {
    await rm(directory, { recursive: true });
  }
}
