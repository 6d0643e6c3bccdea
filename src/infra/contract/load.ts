import { resolve } from 'node:path';
import type { Contract, OpenApiDocument } from './contract.ts';
import { ContractError } from './contract-error.ts';
import type { Draft } from './draft.ts';
import { isMembers, membersOf } from './json.ts';
import { normalise } from './normalise/normalise.ts';
import { operationsOf } from './operations.ts';
import { createOrigins } from './source/origins.ts';
import { readSource } from './source/read.ts';

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
export async function loadContract(file: string, _options: LoadOptions = {}): Promise<Contract> {
  const entry = await readSource(resolve(file));
  if (entry.problems.length > 0) throw new ContractError(file, entry.problems);
  const document = entry.value;
  const version = isMembers(document) ? (document.openapi ?? document.swagger) : undefined;
  if (!isMembers(document) || version === undefined) {
    const message = 'Not an OpenAPI document: no `openapi: 3.x` or `swagger: "2.0"` at the top. Name the entry file.';
    const place = entry.locate([]);
    throw new ContractError(file, [place ? { message, place } : { message }]);
  }
  const draft: Draft = {
    document,
    sourceVersion: String(version),
    origins: createOrigins(entry),
    findings: entry.faults.map(({ feature, message, place }) => ({
      verdict: 'healed',
      feature,
      message,
      pointer: '',
      place,
    })),
    problems: [],
  };
  normalise(draft);
  if (draft.problems.length > 0) throw new ContractError(file, draft.problems);
  return finished(entry.file, draft);
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
