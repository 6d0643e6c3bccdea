import { describe, expect, test } from '@jest/globals';
import { dirname } from 'node:path';
import { ContractError } from '@plumbline/contract/contract-error';
import { loadContract } from '@plumbline/contract/load';
import { fixture, golden, loadDocument, writeContract } from './fixture.ts';

const HEAD = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n';

async function problemsOf(file: string): Promise<string[]> {
  try {
    await loadContract(file);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.problems.map(({ message, place }) => `${place ? `${place.line}:${place.column} ` : ''}${message}`);
  }
  return [];
}

describe('a contract of any dialect becomes one OpenAPI 3.1 document', () => {
  test('Swagger 2.0', async () => {
    const { document, sourceVersion, findings } = await loadContract(fixture('swagger.yaml'));
    expect({ document, sourceVersion, findings }).toEqual({
      document: golden('swagger.golden.json'),
      sourceVersion: '2.0',
      findings: [],
    });
  });

  test('OpenAPI 3.1 split over YAML and JSON files: each target is bundled once, under a readable name', async () => {
    const { document, findings } = await loadContract(fixture('split/openapi.yaml'));
    expect({ document, findings }).toEqual({ document: golden('split.golden.json'), findings: [] });
  });

  test('OpenAPI 3.2: what 3.1 has no word for is served or reported', async () => {
    const { document, findings, operations } = await loadContract(
      writeContract(`openapi: 3.2.0
info: { title: T, version: "1" }
paths:
  /a:
    query: { responses: { 200: { description: '' } } }
    additionalOperations:
      COPY: { responses: { 200: { description: '' } } }
      BREW: { responses: { 200: { description: '' } } }
    get:
      operationId: getA
      responses:
        200:
          content:
            application/jsonl: { itemSchema: { type: string } }
`),
    );
    expect(document.paths).toEqual({
      '/a': {
        get: {
          operationId: 'getA',
          responses: {
            200: {
              description: '',
              content: { 'application/jsonl': { schema: { type: 'array', items: { type: 'string' } } } },
            },
          },
        },
        query: { operationId: 'queryA', responses: { 200: { description: '' } } },
        additionalOperations: { COPY: { operationId: 'copyA', responses: { 200: { description: '' } } } },
      },
    });
    expect(operations.map(({ method, pointer }) => [method, pointer])).toEqual([
      ['get', '/paths/~1a/get'],
      ['query', '/paths/~1a/query'],
      ['copy', '/paths/~1a/additionalOperations/COPY'],
    ]);
    expect(findings.map(({ verdict, feature, place }) => [verdict, feature, place?.line])).toEqual([
      ['ignored', 'additional-operation', 8],
      ['ignored', 'item-schema', 14],
      ['healed', 'missing-operation-id', 5],
      ['healed', 'missing-operation-id', 7],
    ]);
  });

  test('OpenAPI 3.0: nullable, exclusive bounds, and what stands beside a $ref', async () => {
    const contract = await loadDocument({
      openapi: '3.0.3',
      components: {
        schemas: {
          A: {
            type: 'number',
            nullable: true,
            minimum: 1,
            exclusiveMinimum: true,
            maximum: 9,
            exclusiveMaximum: false,
          },
          B: { $ref: '#/components/schemas/A', description: 'x', readOnly: true },
          C: { type: 'string', nullable: true, enum: ['c'] },
        },
      },
    });
    expect(contract.document.components?.schemas).toEqual({
      A: { type: ['number', 'null'], exclusiveMinimum: 1, maximum: 9 },
      B: { $ref: '#/components/schemas/A' },
      C: { type: ['string', 'null'], enum: ['c', null] },
    });
    expect(contract.findings.map(({ verdict, feature }) => [verdict, feature])).toEqual([
      ['ignored', 'reference-siblings'],
    ]);
  });
});

test('every mended fault is a finding with its place', async () => {
  const { findings } = await loadContract(fixture('faults.yaml'));
  const lines = findings.map(({ verdict, feature, pointer, place }) => {
    return `${verdict} ${feature} ${pointer} ${place?.line ?? 0}:${place?.column ?? 0}`;
  });
  expect(lines).toEqual(golden('faults.golden.json'));
});

describe('the text of a file', () => {
  test('may have a byte order mark, CRLF line ends and an unquoted version', async () => {
    const text = `\uFEFFopenapi: 3.1.0\r\ninfo:\r\n  title: T\r\n  version: 1.10\r\npaths: {}\r\n`;
    const { title, version, sourceVersion } = await loadContract(writeContract(text));
    expect({ title, version, sourceVersion }).toEqual({ title: 'T', version: '1.10', sourceVersion: '3.1.0' });
  });

  test('may have a key twice: the last one counts', async () => {
    const { title, findings } = await loadContract(
      writeContract(`${HEAD}info: { title: Last, version: '1' }\npaths: {}\n`),
    );
    expect({ title, findings: findings.map(({ feature, place }) => [feature, place?.line]) }).toEqual({
      title: 'Last',
      findings: [['duplicate-key', 3]],
    });
  });

  test.each([
    ['empty', ' \n', ['1:1 The file is empty. Write an OpenAPI document into it.']],
    [
      'no OpenAPI document',
      'a: 1',
      ['1:1 Not an OpenAPI document: no `openapi: 3.x` or `swagger: "2.0"` at the top. Name the entry file.'],
    ],
    [
      'of an unknown version',
      'openapi: 4.0.0',
      ['1:1 OpenAPI 4.0.0 is not known. Write Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2.'],
    ],
    [
      'not YAML, told for the first faults only, which bring about the rest',
      `servers: [{ url: /api/{v}, variables: {} }]\n${'a: { b: [c] }\n'.repeat(20)}`,
      Array(3).fill(expect.stringMatching(/^1:\d+ Not valid YAML: /)),
    ],
    ['not YAML', 'openapi: 3.1.0\na: [1\nb: 2', [expect.stringMatching(/^3:1 Not valid YAML: /)]],
    ['indented with tabs', 'openapi: 3.1.0\ninfo:\n\ttitle: T', [expect.stringMatching(/^3:1 Not valid YAML: /)]],
  ])('is refused when it is %s', async (_, text, problems) => {
    expect(await problemsOf(writeContract(text))).toEqual(problems);
  });

  test('is refused when it is not JSON, at the line', async () => {
    expect(await problemsOf(writeContract('{\n  "openapi": "3.1.0",\n  "info" 1\n}', 'a.json'))).toEqual([
      expect.stringMatching(/^3:10 Not valid JSON: /),
    ]);
  });

  test('must be there, and no directory', async () => {
    const directory = dirname(writeContract(''));
    expect(await problemsOf(`${directory}/none.yaml`)).toEqual([
      `There is no file ${directory}/none.yaml. Check the path.`,
    ]);
    expect(await problemsOf(directory)).toEqual([`${directory} is a directory. Name the document in it.`]);
  });
});

describe('an invalid contract is refused, with all problems at once', () => {
  test('structure', async () => {
    const text = `${HEAD}paths:\n  /a: 1\n  /b:\n    get: { parameters: { name: x }, responses: [] }\ncomponents:\n  schemas:\n    A: 5\n`;
    expect(await problemsOf(writeContract(text))).toEqual([
      '4:3 A path item must be an object; it is the number 1.',
      '6:37 This must be an object (a map); it is a list.',
      '9:5 A schema must be an object or a boolean; it is the number 5.',
    ]);
  });

  test('references that an operation reaches and that lead nowhere, to a missing file or to the network', async () => {
    const body = (reference: string) => `{ $ref: '${reference}' }`;
    const text = `${HEAD}paths:
  /a:
    get:
      responses:
        200: ${body('#/components/responses/None')}
        400: ${body('none.yaml')}
        500: ${body('https://example.com/a.yaml')}
`;
    const file = writeContract(text);
    const missing = `${dirname(file)}/none.yaml`;
    expect(await problemsOf(file)).toEqual([
      '7:9 There is nothing at #/components/responses/None. Correct the reference, or add what it names.',
      `8:9 The reference none.yaml cannot be followed. There is no file ${missing}. Check the path.`,
      '9:9 The reference https://example.com/a.yaml cannot be followed. A URL, and the network is not used. Save the document beside the contract and reference it there, or allow the network.',
    ]);
  });

  test('references in a circle', async () => {
    const text = `${HEAD}paths: {}\ncomponents:\n  schemas:\n    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n`;
    expect(await problemsOf(writeContract(text))).toEqual([
      '6:5 A is a reference that leads back to itself. Write out what it is.',
      '7:5 B is a reference that leads back to itself. Write out what it is.',
    ]);
  });
});

test('an object that is spread over optional query parameters cannot be required', async () => {
  const object = { type: 'object', properties: { page: { type: 'integer' } } };
  const { operations, findings } = await loadDocument({
    paths: {
      '/a': {
        get: {
          operationId: 'listAll',
          parameters: [
            { name: 'pageable', in: 'query', required: true, schema: { $ref: '#/components/schemas/Pageable' } },
            { name: 'deep', in: 'query', required: true, style: 'deepObject', schema: object },
            { name: 'whole', in: 'query', required: true, schema: { ...object, required: ['page'] } },
          ],
          responses: { 204: { description: 'done' } },
        },
      },
    },
    components: { schemas: { Pageable: object } },
  });
  expect({
    required: operations[0]?.parameters.map(({ name, required }) => [name, required]),
    findings: findings.map(({ feature }) => feature),
  }).toEqual({
    required: [
      ['pageable', false],
      ['deep', true],
      ['whole', true],
    ],
    findings: ['required-object-without-trace'],
  });
});

test('a reference deep into the document becomes a component', async () => {
  const { document } = await loadDocument({
    components: {
      schemas: {
        A: { properties: { b: { type: 'object', properties: { c: { type: 'string' } } } } },
        D: { properties: { e: { $ref: '#/components/schemas/A/properties/b/properties/c' } } },
      },
    },
  });
  expect(document.components?.schemas).toEqual({
    A: { properties: { b: { type: 'object', properties: { c: { type: 'string' } } } } },
    A_b_c: { type: 'string' },
    D: { properties: { e: { $ref: '#/components/schemas/A_b_c' } } },
  });
});

test('a path item that two paths share is theirs, with ids of their own', async () => {
  const item = { get: { operationId: 'read', responses: { 200: { description: '' } } } };
  const { operations } = await loadDocument({ paths: { '/a': item, '/b': { $ref: '#/paths/~1a' } } });
  expect(operations.map(({ id, path }) => [id, path])).toEqual([
    ['read', '/a'],
    ['read2', '/b'],
  ]);
});

test('a place is found for what was written, in the file that it was written in', async () => {
  const contract = await loadContract(fixture('split/openapi.yaml'));
  const place = (pointer: string) => {
    const { file = '', line, column } = contract.locate(pointer) ?? {};
    return `${file.slice(fixture('split').length + 1)}:${line ?? 0}:${column ?? 0}`;
  };
  expect([
    place('/components/schemas/Crossing/properties/to'),
    place('/components/schemas/harbour/minLength'),
    place('/components/responses/Failure/content'),
    place('/paths/~1crossings~1{crossingId}/get/operationId'),
    place('/servers/0/variables/stage'),
  ]).toEqual([
    'schemas/crossing.yaml:5:3',
    'schemas/crossing.yaml:10:28',
    'shared.json:12:9',
    'paths/crossings.yaml:16:5',
    'openapi.yaml:7:7',
  ]);
});
