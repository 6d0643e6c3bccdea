import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { OWN_CONTRACT } from '../../../../src/config.ts';
import { evidenceOf, type Evidence } from '../../../../scripts/gate/evidence/evidence.ts';
import { unitTestCoverage, UnitTestError } from '../../../../scripts/gate/evidence/unit-test-coverage.ts';
import { withContext } from '../../../../scripts/gate/open-context.ts';
import { runStages } from '../../../../scripts/gate/run.ts';
import type { Stage } from '../../../../scripts/gate/stage.ts';
import { authorization } from '../../../../scripts/gate/stages/authorization.ts';
import { prove } from '../../../../scripts/gate/stages/prove.ts';
import { writeContract } from '../../infra/contract/fixture.ts';

const schema = JSON.parse(await readFile('docs/evidence.schema.json', 'utf8')) as object;
const conforms = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

const BELL = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
};
const bells = writeContract(
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Belfry', version: '2.0.0' },
    servers: [{ url: '/v1' }],
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    security: [{ key: [] }],
    paths: {
      '/bells': {
        get: {
          operationId: 'listBells',
          tags: ['All bells'],
          'x-backlog-id': 'BELL-1',
          responses: { 200: answer({ type: 'array', items: BELL }) },
        },
      },
      '/bells/{id}': {
        get: {
          operationId: 'getBell',
          'x-backlog-id': ['BELL-1', 2],
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          responses: { 200: answer(BELL), 404: { description: 'No such bell.' } },
        },
      },
      '/.well-known/bells': {
        servers: [{ url: '/' }],
        get: { operationId: 'getAbout', responses: { 200: answer({ type: 'object' }) } },
      },
    },
  }),
);

function answer(schema: object): object {
  return { description: 'Here.', content: { 'application/json': { schema } } };
}

/** Runs stages on a contract, and sums the run up. */
function evidenceFor(file: string, stages: readonly Stage[]): Promise<Evidence> {
  const options = { file, seed: 1, examples: 1, report: '', isUnitTested: false };
  return withContext(options, async (context) => {
    const watcher = { began: () => undefined, ended: () => undefined };
    return evidenceOf(await runStages(stages, context, watcher, '2026-11-21'), context);
  });
}

test('what was measured is there, in the fixed shape', async () => {
  const evidence = await evidenceFor(bells, [prove, authorization]);

  expect(conforms(evidence) ? [] : conforms.errors).toEqual([]);
  const { api_base_url, documentation_url, health_check_url } = evidence.deployment;
  expect(api_base_url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  expect(documentation_url).toMatch(/\/_system\/docs$/);
  expect(health_check_url).toMatch(/\/_system\/readyz$/);
  const [asked, again, others] = evidence.implemented_endpoints;
  expect(asked).toEqual({
    backlog_id: 'BELL-1',
    endpoints: [
      {
        method: 'GET',
        path: '/bells',
        response_time_p95: expect.any(Number),
        test_coverage: 100,
        documentation_link: `${String(documentation_url)}#/All_bells/listBells`,
      },
      expect.objectContaining({ path: '/bells/{id}' }),
    ],
  });
  expect(again).toMatchObject({ backlog_id: '2', endpoints: [{ path: '/bells/{id}' }] });
  expect(others).toMatchObject({ backlog_id: null, endpoints: [{ path: '/.well-known/bells' }] });
  expect(evidence.database_changes).toEqual([
    {
      migration_id: 'Belfry 2.0.0',
      tables_affected: ['belfry.bells', 'plumbline.contract'],
      indexes_created: expect.arrayContaining(['belfry.bells_identity']),
      performance_impact: expect.stringMatching(/^\d+ ms on an empty database$/),
    },
  ]);
  const { integration_tests_passed: passed, load_test_results: load, ...rest } = evidence.test_results;
  expect(passed).toBeGreaterThan(10);
  expect(load).toEqual({ requests_per_second: expect.any(Number), p95_latency: expect.any(Number), error_rate: 0 });
  expect(rest).toEqual({ unit_test_coverage: null, security_scan_status: 'passed' });
}, 120_000);

test('of the desk every migration is told with its own tables; what was not measured is null', async () => {
  const evidence = await evidenceFor(OWN_CONTRACT, []);

  expect(conforms(evidence) ? [] : conforms.errors).toEqual([]);
  expect(evidence.database_changes.slice(0, 2)).toMatchObject([
    { migration_id: '20261121000000-desk', tables_affected: expect.arrayContaining(['desk.projects']) },
    { migration_id: '20261121010000-identity', tables_affected: expect.arrayContaining(['desk.accounts']) },
  ]);
  expect(evidence.deployment).toEqual({
    api_base_url: null,
    documentation_url: null,
    health_check_url: null,
    metrics_dashboard: null,
  });
  expect(evidence.implemented_endpoints.flatMap(({ endpoints }) => endpoints)[0]).toMatchObject({
    response_time_p95: null,
    test_coverage: null,
    documentation_link: null,
  });
  expect(evidence.test_results).toEqual({
    unit_test_coverage: null,
    integration_tests_passed: null,
    load_test_results: { requests_per_second: null, p95_latency: null, error_rate: null },
    security_scan_status: null,
  });
});

test('what unit tests cover is measured where they pass, and refused where they fail', async () => {
  expect(await unitTestCoverage('tests/unit/domain/project')).toBeGreaterThan(0);
  await expect(unitTestCoverage('tests/unit/there-are-none')).rejects.toThrow(UnitTestError);
}, 120_000);
