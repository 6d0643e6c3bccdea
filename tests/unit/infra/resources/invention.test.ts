import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answeringOf } from '../../../../src/answering.ts';
import { deriveResources } from '../../../../src/derived.ts';
import type { Contract } from '@plumbline/contract/contract';
import { resourceFindings } from '../../../../src/infra/resources/infer/findings.ts';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import type { Logger } from '../../../../src/infra/telemetry/logger.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, type Call } from '../../support/resources.ts';

const TEXT = { type: 'string' };
const ID = { type: 'string', format: 'uuid', readOnly: true };
const json = (schema: object) => ({ 'application/json': { schema } });
const answer = (schema: object, description = 'Done.') => ({ description, content: json(schema) });
const body = (schema: object) => ({ required: true, content: json(schema) });
const at = (name: string) => [{ name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }];
const object = (properties: object, required = Object.keys(properties)) => ({ type: 'object', required, properties });

const PARCEL = object({
  id: ID,
  code: { type: 'string', pattern: '^PX-\\d{6}$', readOnly: true },
  weight: { type: 'number' },
  stops: { type: 'array', items: object({ town: TEXT, eta: { ...TEXT, readOnly: true } }) },
});
const NOTE = object(
  {
    id: ID,
    text: TEXT,
    tags: { type: 'array', items: TEXT },
    revision: { type: 'integer', readOnly: true },
    createdAt: { type: 'string', format: 'date-time', readOnly: true },
    stage: { type: 'string', enum: ['draft', 'final'], default: 'draft', readOnly: true },
    kind: { const: 'note', readOnly: true },
    archivedAt: { type: ['string', 'null'], format: 'date-time', readOnly: true },
    rating: { type: 'integer', readOnly: true },
    summary: TEXT,
  },
  ['id', 'text', 'tags', 'revision', 'createdAt', 'stage', 'kind', 'archivedAt', 'summary'],
);
const NEW_NOTE = object({ text: TEXT, tags: { type: 'array', items: TEXT }, summary: TEXT }, ['text']);
const UUID = { type: 'string', format: 'uuid' };
const SAILOR = { $ref: '#/components/schemas/Sailor' };
const CREW = object({ id: ID, leader: SAILOR, mates: { type: 'array', items: SAILOR } }, ['id']);
const STEEL = object({ kind: { const: 'steel' }, spokes: { type: 'integer' } });
const WOOD = object({ kind: { const: 'wood' }, tree: TEXT });
const WHEEL = { allOf: [object({ id: ID }), { oneOf: [STEEL, WOOD] }] };
const FACTS = { data: { type: 'array', items: WHEEL }, total: { type: 'integer' }, hasNext: { type: 'boolean' } };
const PAGE = object({ ...FACTS, next: { type: ['string', 'null'] } });
const TIMED_PAGE = object({ ...FACTS, tookMs: { type: 'integer' } });
const SETTINGS = object({ theme: { ...TEXT, enum: ['light', 'dark'] }, quota: { type: 'integer' } });
const CLAIM = object({ id: ID, parcelId: { type: 'string', format: 'uuid' } });
const ITEM = (schema: object, name: string) => ({ parameters: at(name), ...schema });

const document = {
  components: { schemas: { Sailor: object({ id: ID, name: TEXT }) } },
  info: { title: 'Depot', version: '1' },
  paths: {
    '/parcels': {
      get: { operationId: 'listParcels', responses: { 200: answer({ type: 'array', items: PARCEL }) } },
      post: { operationId: 'createParcel', requestBody: body(PARCEL), responses: { 201: answer(PARCEL) } },
    },
    '/parcels/{parcelId}': ITEM({ get: { operationId: 'getParcel', responses: { 200: answer(PARCEL) } } }, 'parcelId'),
    '/notes': {
      get: { operationId: 'listNotes', responses: { 200: answer({ type: 'array', items: NOTE }) } },
      post: {
        operationId: 'createNote',
        requestBody: body(NEW_NOTE),
        responses: { 201: answer(NOTE), 400: { description: 'No.' } },
      },
    },
    '/notes/{noteId}': ITEM(
      {
        get: { operationId: 'getNote', responses: { 200: answer(NOTE) } },
        patch: { operationId: 'updateNote', requestBody: body(NEW_NOTE), responses: { 200: answer(NOTE) } },
        delete: {
          operationId: 'removeNote',
          responses: { 200: answer(object({ message: TEXT, success: { type: 'boolean' } }), 'The note is gone.') },
        },
      },
      'noteId',
    ),
    '/notes/{noteId}/publish': ITEM(
      { post: { operationId: 'publishNote', responses: { 200: answer(NOTE) } } },
      'noteId',
    ),
    '/notes/{noteId}/text': ITEM(
      { post: { operationId: 'setText', requestBody: body(object({ text: TEXT })), responses: { 200: answer(NOTE) } } },
      'noteId',
    ),
    '/tariffs': {
      get: {
        operationId: 'listTariffs',
        responses: { 200: answer({ type: 'array', items: object({ id: ID, price: { type: 'number' } }) }) },
      },
    },
    '/tariffs/{tariffId}': ITEM(
      { get: { operationId: 'getTariff', responses: { 200: answer(object({ id: ID, price: { type: 'number' } })) } } },
      'tariffId',
    ),
    '/claims': {
      post: {
        operationId: 'createClaim',
        requestBody: body(CLAIM),
        responses: { 201: answer(CLAIM), 422: { description: 'No.' } },
      },
    },
    '/claims/{claimId}': ITEM({ get: { operationId: 'getClaim', responses: { 200: answer(CLAIM) } } }, 'claimId'),
    '/crews': {
      post: {
        operationId: 'createCrew',
        requestBody: body(object({ leaderId: UUID, mateIds: { type: 'array', items: UUID } }, [])),
        responses: { 201: answer(CREW) },
      },
    },
    '/crews/{crewId}': ITEM({ get: { operationId: 'getCrew', responses: { 200: answer(CREW) } } }, 'crewId'),
    '/teams': {
      post: {
        operationId: 'createTeam',
        requestBody: body(object({ leaderId: UUID }, [])),
        responses: { 201: answer(CREW), 400: { description: 'No.' } },
      },
    },
    '/teams/{teamId}': ITEM({ get: { operationId: 'getTeam', responses: { 200: answer(CREW) } } }, 'teamId'),
    '/sailors': {
      post: { operationId: 'createSailor', requestBody: body(SAILOR), responses: { 201: answer(SAILOR) } },
    },
    '/sailors/{sailorId}': ITEM(
      {
        get: { operationId: 'getSailor', responses: { 200: answer(SAILOR) } },
        delete: { operationId: 'removeSailor', responses: { 204: { description: 'Gone.' } } },
      },
      'sailorId',
    ),
    '/wheels': {
      get: { operationId: 'listWheels', responses: { 200: answer(PAGE) } },
      post: { operationId: 'createWheel', requestBody: body(WHEEL), responses: { 201: answer(WHEEL) } },
    },
    '/wheels/timed': { get: { operationId: 'listTimed', responses: { 200: answer(TIMED_PAGE) } } },
    '/wheels/{wheelId}': ITEM({ get: { operationId: 'getWheel', responses: { 200: answer(WHEEL) } } }, 'wheelId'),
    '/settings': {
      get: { operationId: 'getSettings', responses: { 200: answer(SETTINGS) } },
      put: { operationId: 'putSettings', requestBody: body(SETTINGS), responses: { 200: answer(SETTINGS) } },
    },
    '/members': {
      post: {
        operationId: 'addMember',
        requestBody: body(object({ name: TEXT, password: TEXT })),
        responses: { 201: answer(object({ id: ID, name: TEXT, password: TEXT }, ['id', 'name'])) },
      },
    },
    '/members/{memberId}': ITEM(
      {
        get: {
          operationId: 'getMember',
          responses: { 200: answer(object({ id: ID, name: TEXT, password: TEXT }, ['id', 'name'])) },
        },
      },
      'memberId',
    ),
    '/members/enter': {
      post: {
        operationId: 'enter',
        requestBody: body(object({ name: TEXT, password: TEXT })),
        responses: { 200: answer(object({ id: ID, name: TEXT, token: TEXT })) },
      },
    },
    '/sessions': {
      post: {
        operationId: 'openSession',
        requestBody: body(object({ name: TEXT, secret: TEXT })),
        responses: { 201: answer(object({ id: ID, accessToken: TEXT })) },
      },
    },
    '/entries/login': {
      post: {
        operationId: 'logIn',
        requestBody: body(object({ name: TEXT, passowrd: TEXT })),
        responses: { 200: answer(object({ id: ID, name: TEXT })) },
      },
    },
    '/admin/sessions': {
      post: {
        operationId: 'openAdminSession',
        requestBody: body(object({ login: TEXT, pass: TEXT })),
        responses: { 201: answer(object({ id: ID, expiresAt: TEXT }, ['id'])) },
      },
    },
    '/admin/sessions/{sessionId}': ITEM(
      {
        get: {
          operationId: 'getAdminSession',
          responses: { 200: answer(object({ id: ID, expiresAt: TEXT }, ['id'])) },
        },
      },
      'sessionId',
    ),
    '/guest/sessions': {
      post: {
        operationId: 'openGuestSession',
        requestBody: body(object({ login: TEXT, passowrd: TEXT })),
        responses: { 201: answer(object({ id: ID, login: TEXT }, ['id'])) },
      },
    },
    '/guest/sessions/{sessionId}': ITEM(
      { get: { operationId: 'getGuestSession', responses: { 200: answer(object({ id: ID, login: TEXT }, ['id'])) } } },
      'sessionId',
    ),
    '/sessions/{sessionId}': ITEM(
      { delete: { operationId: 'closeSession', responses: { 204: { description: 'Closed.' } } } },
      'sessionId',
    ),
  },
};

const LOGGER = { info() {}, warn() {}, error() {}, debug() {} } as unknown as Logger;
const STRANGER = '0190f1de-0000-7000-8000-000000000000';

async function answering(contract: Contract, database: TestDatabase, isProduction: boolean): Promise<Call> {
  const derived = await deriveResources(contract, Promise.resolve(database), LOGGER, isProduction);
  return (operationId, request = {}) => {
    const operation = contract.operations.find(({ id }) => id === operationId);
    if (!operation) throw new Error(operationId);
    const { answer: answerOne } = answeringOf(contract, operation, { handlers: new Map(), ...derived }, isProduction);
    const given = { path: {}, query: {}, headers: {}, cookies: {}, body: undefined };
    return answerOne({
      operation,
      basePath: '',
      requestId: 'test',
      accept: 'application/json',
      mediaType: 'application/json',
      ...given,
      ...request,
    });
  };
}

let contract: Contract;
beforeAll(async () => {
  contract = await contractOf(document);
});

describe('in production', () => {
  let database: TestDatabase;
  let call: Call;
  beforeAll(async () => {
    database = await testDatabase();
    call = await answering(contract, database, true);
  });
  afterAll(() => database.close());

  test('does not create what would show values that nothing gives, and stores nothing', async () => {
    const parcel = { weight: 2, stops: [{ town: 'Hull' }] };
    await expect(call('createParcel', { body: parcel })).rejects.toMatchObject({
      code: 'NOT_IMPLEMENTED',
      message: expect.stringContaining('code, stops.eta') as unknown,
    });
    expect((await call('listParcels')).body).toEqual([]);
    await expect(call('getParcel', { path: { parcelId: STRANGER } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('generates identifiers, times, versions, defaults and constants only', async () => {
    const created = await call('createNote', { body: { text: 'a', summary: 's' } });
    expect(created.headers).not.toHaveProperty('x-plumbline-emulated');
    expect(created.body).toEqual({
      id: expect.any(String) as unknown,
      text: 'a',
      summary: 's',
      tags: [],
      revision: 1,
      createdAt: expect.any(String) as unknown,
      stage: 'draft',
      kind: 'note',
      archivedAt: null,
    });
    const { id } = created.body as { id: string };
    const changed = await call('updateNote', { path: { noteId: id }, body: { text: 'b' } });
    expect(changed.body).toMatchObject({ text: 'b', revision: 2, stage: 'draft' });
  });

  test('asks for what every answer has to show', async () => {
    await expect(call('createNote', { body: { text: 'a' } })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'body.summary' }],
    });
  });

  test('answers no action of which nothing says what it does, and stores what others say', async () => {
    const { body: note } = await call('createNote', { body: { text: 'a', summary: 's' } });
    const path = { noteId: (note as { id: string }).id };
    await expect(call('publishNote', { path })).rejects.toMatchObject({ code: 'NOT_IMPLEMENTED' });
    expect((await call('setText', { path, body: { text: 'c' } })).body).toMatchObject({ text: 'c' });
    expect((await call('removeNote', { path })).body).toEqual({ message: 'The note is gone.', success: true });
  });

  test('shows no samples where nothing creates items', async () => {
    expect((await call('listTariffs')).body).toEqual([]);
    await expect(call('getTariff', { path: { tariffId: STRANGER } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('looks for nothing that is referred to where nothing creates it', async () => {
    expect((await call('createClaim', { body: { parcelId: STRANGER } })).status).toBe(201);
  });

  test('shows no object in the place of one that does not exist', async () => {
    const { body: sailor } = await call('createSailor', { body: { name: 'Io' } });
    const { id } = sailor as { id: string };
    const crew = await call('createCrew', { body: { leaderId: id, mateIds: [id, STRANGER] } });
    expect(crew.body).toMatchObject({ leader: { id, name: 'Io' }, mates: [{ id, name: 'Io' }] });
    expect(crew.headers).toMatchObject({ 'x-plumbline-not-as-sent': 'body.mateIds' });
    await call('removeSailor', { path: { sailorId: id } });
    const crewId = (crew.body as { id: string }).id;
    expect((await call('getCrew', { path: { crewId } })).body).toEqual({ id: crewId, mates: [] });
  });

  test('rejects an identifier of an object that does not exist where the contract declares how', async () => {
    await expect(call('createTeam', { body: { leaderId: STRANGER } })).rejects.toMatchObject({
      details: [expect.objectContaining({ field: 'body.leaderId' }) as unknown],
    });
  });

  test('counts pages, and makes up nothing else that an envelope has to show', async () => {
    expect((await call('listWheels')).body).toEqual({ data: [], total: 0, hasNext: false, next: null });
    await expect(call('listTimed')).rejects.toMatchObject({
      code: 'NOT_IMPLEMENTED',
      message: expect.stringContaining('tookMs') as unknown,
    });
  });

  test('keeps each alternative of a union as it was sent', async () => {
    const wood = await call('createWheel', { body: { kind: 'wood', tree: 'ash' } });
    expect(wood.body).toEqual({ id: expect.any(String) as unknown, kind: 'wood', tree: 'ash' });
    const wheelId = (wood.body as { id: string }).id;
    expect((await call('getWheel', { path: { wheelId } })).body).toEqual(wood.body);
    await call('createWheel', { body: { kind: 'steel', spokes: 3 } });
    expect((await call('listWheels')).body).toMatchObject({
      total: 2,
      data: [
        { kind: 'wood', tree: 'ash' },
        { kind: 'steel', spokes: 3 },
      ],
    });
  });

  test('has no singleton until a client writes it', async () => {
    await expect(call('getSettings')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const settings = { theme: 'dark', quota: 3 };
    expect((await call('putSettings', { body: settings })).body).toEqual(settings);
    expect((await call('getSettings')).body).toEqual(settings);
  });

  test('neither checks nor issues credentials, and keeps no password', async () => {
    const admin = ['openAdminSession', 'getAdminSession', 'openGuestSession', 'getGuestSession'];
    for (const id of ['enter', 'logIn', 'openSession', 'closeSession', ...admin]) {
      await expect(call(id, { body: {}, path: { sessionId: STRANGER } })).rejects.toMatchObject({
        code: 'NOT_IMPLEMENTED',
      });
    }
    const { body: member } = await call('addMember', { body: { name: 'Ada', password: 'in-clear' } });
    expect(member).toEqual({ id: expect.any(String) as unknown, name: 'Ada' });
    const rows = await database.query({ sql: 'select * from depot.members' }, []);
    expect(JSON.stringify(rows)).not.toContain('in-clear');
  });
});

describe('in development', () => {
  let database: TestDatabase;
  let call: Call;
  beforeAll(async () => {
    database = await testDatabase();
    call = await answering(contract, database, false);
  });
  afterAll(() => database.close());

  test('marks invented values wherever they are shown', async () => {
    const created = await call('createParcel', { body: { weight: 2, stops: [{ town: 'Hull' }] } });
    expect(created.headers).toMatchObject({ 'x-plumbline-emulated': 'code, stops.eta' });
    const path = { parcelId: (created.body as { id: string }).id };
    expect(await call('getParcel', { path })).toMatchObject({
      body: created.body,
      headers: { 'x-plumbline-emulated': 'code, stops.eta' },
    });
    expect((await call('listParcels')).headers).toMatchObject({ 'x-plumbline-emulated': 'code, stops.eta' });
  });

  test('rejects a reference to an item that does not exist', async () => {
    await expect(call('createClaim', { body: { parcelId: STRANGER } })).rejects.toMatchObject({
      code: 'RULE_VIOLATED',
    });
  });

  test('says of an action that nothing was changed', async () => {
    const { body: note } = await call('createNote', { body: { text: 'a', summary: 's' } });
    const path = { noteId: (note as { id: string }).id };
    expect((await call('publishNote', { path })).headers).toMatchObject({
      'x-plumbline-emulated': 'the effect of publish: the item is unchanged',
    });
  });

  test('answers a login by its example', async () => {
    expect((await call('enter', { body: { name: 'Ada', password: 'wrong' } })).headers).toMatchObject({
      'x-plumbline-answer': 'example',
    });
  });
});

test.each([
  ['development', 2, 'tariffs'],
  ['production', 4, 'tariffs, and parcels, which only development creates'],
])('start-up in %s counts %i operations on items that nothing creates: %s', async (mode, count) => {
  const database = await testDatabase();
  try {
    const { inferred } = await deriveResources(contract, Promise.resolve(database), LOGGER, mode === 'production');
    expect(inferred.sampled).toBe(count);
  } finally {
    await database.close();
  }
});

test('the support report calls both kinds emulated', () => {
  const findings = resourceFindings(contract, inferResources(contract));
  const verdictOf = (path: string) => findings.find(({ pointer }) => pointer === path);
  expect(verdictOf('/paths/~1parcels/post')).toMatchObject({
    verdict: 'emulated',
    feature: 'operation:create:values',
  });
  expect(verdictOf('/paths/~1notes~1{noteId}~1publish/post')).toMatchObject({
    verdict: 'emulated',
    feature: 'operation:act:effect',
  });
  expect(verdictOf('/paths/~1notes~1{noteId}~1text/post')).toMatchObject({ verdict: 'enforced' });
});
