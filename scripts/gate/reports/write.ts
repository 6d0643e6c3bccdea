import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context } from '../context.ts';
import { evidenceOf } from '../evidence/evidence.ts';
import { MisuseError, type GateOptions } from '../options.ts';
import type { GateReport } from '../report.ts';
import { asHtml } from './html.ts';
import { asJunit } from './junit.ts';
import { asMarkdown } from './markdown.ts';
import { asSarif } from './sarif.ts';

/** Makes the folders that reports go to. @throws MisuseError where that cannot be done: better now than after the run */
export async function makeFolders({ report, evidence }: GateOptions): Promise<void> {
  for (const folder of [report, ...(evidence === undefined ? [] : [dirname(evidence)])]) {
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw new MisuseError(`Reports cannot be written to ${folder}: ${String(error)}`, { cause: error });
    });
  }
}

/** Writes the report in every format, and the evidence where it was asked for. */
export async function writeReports(report: GateReport, context: Context, options: GateOptions): Promise<void> {
  const files = {
    'gate.json': `${JSON.stringify(report, null, 2)}\n`,
    'gate.junit.xml': asJunit(report),
    'gate.sarif': `${JSON.stringify(asSarif(report), null, 2)}\n`,
    'gate.md': asMarkdown(report),
    'gate.html': asHtml(report),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(options.report, name), text);
  if (options.evidence === undefined) return;
  await writeFile(options.evidence, `${JSON.stringify(await evidenceOf(report, context, options), null, 2)}\n`);
}
