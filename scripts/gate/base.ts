import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { Contract } from '@plumbline/contract/contract';
import { openVersion, VersionError } from '../diff/version.ts';
import { execute } from './execute.ts';

/** The contract that clients know, to compare with. */
export interface Base {
  /** As a person names it: a file, or `git-ref:path`. */
  name: string;
  contract: Contract;
}

/** There is nothing to compare with; the message says why. */
export class NoBaseError extends Error {
  override readonly name = 'NoBaseError';
}

/**
 * Opens the contract to compare with.
 *
 * @param asked `--base`: a file, a git ref whose version of `file` is meant, or `git-ref:path`; by default the merge base
 *   of HEAD with `main`
 * @throws NoBaseError when nobody asked and there is none; VersionError, ContractError when what was asked for cannot be had
 */
export async function openBase(file: string, asked: string | undefined): Promise<Base> {
  if (asked !== undefined && (existsSync(asked) || /^[^:]+:./u.test(asked))) return open(asked);
  const path = relative('', file);
  if (asked !== undefined) return open(`${asked}:${path}`);
  const mergeBase = await mergeBaseWithMain();
  try {
    return await open(`${mergeBase}:${path}`);
  } catch (error) {
    if (error instanceof VersionError) throw new NoBaseError(`There is no base: ${error.message} Name one by --base.`);
    throw error;
  }
}

async function open(name: string): Promise<Base> {
  return { name, contract: await openVersion(name) };
}

async function mergeBaseWithMain(): Promise<string> {
  for (const branch of ['origin/main', 'main']) {
    const { code, stdout } = await execute('git', ['merge-base', 'HEAD', branch]).catch(() => ({
      code: 1,
      stdout: '',
    }));
    if (code === 0) return stdout.trim().slice(0, 12);
  }
  throw new NoBaseError('There is no base: no branch main to compare with. Name one by --base.');
}
