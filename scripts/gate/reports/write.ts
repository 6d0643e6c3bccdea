import { existsSync } from 'node:fs';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { MisuseError } from '../../arguments.ts';
import type { GateOptions } from '../options.ts';
import type { GateReport } from '../report.ts';
import { asHtml } from './html.ts';
import { asJunit } from './junit.ts';
import { asMarkdown } from './markdown.ts';
import { asSarif } from './sarif.ts';

/**
 * Makes the folders that reports go to, and looks whether files can be written there.
 *
 * @throws MisuseError where that cannot be done: better now than after the run
 */
export async function makeFolders({ report, evidence }: GateOptions): Promise<void> {
  await assertWritable(join(report, 'gate.json'));
  if (evidence !== undefined) await assertWritable(evidence);
}

async function assertWritable(file: string): Promise<void> {
  try {
    await makeFolder(dirname(resolve(file)));
    const isThere = existsSync(file);
    // Opened for appending, a file that is there stays as it is.
    await (await open(file, 'a')).close();
    if (!isThere) await rm(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MisuseError(`${file} cannot be written: ${why}`, { cause: error });
  }
}

/** One folder after the other: asked for all at once below a file system that takes none, Node never comes back. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  await makeFolder(dirname(folder));
  await mkdir(folder).catch((error: unknown) => {
    if (!existsSync(folder)) throw error;
  });
}

/** Writes the report in every format. */
export async function writeReports(report: GateReport, folder: string): Promise<void> {
  const files = {
    'gate.json': `${JSON.stringify(report, null, 2)}\n`,
    'gate.junit.xml': asJunit(report),
    'gate.sarif': `${JSON.stringify(asSarif(report), null, 2)}\n`,
    'gate.md': asMarkdown(report),
    'gate.html': asHtml(report),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}
