import { expect, test } from '@jest/globals';
import type { Context } from '../../../../scripts/gate/context.ts';
import { lint } from '../../../../scripts/gate/stages/lint.ts';
import { loadContract } from '@plumbline/contract/load';
import { writeContract } from '../../infra/contract/fixture.ts';

test('what lint finds within an operation is about it, so that its waivers hold', async () => {
  const get = { operationId: 'listBells', responses: { 200: { description: 'Here.' } } };
  const info = { title: 'Belfry', version: '1' };
  const file = writeContract(JSON.stringify({ openapi: '3.1.0', info, paths: { '/bells': { get } } }));
  const context = { file, contract: await loadContract(file) } as unknown as Context;
  const { problems } = await lint.check(context);
  const about = problems.map(({ rule, operation }) => [rule, operation]);
  expect(about).toContainEqual(['lint/operation-tags', 'listBells']);
  expect(about).toContainEqual(['lint/info-contact', undefined]);
}, 60_000);
