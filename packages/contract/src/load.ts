import { resolve } from 'node:path';
import { bundle } from './bundle/bundle.ts';
import type { Contract, OpenApiDocument } from './contract.ts';
import { ContractError } from './contract-error.ts';
import type { Draft } from './draft.ts';
import { isMembers, membersOf } from './json.ts';
import { normalise } from './normalise/normalise.ts';
import { operationsOf } from './operations.ts';
import { createOrigins } from './source/origins.ts';
import { createReader } from './source/read.ts';
import type { Source } from './source/source.ts';

export interface LoadOptions {
  /** Follow `$ref`s to `http(s)` URLs. Off by default: a contract must not depend on what a server says today. */
  allowNetwork?: boolean;
}

/**
 * Loads a contract: reads the file and those that it references, mends what can be mended and turns it into one
 * OpenAPI 3.1 document, whatever dialect (Swagger 2.0 to OpenAPI 3.2; YAML or JSON) it was written in.
 *
 * @param file path of the entry document
 * @throws ContractError with every problem, each with its place, when there is no contract to be had from the file
 */
export async function loadContract(file: string, options: LoadOptions = {}): Promise<Contract> {
  const read = createReader({ allowNetwork: options.allowNetwork ?? false });
  const entry = await read(resolve(file));
  const draft = drafted(file, entry);
  await bundle(draft, entry, read);
  if (draft.problems.length === 0) normalise(draft, entry.file);
  if (draft.problems.length > 0) throw new ContractError(file, draft.problems);
  return finished(entry.file, draft);
}

function drafted(file: string, entry: Source): Draft {
  if (entry.problems.length > 0) throw new ContractError(file, entry.problems);
  const document = entry.value;
  const version = isMembers(document) ? (document.openapi ?? document.swagger) : undefined;
  if (!isMembers(document) || (typeof version !== 'string' && typeof version !== 'number')) {
    const message = 'Not an OpenAPI document: no `openapi: 3.x` or `swagger: "2.0"` at the top. Name the entry file.';
    throw new ContractError(file, [{ message, place: { file: entry.file, line: 1, column: 1 } }]);
  }
  return {
    document,
    sourceVersion: String(version),
    origins: createOrigins(entry),
    findings: entry.faults.map((fault) => ({ verdict: 'healed', pointer: '', ...fault })),
    problems: [],
  };
}

function finished(file: string, { document, sourceVersion, origins, findings }: Draft): Contract {
  const info = membersOf(document.info);
  return {
    file,
    title: String(info.title),
    version: String(info.version),
    sourceVersion,
    document: document as OpenApiDocument,
    operations: operationsOf(document),
    findings,
    locate: (pointer) => origins.locate(pointer),
  };
}
