import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve } from '../../support/resources.ts';

/** The address that a create answers, and each identifying value in its response, read the same item. */

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const text = { type: 'string' };
const integer = { type: 'integer' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object, rest: object = {}) => ({ description: 'ok', ...json(schema), ...rest });

interface Collection {
  noun: string;
  item: object;
  parameter?: string;
  parameterSchema?: object;
  sent?: object;
  created?: object;
  headers?: object;
  read?: object;
}

let collections = 0;

/** `POST /things` and `GET /things/{id}`, with tables of their own. */
function collection({ noun, item, parameter = 'id', parameterSchema = text, ...rest }: Collection) {
  const { sent = item, created = item, headers, read = item } = rest;
  collections += 1;
  return contractOf({
    info: { title: `${noun} ${collections}`, version: '1' },
    paths: {
      [`/${noun}`]: {
        post: {
          operationId: 'create',
          requestBody: json(sent),
          responses: { 201: ok(created, headers === undefined ? {} : { headers }) },
        },
      },
      [`/${noun}/{${parameter}}`]: {
        parameters: [{ name: parameter, in: 'path', required: true, schema: parameterSchema }],
        get: { operationId: 'read', responses: { 200: ok(read) } },
      },
    },
  });
}

const NOUNS = `
  hero heroes, matrix matrices, calorie calories, lens lenses, cookie cookies, cache caches, canvas canvases, bias biases,
  bus buses, status statuses, address addresses, news news, series series, species species, criterion criteria,
  index indices, index indexes, axis axes, axe axes, vertex vertices, vertex vertexes, analysis analyses, basis bases,
  base bases, photo photos, potato potatoes, quiz quizzes, wolf wolves, knife knives, leaf leaves, life lives, wife wives,
  shelf shelves, half halves, person people, person persons, child children, man men, woman women, mouse mice, goose geese,
  tooth teeth, foot feet, ox oxen, movie movies, size sizes, house houses, horse horses, gas gases, alias aliases,
  iris irises, atlas atlases, virus viruses, campus campuses, process processes, access accesses, box boxes, tax taxes,
  branch branches, church churches, patch patches, dish dishes, brush brushes, crash crashes, wish wishes, buzz buzzes,
  zone zones, case cases, phase phases, database databases, lease leases, release releases, purchase purchases,
  license licenses, licence licences, invoice invoices, device devices, service services, office offices, price prices,
  voice voices, slice slices, niche niches, avalanche avalanches, headache headaches, pixie pixies, zombie zombies,
  brownie brownies, collie collies, genie genies, selfie selfies, hoodie hoodies, rookie rookies, tie ties, pie pies,
  lie lies, die dice, shoe shoes, toe toes, canoe canoes, echo echoes, veto vetoes, torpedo torpedoes, volcano volcanoes,
  volcano volcanos, mosquito mosquitoes, tornado tornadoes, tomato tomatoes, cargo cargoes, cargo cargos, logo logos,
  memo memos, piano pianos, video videos, studio studios, radio radios, portfolio portfolios, scenario scenarios,
  zero zeroes, zero zeros, motto mottoes, repo repos, cactus cacti, fungus fungi, nucleus nuclei, stimulus stimuli,
  syllabus syllabi, syllabus syllabuses, radius radii, octopus octopuses, octopus octopi, focus foci, bonus bonuses,
  census censuses, corpus corpora, genus genera, thesis theses, crisis crises, oasis oases, diagnosis diagnoses,
  hypothesis hypotheses, synopsis synopses, parenthesis parentheses, ellipsis ellipses, phenomenon phenomena,
  stadium stadiums, stadium stadia, medium media, bacterium bacteria, curriculum curricula, memorandum memoranda,
  stratum strata, addendum addenda, erratum errata, forum forums, appendix appendices, codex codices, apex apices,
  vortex vortices, helix helices, formula formulae, formula formulas, antenna antennae, larva larvae, vertebra vertebrae,
  schema schemas, schema schemata, bureau bureaux, bureau bureaus, plateau plateaux, corps corps, sheep sheep, deer deer,
  fish fish, fish fishes, aircraft aircraft, offspring offspring, headquarters headquarters, means means,
  metadata metadata, equipment equipment, software software, city cities, country countries, entry entries,
  category categories, delivery deliveries, company companies, policy policies, query queries, story stories,
  key keys, survey surveys, monkey monkeys, loaf loaves, thief thieves, scarf scarves, hoof hooves, roof roofs,
  chief chiefs, proof proofs, plus pluses, lynx lynxes, waltz waltzes, gateway gateways, nexus nexuses,
  apparatus apparatuses, prospectus prospectuses, walrus walruses, mantis mantises, trellis trellises, queue queues,
  fee fees, employee employees, committee committees, trophy trophies, ally allies, statistic statistics`
  .split(',')
  .map((pair) => pair.trim().split(/\s+/) as [string, string]);

describe('the identifier that is named by the noun', () => {
  test('is found for every plural', async () => {
    expect(NOUNS.length).toBeGreaterThan(150);
    const item = (one: string) => ({ type: 'object', properties: { [`${one}Id`]: integer, name: text } });
    const document = (id: string, title: string) => ({
      info: { title, version: '1' },
      paths: Object.fromEntries(
        NOUNS.flatMap(([one, many], index): [string, object][] => [
          [`/${index}/${many}`, { post: { requestBody: json(item(one)), responses: { 201: ok(item(one)) } } }],
          [
            `/${index}/${many}/{${id}}`,
            {
              parameters: [{ name: id, in: 'path', required: true, schema: integer }],
              get: { operationId: `read${index}`, responses: { 200: ok(item(one)) } },
            },
          ],
        ]),
      ),
    });
    for (const id of ['id', 'pk']) {
      const { operations } = inferResources(await contractOf(document(id, `Nouns by ${id}`)));
      const found = NOUNS.map((_, index) => operations.get(`read${index}`)?.resource.identity?.property);
      expect(found).toEqual(NOUNS.map(([one]) => `${one}Id`));
    }
  });

  test.each(['heroes heroId', 'matrices matrix_id', 'GenieLamps genieLampID', 'radii radiusUuid'])(
    'of %s reads the item',
    async (pair) => {
      const [noun = '', property = ''] = pair.split(' ');
      const item = {
        type: 'object',
        required: [property, 'name'],
        properties: { [property]: { ...(property.endsWith('Uuid') ? text : integer), readOnly: true }, name: text },
      };
      const parameter = property.endsWith('Uuid') ? 'uuid' : 'id';
      const call = await serve(await collection({ noun, item, parameter }), database);
      const { body } = await call('create', { body: { name: 'one' } });
      const id = (body as Record<string, unknown>)[property];
      expect((await call('read', { path: { [parameter]: id } })).body).toEqual(body);
    },
  );
});

describe('an identifier', () => {
  test.each([
    ['is the number that the item shows', { worth: integer }, { worth: 1 }],
    ['may be the number too where it is a name', { name: text }, { name: 'one' }],
  ])('that the path takes as text %s', async (_, properties, sent) => {
    const item = { type: 'object', properties: { id: { ...integer, readOnly: true }, ...properties } };
    const call = await serve(await collection({ noun: 'coins', item, parameter: 'coin' }), database);
    const { body } = await call('create', { body: sent });
    const { id } = body as { id: number };
    expect((await call('read', { path: { coin: String(id) } })).body).toEqual(body);
    await expect(call('read', { path: { coin: 'two' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is the id, not another word of the noun, where the parameter is named by the noun alone', async () => {
    const item = { type: 'object', required: ['id', 'code'], properties: { id: text, code: text } };
    const sent = { type: 'object', properties: { code: text } };
    const call = await serve(
      await collection({ noun: 'discount_codes', item, sent, parameter: 'discount_code' }),
      database,
    );
    const { body } = await call('create', { body: { code: 'SPRING' } });
    const { id } = body as { id: string };
    expect((await call('read', { path: { discount_code: id } })).body).toEqual(body);
  });

  test('beside the item is shown in every response', async () => {
    const item = { type: 'object', required: ['name'], properties: { name: text } };
    const beside = { type: 'object', properties: { id: text, title: text, result: item } };
    const call = await serve(
      await collection({
        noun: 'layouts',
        item,
        parameter: 'pk',
        parameterSchema: integer,
        created: beside,
        read: beside,
      }),
      database,
    );
    const { body } = await call('create', { body: { name: 'one' } });
    const { id } = body as { id: string };
    expect(body).toEqual({ id, result: { name: 'one' } });
    expect((await call('read', { path: { pk: Number(id) } })).body).toEqual(body);
  });
});

describe('a resource whose create does not lead to its items', () => {
  const item = { type: 'object', required: ['name'], properties: { name: text, role: text } };
  const member = { noun: 'members', item, parameter: 'login' };

  test('is not derived, and the reason says what would help', async () => {
    const { operations, resources, notDerived } = inferResources(await collection(member));
    expect([operations.size, resources.length]).toEqual([0, 0]);
    expect([...notDerived.keys()]).toEqual(['create', 'read']);
    expect(notDerived.get('read')).toMatch(/\/members\/\{login\}.*property login.*POST \/members.*Location/);
  });

  test.each([
    ['declares a Location', { headers: { Location: { schema: text } } }],
    ['answers the identifier', { created: { type: 'object', properties: { id: text } } }],
    ['shows it', { read: { ...item, properties: { ...item.properties, login: text } } }],
  ])('is derived where it %s', async (_, change) => {
    const created = 'read' in change ? change.read : item;
    const { operations } = inferResources(await collection({ ...member, created, ...change }));
    expect([...operations.keys()]).toEqual(['create', 'read']);
  });

  test('leaves what refers to it as a parent', async () => {
    const contract = await contractOf({
      info: { title: 'Below', version: '1' },
      paths: {
        '/members': { post: { operationId: 'join', requestBody: json(item), responses: { 201: ok(item) } } },
        '/members/{login}': {
          parameters: [{ name: 'login', in: 'path', required: true, schema: text }],
          get: { operationId: 'member', responses: { 200: ok(item) } },
        },
        '/members/{login}/badges': {
          parameters: [{ name: 'login', in: 'path', required: true, schema: text }],
          get: { operationId: 'badges', responses: { 200: ok({ type: 'array', items: item }) } },
          post: { operationId: 'award', requestBody: json(item), responses: { 201: ok(item) } },
        },
      },
    });
    const call = await serve(contract, database);
    const path = { login: 'anna' };
    await call('award', { path, body: { name: 'swift' } });
    expect((await call('badges', { path })).body).toEqual([{ name: 'swift' }]);
  });
});

describe('a PATCH that declares the identifier which clients choose', () => {
  const item = { type: 'object', required: ['name'], properties: { name: text, value: text } };
  const path = { name: 'name', in: 'path', required: true, schema: text };
  const flags = {
    '/flags': { post: { operationId: 'create', requestBody: json(item), responses: { 201: ok(item) } } },
    '/flags/{name}': {
      parameters: [path],
      get: { operationId: 'read', responses: { 200: ok(item) } },
      patch: {
        operationId: 'update',
        requestBody: json({ type: 'object', properties: item.properties }),
        responses: { 200: ok(item), 400: { description: 'no' } },
      },
    },
  };
  const notes = {
    '/flags/{name}/notes': {
      parameters: [path],
      post: { operationId: 'note', requestBody: json(item), responses: { 201: ok(item) } },
      get: { operationId: 'notes', responses: { 200: ok({ type: 'array', items: item }) } },
    },
  };

  test('renames the item', async () => {
    const call = await serve(await contractOf({ info: { title: 'Flags', version: '1' }, paths: flags }), database);
    await call('create', { body: { name: 'beta', value: 'on' } });
    await call('create', { body: { name: 'taken', value: 'off' } });
    const renamed = { name: 'gamma', value: 'on' };
    expect((await call('update', { path: { name: 'beta' }, body: { name: 'gamma' } })).body).toEqual(renamed);
    expect((await call('read', { path: { name: 'gamma' } })).body).toEqual(renamed);
    await expect(call('read', { path: { name: 'beta' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(call('update', { path: { name: 'gamma' }, body: { name: 'taken' } })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect((await call('update', { path: { name: 'gamma' }, body: { value: 'off' } })).body).toEqual({
      name: 'gamma',
      value: 'off',
    });
  });

  test('is rejected where items of other resources hold the identifier', async () => {
    const contract = await contractOf({ info: { title: 'Noted flags', version: '1' }, paths: { ...flags, ...notes } });
    const call = await serve(contract, database);
    await call('create', { body: { name: 'beta' } });
    await expect(call('update', { path: { name: 'beta' }, body: { name: 'gamma' } })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'body.name' }],
    });
  });
});

test('a new item is not shown as a deleted one', async () => {
  const item = {
    type: 'object',
    required: ['id'],
    properties: { id: text, tax: { type: ['string', 'null'], enum: ['exempt', null] }, name: text },
  };
  const gone = {
    type: 'object',
    required: ['id', 'deleted'],
    properties: { id: text, deleted: { type: 'boolean', enum: [true] } },
  };
  const contract = await contractOf({
    info: { title: 'Payers', version: '1' },
    components: { schemas: { Payer: item, Gone: gone } },
    paths: {
      '/payers': {
        post: {
          operationId: 'create',
          requestBody: json({ type: 'object', properties: { tax: { enum: ['', 'exempt'] }, name: text } }),
          responses: { 201: ok({ $ref: '#/components/schemas/Payer' }) },
        },
      },
      '/payers/{payer}': {
        parameters: [{ name: 'payer', in: 'path', required: true, schema: text }],
        get: {
          operationId: 'read',
          responses: {
            200: ok({ anyOf: ['Payer', 'Gone'].map((name) => ({ $ref: `#/components/schemas/${name}` })) }),
          },
        },
      },
    },
  });
  const call = await serve(contract, database);
  const { body } = await call('create', { body: { tax: '', name: 'Ada' } });
  const { id } = body as { id: string };
  expect(body).toMatchObject({ id, name: 'Ada' });
  expect((await call('read', { path: { payer: id } })).body).toEqual(body);
});
