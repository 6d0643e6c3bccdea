import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const BYTES = 32;

/**
 * The secret that stand-in credentials are made from, kept beside the data of a folder: whoever copied a printed
 * credential can use it after the next start too. Made on the first start.
 *
 * @param directory the data directory; the database in it keeps other processes out
 * @throws Error of the file system
 */
export async function keptDevelopmentSecret(directory: string): Promise<string> {
  const file = join(directory, 'development-secret');
  const kept = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  // A start that was cut off may have left half of it.
  if (/^[0-9a-f]{64}$/.test(kept)) return kept;
  const made = randomBytes(BYTES).toString('hex');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
