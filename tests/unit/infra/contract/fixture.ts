import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract } from '@plumbline/contract/contract';
import { loadContract } from '@plumbline/contract/load';

const FIXTURES = join(import.meta.dirname, 'fixtures');

/** Absolute path of a fixture. */
export function fixture(name: string): string {
  return join(FIXTURES, name);
}

/** The content of a golden file. */
export function golden(name: string): unknown {
  return JSON.parse(readFileSync(fixture(name), 'utf8'));
}

/** Writes a contract to a file of its own. @returns the file */
export function writeContract(text: string, name = 'openapi.yaml'): string {
  const file = join(mkdtempSync(join(tmpdir(), 'plumbline-contract-')), name);
  writeFileSync(file, text);
  return file;
}

/** Loads OpenAPI 3.1 with the given members beside `openapi` and `info`. */
export function loadDocument(members: object): Promise<Contract> {
  const document = { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths: {}, ...members };
  return loadContract(writeContract(JSON.stringify(document), 'openapi.json'));
}
