import { expect, test } from '@jest/globals';
import { contradictions } from '../../../../scripts/prove/verdict.ts';
import { loadDocument } from '../../infra/contract/fixture.ts';

test('an error that is declared as an archive alone may be told as JSON; a success, and one declared as text, may not', async () => {
  const as = (type: string) => ({ description: type, content: { [type]: {} } });
  const responses = { 200: as('application/x-tar'), 400: as('application/x-tar'), 404: as('text/plain') };
  const contract = await loadDocument({ paths: { '/export': { get: { operationId: 'export', responses } } } });
  const [operation] = contract.operations;
  const headers = new Headers({ 'content-type': 'application/json' });
  const rules = [200, 400, 404].map((status) =>
    operation === undefined
      ? []
      : contradictions(contract, operation, { status, headers, text: '{}', json: {}, milliseconds: 1 }),
  );
  expect(rules.map((found) => found.map(({ rule }) => rule))).toEqual([
    ['declared-media-type'],
    [],
    ['declared-media-type'],
  ]);
});
