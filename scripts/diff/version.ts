import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { Contract, Place } from '@plumbline/contract/contract';
import { ContractError } from '@plumbline/contract/contract-error';
import { loadContract } from '@plumbline/contract/load';

const run = promisify(execFile);

/** The version that was asked for is not to be had. */
export class VersionError extends Error {
  override readonly name = 'VersionError';
}

/**
 * Loads a contract from a file, or, where there is no such file and the name has the form `git-ref:path`, from a commit.
 *
 * @param name `openapi/openapi.yaml`, `main:openapi/openapi.yaml`; a path of a commit is relative to the current folder,
 *   or to the top of the repository where there is nothing at that path
 * @returns the contract, its places told as the caller names files: relative to here, or `main:openapi/openapi.yaml`
 * @throws VersionError when there is neither; ContractError when it is no contract
 */
export async function openVersion(name: string): Promise<Contract> {
  if (existsSync(name)) return renamed(await loadContract(name), (file) => relative('', file));
  const [, reference, path] = /^([^:]+):(.+)$/u.exec(name) ?? [];
  if (reference === undefined || path === undefined) {
    throw new VersionError(`${name} does not exist. Name a file, or a file of a commit as git-ref:path.`);
  }
  return openCommitted(reference, path);
}

/**
 * The contract that another is compared with: what `openVersion` takes, or a commit alone, which stands for its version
 * of the other file.
 *
 * @param revision the other contract: a file, or a file of a commit
 * @throws VersionError, ContractError as `openVersion` does
 */
export async function openBaseVersion(name: string, revision: string): Promise<Contract> {
  const isAlone = !existsSync(name) && !name.includes(':') && (await isCommit(name));
  return openVersion(isAlone ? `${name}:${revision.replace(/^[^:/]+:/u, '')}` : name);
}

function isCommit(reference: string): Promise<boolean> {
  return git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`]).then(
    () => true,
    () => false,
  );
}

/** Unpacks the whole commit, since a contract may reference files anywhere beside it. */
async function openCommitted(reference: string, path: string): Promise<Contract> {
  if (!(await isCommit(reference))) {
    throw new VersionError(
      `There is no commit ${reference}. Name a branch, a tag or a commit, or a file that is there.`,
    );
  }
  const top = (await git(['rev-parse', '--show-toplevel'])).trim();
  const prefix = (await git(['rev-parse', '--show-prefix'])).trim();
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-diff-'));
  try {
    const archive = join(folder, 'commit.tar');
    await git(['-C', top, 'archive', '--format=tar', `--output=${archive}`, `${reference}^{tree}`]);
    const tree = join(folder, 'tree');
    await run('mkdir', [tree]);
    await run('tar', ['-xf', archive, '-C', tree]);
    const candidates = [join(tree, prefix, path), join(tree, path)];
    // A path that leads out of the repository would find whatever stands there, in no version at all.
    const file = candidates.find((candidate) => candidate.startsWith(`${tree}/`) && existsSync(candidate));
    if (file === undefined) throw new VersionError(`There is no ${path} in ${reference}.`);
    const name = (unpacked: string): string => `${reference}:${relative(tree, unpacked)}`;
    try {
      return renamed(await loadContract(file), name);
    } catch (error) {
      throw error instanceof ContractError
        ? new ContractError(`${reference}:${path}`, renamedProblems(error, name))
        : error;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function git(args: string[]): Promise<string> {
  try {
    return (await run('git', args)).stdout;
  } catch (error) {
    const message = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new VersionError(message || 'git failed.', { cause: error });
  }
}

function renamed(contract: Contract, name: (file: string) => string): Contract {
  return {
    ...contract,
    locate(pointer) {
      const place = contract.locate(pointer);
      return place && renamedPlace(place, name);
    },
  };
}

function renamedProblems({ problems }: ContractError, name: (file: string) => string) {
  return problems.map(({ message, place }) => ({ message, ...(place && { place: renamedPlace(place, name) }) }));
}

function renamedPlace(place: Place, name: (file: string) => string): Place {
  return { ...place, file: name(place.file) };
}
