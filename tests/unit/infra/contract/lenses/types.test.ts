import { expect, test } from '@jest/globals';
import { typesSource } from '../../../../../src/infra/contract/lenses/types.ts';
import { loadContract } from '../../../../../src/infra/contract/load.ts';
import { fixture } from '../fixture.ts';

test('types say what each operation takes and answers', async () => {
  const contract = await loadContract(fixture('split/openapi.yaml'));
  const before = structuredClone(contract.document);
  const source = await typesSource(contract);
  expect(source).toContain('export type OperationId =\n  | "listCrossings"\n  | "getCrossing";\n');
  expect(source).toContain('"application/json": components["schemas"]["Crossing"][];');
  expect(source).not.toMatch(/^export (?:const|enum|function|class)/m);
  expect(contract.document).toEqual(before);
});
