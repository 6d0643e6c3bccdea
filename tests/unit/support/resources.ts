import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContract } from '@plumbline/contract/load';
import type { Contract } from '@plumbline/contract/contract';
import type { Database } from '../../../src/infra/db/database.ts';
import type { Answer, Invocation } from '../../../src/infra/http/invocation.ts';
import { inferResources } from '../../../src/infra/resources/infer/infer.ts';
import { serveResources } from '../../../src/infra/resources/serve.ts';

export const NOW = new Date('2026-05-04T03:02:01.000Z');

export type Call = (operationId: string, request?: Partial<Invocation>) => Promise<Answer>;

/** Answers operations of a contract straight from its derived resources, on a frozen clock. */
export async function serve(
  contract: Contract,
  database: Database,
  options: { isProduction?: boolean } = {},
): Promise<Call> {
  const model = inferResources(contract);
  const answerers = await serveResources({ contract, model, database, now: () => NOW, ...options });
  return async (operationId, request = {}) => {
    const operation = contract.operations.find(({ id }) => id === operationId);
    const answerer = answerers.get(operationId);
    if (!operation || !answerer) throw new Error(`No resource serves ${operationId}`);
    return answerer({
      operation,
      basePath: '',
      path: {},
      query: {},
      headers: {},
      cookies: {},
      body: undefined,
      requestId: 'test',
      accept: 'application/json',
      ...request,
    });
  };
}

/** Loads a contract written in a test. */
export async function contractOf(document: object): Promise<Contract> {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-'));
  const file = join(directory, 'openapi.json');
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'Test', version: '1' }, ...document }));
  const contract = await loadContract(file);
  await rm(directory, { recursive: true });
  return contract;
}
