import type { PGlite } from '@electric-sql/pglite';
import { createRequire } from 'node:module';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * A fresh cluster, kept as a tar file in `node_modules/.cache`. Making one (`initdb`) takes PGlite 2.5 to 4 seconds,
 * laying the kept one takes 0.4: with it first starts and every test file are quick. The file is named after PGlite's
 * version, and goes away with `node_modules`.
 */
function templateFile(): string {
  const entry = require.resolve('@electric-sql/pglite');
  const { version } = require(join(dirname(entry), '..', 'package.json')) as { version: string };
  const nodeModules = join(dirname(entry), '..', '..', '..');
  return join(nodeModules, '.cache', 'plumbline', `pglite-${version}.tar`);
}

/** The kept cluster; `undefined` when there is none yet. */
export async function openTemplate(): Promise<Blob | undefined> {
  const file = templateFile();
  return access(file).then(
    () => openAsBlob(file),
    () => undefined,
  );
}

/** Keeps a cluster that has just been made. Where the place is not writable, the next start is slow too, and works. */
export async function keepTemplate(pglite: PGlite): Promise<void> {
  const file = templateFile();
  const unfinished = `${file}.${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(unfinished, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
    // Renaming is atomic: nobody reads half a cluster.
    await rename(unfinished, file);
  } catch {
    // A cache only.
  }
}
