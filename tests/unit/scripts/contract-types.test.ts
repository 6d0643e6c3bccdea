import { expect, test } from '@jest/globals';
import { typesSource } from '../../../scripts/generate/contract-types.ts';
import { loadContract } from '@plumbline/contract/load';
import { fixture } from '../infra/contract/fixture.ts';

test('types say what each operation takes and answers', async () => {
  const contract = await loadContract(fixture('split/openapi.yaml'));
  const before = structuredClone(contract.document);
  const source = await typesSource(contract);
  expect(source).toContain('export type OperationId =\n  | "listCrossings"\n  | "getCrossing";\n');
  expect(source).toContain('"application/json": components["schemas"]["Crossing"][];');
  expect(source).not.toMatch(/^export (?:const|enum|function|class)/m);
  expect(contract.document).toEqual(before);
});
