import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Context } from '../../../../scripts/gate/context.ts';
import { coverage } from '../../../../scripts/gate/stages/coverage.ts';
import type { Exchange } from '../../../../scripts/prove/exchange.ts';
import { loadContract } from '@plumbline/contract/load';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';

const contract = await loadContract(join(import.meta.dirname, '../../../../openapi/examples/library.yaml'));
const [operation, ...others] = contract.operations;

function contextWith(exchanges: Exchange[], isOwn: boolean): Context {
  const unused = () => Promise.reject(new Error('Coverage asks for what was sent only'));
  return {
    file: contract.file,
    isOwn,
    contract,
    model: inferResources(contract),
    seed: 1,
    examples: 1,
    base: unused,
    ground: unused,
    exchanges,
    progress: () => undefined,
  };
}

function answered(status: number, id = operation?.id ?? ''): Exchange {
  return { operation: id, check: 'valid', method: 'GET', target: '/', status, milliseconds: 1, problems: 0 };
}

async function neverSucceeded(exchanges: Exchange[], isOwn: boolean) {
  const { problems } = await coverage.check(contextWith(exchanges, isOwn));
  return problems.filter(({ rule }) => rule === 'coverage/success').map((each) => [each.operation, each.level]);
}

test('an operation that never succeeded fails the own contract, and is told of a foreign one', async () => {
  const successes = others.map(({ id }) => answered(200, id));
  expect(await neverSucceeded([answered(404), ...successes], true)).toEqual([[operation?.id, 'error']]);
  expect(await neverSucceeded([answered(404), ...successes], false)).toEqual([[operation?.id, 'warning']]);
  expect(await neverSucceeded([answered(404), answered(200), ...successes], true)).toEqual([]);
});

test('where nothing was sent there is nothing to tell', async () => {
  expect(await coverage.check(contextWith([], true))).toMatchObject({ isSkipped: true, problems: [] });
});

test('a status that nobody can bring about from outside is a note that says why; another is a warning', async () => {
  const { id = '', responses = {} } = contract.operations.find((each) => each.responses['404']) ?? {};
  const failing = { ...responses, ...(responses['404'] && { '503': responses['404'] }) };
  const operations = contract.operations.map((each) => (each.id === id ? { ...each, responses: failing } : each));
  const documented = { ...contract, operations };
  const { problems } = await coverage.check({ ...contextWith([answered(200, id)], false), contract: documented });
  const told = problems.filter((each) => each.operation === id && each.rule === 'coverage/status');
  expect(told.map(({ level, message }) => [level, message])).toEqual(
    expect.arrayContaining([
      ['warning', expect.stringMatching(/never answered 404$/)],
      ['note', expect.stringMatching(/never answered 503: only a failure of the server/)],
    ]),
  );
});
