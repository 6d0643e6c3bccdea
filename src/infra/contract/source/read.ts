import { readFile } from 'node:fs/promises';
import { parseSource, unreadable, type Source } from './source.ts';

/** Reads and parses one file; what is wrong with it is in `problems` of the source. */
export async function readSource(file: string): Promise<Source> {
  try {
    return parseSource(file, await readFile(file, 'utf8'));
  } catch (error) {
    return unreadable(file, { message: unreadableMessage(error), place: { file, line: 1, column: 1 } });
  }
}

function unreadableMessage(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'There is no such file. Check the path.';
  if (code === 'EISDIR') return 'This is a directory. Name the OpenAPI document in it.';
  if (code === 'EACCES' || code === 'EPERM') return 'The file may not be read. Check its permissions.';
  return `The file cannot be read (${error instanceof Error ? error.message : String(error)}).`;
}
