import { describe, expect, test } from '@jest/globals';
import { sampleValues } from '../../../../scripts/prove/sample-values.ts';
import { edgesOf, faultsOf } from '../../../../scripts/prove/vary/request-variations.ts';
import { areValid } from '../../../../scripts/prove/vary/valid-values.ts';
import { applied } from '../../../../scripts/prove/vary/variation.ts';
import { loadContract } from '@plumbline/contract/load';

const contract = await loadContract('scripts/gate/mutations/workshop.yaml');

function operationNamed(id: string) {
  const operation = contract.operations.find((each) => each.id === id);
  if (!operation) throw new Error(`There is no ${id}.`);
  return operation;
}

describe.each(['createTool', 'replaceTool', 'updateTool', 'listTools'])('%s', (id) => {
  const operation = operationNamed(id);
  const values = sampleValues(contract, operation, { seed: 3, optional: 'all' });

  test('every edge leaves the request valid, every fault breaks it', () => {
    const edges = edgesOf(contract, operation, values);
    const faults = faultsOf(contract, operation, values);
    expect(areValid(contract, operation, values)).toBe(true);
    expect(edges.filter((edge) => !areValid(contract, operation, applied(values, edge)))).toEqual([]);
    expect(faults.filter((fault) => areValid(contract, operation, applied(values, fault)))).toEqual([]);
  });
});

test('every bound of a body is met from both sides', () => {
  const operation = operationNamed('createTool');
  const values = sampleValues(contract, operation, { seed: 3, optional: 'all' });
  const told = (all: ReturnType<typeof edgesOf>, pointer: string) =>
    all.filter((each) => each.pointer === pointer).map(({ kind, value }) => `${kind} ${JSON.stringify(value)}`);
  expect(told(edgesOf(contract, operation, values), '/body/weight')).toEqual(['minimum 1', 'maximum 5000']);
  expect(told(faultsOf(contract, operation, values), '/body/weight')).toEqual([
    'required undefined',
    'type {"plumbline":true}',
    expect.stringMatching(/^coercion "\d+"$/),
    'minimum 0',
    'maximum 5001',
    expect.stringMatching(/^integer \d+\.5$/) as unknown as string,
  ]);
});

test('a change is made in a copy', () => {
  const values = { body: { a: [{ b: 1 }] } };
  expect(applied(values, { kind: 'x', pointer: '/body/a/0/b', value: 2 })).toEqual({ body: { a: [{ b: 2 }] } });
  expect(applied(values, { kind: 'x', pointer: '/body/a' })).toEqual({ body: {} });
  expect(values).toEqual({ body: { a: [{ b: 1 }] } });
});
