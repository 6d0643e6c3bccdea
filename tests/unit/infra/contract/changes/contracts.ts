import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract } from '@plumbline/contract/contract';
import { compareContracts } from '@plumbline/diff/compare';
import { loadContract } from '@plumbline/contract/load';

export type Dialect = '3.0.3' | '3.1.0' | '3.2.0';
export type Json = Record<string, unknown>;

/** Sunsets are judged on this day. */
const TODAY = new Date('2026-06-15T00:00:00Z');

/** Loads a document as a contract, as if it stood in a file of its own. */
export async function contractOf(document: Json, dialect: Dialect = '3.1.0'): Promise<Contract> {
  const folder = await mkdtemp(join(tmpdir(), 'changes-'));
  const file = join(folder, 'contract.json');
  try {
    await writeFile(file, JSON.stringify({ openapi: dialect, info: { title: 'Things', version: '1' }, ...document }));
    return await loadContract(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The changes between two documents, each as `level rule`. */
export async function rulesBetween(base: Json, revision: Json, dialect?: Dialect): Promise<string[]> {
  const changes = compareContracts(await contractOf(base, dialect), await contractOf(revision, dialect), {
    today: TODAY,
  });
  return changes.map(({ level, rule }) => `${level} ${rule}`);
}

/** A document of one operation, `GET /things`; with whatever is given instead of its plain parts. */
export function withOperation(operation: Json, others: Json = {}): Json {
  return {
    paths: {
      '/things': { get: { operationId: 'listThings', responses: { 200: { description: 'Yes' } }, ...operation } },
    },
    ...others,
  };
}

/** A document that takes and gives objects whose property `value` has the schema. */
export function withValue(schema: unknown): Json {
  return withBody({ type: 'object', properties: { value: schema } });
}

/** A document whose request body and response have the schema. */
export function withBody(schema: unknown, components: Json = {}): Json {
  const content = { 'application/json': { schema } };
  return {
    paths: {
      '/things': {
        post: {
          operationId: 'createThing',
          requestBody: { required: true, content },
          responses: { 200: { description: 'Made', content } },
        },
      },
    },
    components: { schemas: components },
  };
}
