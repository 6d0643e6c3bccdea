import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

/** What Spectral found at one place of one file. */
export interface LintResult {
  code: string;
  path: string[];
  source: string;
}

/** Runs the linter as `npm run lint:contract` does; it exits 1 when it found something, which is a result here. */
export async function lintFiles(files: readonly string[]): Promise<LintResult[]> {
  const spectral = resolve('node_modules/@stoplight/spectral-cli/dist/index.js');
  const rules = ['--ruleset', resolve('openapi/.spectral.yaml'), '--fail-severity', 'hint'];
  const output = await new Promise<string>((done, fail) => {
    const args = [spectral, 'lint', ...files, ...rules, '--format', 'json', '--quiet'];
    execFile(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }, (_, stdout, stderr) => {
      if (stdout === '') fail(new Error(`Spectral did not run: ${stderr}`));
      else done(stdout);
    });
  });
  return JSON.parse(output) as LintResult[];
}
