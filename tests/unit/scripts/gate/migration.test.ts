import { expect, test } from '@jest/globals';
import { migrationProblems } from '../../../../scripts/gate/stages/migration.ts';
import { openDatabase } from '../../../../src/infra/db/open-database.ts';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { applyTables, EvolutionError } from '../../../../src/infra/resources/schema/apply.ts';
import { loadDocument } from '../../infra/contract/fixture.ts';

type Properties = Record<string, object | undefined>;

const text = { type: 'string' };
const integer = { type: 'integer' };
const PROPERTIES: Properties = {
  id: { ...integer, readOnly: true },
  name: text,
  price: integer,
  kind: { ...text, enum: ['hand', 'power'] },
  tags: { type: 'array', items: text },
  size: { type: ['integer', 'null'] },
  code: { ...text, format: 'uuid' },
  spec: { type: 'object', properties: { depth: { type: ['integer', 'null'] }, width: integer } },
};

/** Three tools: the second lacks whatever may be lacking, the third says that it has no size. */
const ROWS = `insert into sheds.tools (name, price, kind, tags, size, code, spec, _exact) values
  ('hammer', 5, 'hand', '["heavy"]', 3, 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6', '{"width": 2}', null),
  ('saw', null, 'power', null, null, null, null, null),
  ('axe', 5, 'hand', null, null, null, null, '{"size": null}')`;

/** A contract of tools; a property that is undefined is left out. */
function sheds(changed: Properties = {}, required: string[] = ['id', 'name']) {
  const properties = JSON.parse(JSON.stringify({ ...PROPERTIES, ...changed })) as object;
  const schema = { type: 'object', required, properties };
  const json = (body: object) => ({ 'application/json': { schema: body } });
  const id = { name: 'id', in: 'path', required: true, schema: integer };
  const answer = (body: object) => ({ description: 'Here.', content: json(body) });
  return loadDocument({
    info: { title: 'Sheds', version: '1' },
    paths: {
      '/tools': {
        get: { operationId: 'listTools', responses: { 200: answer({ type: 'array', items: schema }) } },
        post: {
          operationId: 'createTool',
          requestBody: { required: true, content: json(schema) },
          responses: { 201: answer(schema) },
        },
      },
      '/tools/{id}': { get: { operationId: 'getTool', parameters: [id], responses: { 200: answer(schema) } } },
    },
  });
}

const SPEC: Properties = { depth: { type: ['integer', 'null'] }, width: integer };
const within = (properties: Properties) => ({ type: 'object', properties });

const HIDDEN = 'warning changes/migration-hides-values';
const HIDES = 'error changes/migration-hides-values';
const LOSES = 'error changes/migration-loses-data';
const NOT_NULL = 'warning changes/migration-not-null-on-existing-rows';

test.each<[string, Properties, string[] | undefined, string[]]>([
  ['a new property is optional', { colour: text }, undefined, []],
  [
    'a new property is required and has a default',
    { colour: { ...text, default: 'red' } },
    ['id', 'name', 'colour'],
    [],
  ],
  ['a new property is required', { colour: text }, ['id', 'name', 'colour'], [NOT_NULL]],
  ['a property that rows lack is required', {}, ['id', 'name', 'price'], [NOT_NULL]],
  ['whole numbers may be others', { price: { type: 'number' } }, undefined, []],
  ['a value may no longer be null', { size: integer }, undefined, [HIDES]],
  ['a text is a list', { name: { type: 'array', items: text } }, undefined, [HIDES]],
  ['an id becomes a text of another form', { code: { ...text, pattern: '^x' } }, undefined, [HIDES]],
  ['an id becomes any text', { code: text }, undefined, []],
  ['a format is named that nobody checks', { name: { ...text, format: 'sku' } }, undefined, []],
  ['a member of a value is gone', { spec: within({ depth: { type: ['integer', 'null'] } }) }, undefined, [HIDDEN]],
  [
    'a member of a value is new and required',
    { spec: { ...within({ ...SPEC, note: text }), required: ['note'] } },
    undefined,
    [NOT_NULL],
  ],
  [
    'a member of a value has a default where it is missing',
    { spec: { ...within({ ...SPEC, note: { ...text, default: '-' } }), required: ['note'] } },
    undefined,
    [],
  ],
  ['a value is closed', { spec: { ...within(SPEC), additionalProperties: false } }, undefined, [HIDDEN]],
  ['a list of values grows', { kind: { ...text, enum: ['hand', 'power', 'steam'] } }, undefined, []],
  ['a property is gone', { price: undefined }, undefined, [LOSES]],
  ['a number is a text', { price: text }, undefined, [LOSES]],
  ['a text is a number', { name: integer }, undefined, [LOSES]],
  ['a list is a text', { tags: text }, undefined, [LOSES]],
  ['a list of values shrinks', { kind: { ...text, enum: ['power'] } }, undefined, [HIDES]],
  ['a text must be shorter', { name: { ...text, maxLength: 2 } }, undefined, [HIDES]],
  ['a number must be larger', { price: { ...integer, minimum: 100 } }, undefined, [HIDES]],
  [
    'what a list holds must be shorter',
    { tags: { type: 'array', items: { ...text, maxLength: 2 } } },
    undefined,
    [HIDES],
  ],
  ['what a list holds is a number', { tags: { type: 'array', items: integer } }, undefined, [HIDES]],
])('when %s, the verdict says what becomes of rows that stand', async (_, changed, required, expected) => {
  const [base, revision] = [await sheds(), await sheds(changed, required)];
  const said = migrationProblems(base, revision).filter(({ level }) => level !== 'note');
  expect(said.map(({ level, rule }) => `${level} ${rule}`)).toEqual(expected);

  const database = await openDatabase({ entities: [] });
  try {
    const { making } = await applyTables({ contract: base, model: inferResources(base), database });
    await making.allMade();
    await database.execute(ROWS);
    const starting = applyTables({ contract: revision, model: inferResources(revision), database });
    const isRefused = await starting.then(
      () => false,
      (error: unknown) => error instanceof EvolutionError,
    );
    expect(isRefused).toBe(said.some(({ level }) => level === 'error'));
  } finally {
    await database.close();
  }
});
