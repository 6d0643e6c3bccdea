import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract } from '@plumbline/contract/contract';
import { loadContract } from '@plumbline/contract/load';
import { inferResources } from '../../../../../src/infra/resources/infer/infer.ts';
import type { ResourceModel, ResourceOperation } from '../../../../../src/infra/resources/resource.ts';

/** One of the project's own example contracts, by name. */
export function example(name: string): Promise<Contract> {
  return loadContract(join(import.meta.dirname, '../../../../../openapi/examples', `${name}.yaml`));
}

/** A contract of these paths and schemas, in YAML flow or block style. */
export async function contractOf(paths: string, schemas = '{}'): Promise<Contract> {
  const folder = mkdtempSync(join(tmpdir(), 'infer-'));
  const file = join(folder, 'contract.yaml');
  const indented = paths.replaceAll(/^/gm, '  ');
  writeFileSync(
    file,
    `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n${indented}\ncomponents:\n  schemas: ${schemas}\n`,
  );
  try {
    return await loadContract(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Roles by method and path, `list books /data[]`; an operation that no resource serves is left out. */
export function rolesOf(model: ResourceModel): Record<string, string> {
  return Object.fromEntries(
    [...model.operations.values()].map((served) => [
      `${served.operation.method.toUpperCase()} ${served.operation.path}`,
      `${served.role} ${served.resource.name} ${placeOf(served)}`,
    ]),
  );
}

/** Resources by name, with what identifies their items: `books(id bigint)`, `settings()`. */
export function identitiesOf(model: ResourceModel): string[] {
  return model.resources.map(({ name, identity, parents }) => {
    const own = identity ? [`${identity.property ?? 'hidden'} ${identity.type}`] : [];
    const outer = parents.map(({ parameter, column, resource }) => `${parameter}: ${resource ?? 'none'}.${column}`);
    return `${name}(${[...own, ...outer].join(', ')})`;
  });
}

export async function inferred(paths: string, schemas?: string): Promise<ResourceModel> {
  return inferResources(await contractOf(paths, schemas));
}

function placeOf({ response, key }: ResourceOperation): string {
  const item = response.itemAt ? `*${response.itemAt.join('/')}` : '';
  const place = response.at ? `/${response.at.join('/')}${response.isList ? '[]' : ''}${item}` : 'nothing';
  return key && key.in !== 'path' ? `${place} by ${key.in} ${key.name}` : place;
}
