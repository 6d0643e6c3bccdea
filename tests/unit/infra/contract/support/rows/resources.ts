import { answerOf, api, json, type RowCase, type Step } from './kit.ts';

const TEXT = { type: 'string' };
const ID = { type: 'integer', readOnly: true };
const NOTE = { type: 'object', required: ['id', 'text'], properties: { id: ID, text: { type: 'string' } } };
const body = (schema: unknown): object => ({ requestBody: { required: true, content: json(schema) } });
const made = (schema: unknown): object => ({ 201: { description: 'Made.', content: json(schema) } });
const none = { 204: { description: 'Done.' } };
const absent = { 404: { description: 'Absent.' } };
const at = (name: string) => ({
  parameters: [{ name, in: 'path', required: true, schema: { type: 'integer' } }],
});

const NOTE_ID = at('noteId').parameters;

/** A collection and its items, with these operations. */
function notes(
  schema: object,
  { more = {}, item = {}, list = {} }: { more?: object; item?: object; list?: object } = {},
): object {
  return {
    '/notes': {
      get: { operationId: 'listNotes', responses: answerOf({ type: 'array', items: schema }), ...list },
      post: { operationId: 'createNote', ...body(schema), responses: made(schema) },
      ...more,
    },
    '/notes/{noteId}': {
      ...at('noteId'),
      get: { operationId: 'getNote', responses: { ...answerOf(schema), ...absent } },
      ...item,
    },
  };
}

const put = (schema: object): object => ({
  put: { operationId: 'replaceNote', ...body(schema), responses: { ...answerOf(schema), ...absent } },
});
const patch = (schema: object): object => ({
  patch: {
    operationId: 'updateNote',
    ...body({ ...schema, required: [] }),
    responses: { ...answerOf(schema), ...absent },
  },
});
const remove = (responses: object = none): object => ({
  delete: { operationId: 'removeNote', responses: { ...responses, ...absent } },
});

const WHOLE = api({
  ...notes(NOTE, {
    item: { ...put(NOTE), ...patch(NOTE), ...remove() },
    more: { delete: { operationId: 'clearNotes', responses: none } },
  }),
  '/notes/{noteId}/text': {
    ...at('noteId'),
    post: {
      operationId: 'setText',
      ...body({ type: 'object', required: ['text'], properties: { text: TEXT } }),
      responses: answerOf(NOTE),
    },
  },
});

const create: Step = ['POST /notes', 201, { json: { text: 'a' } }];
const roles = (names: string, suffix: string): string[] =>
  names.split(' ').map((name) => `emulated operation:${name}${suffix}`);

/** Nothing gives `price` a value, and every answer has to show it. */
const priced = (schema: object): object => ({
  type: 'object',
  required: ['data', 'price'],
  properties: { data: schema, price: { type: 'number' } },
});
const PRICED = answerOf(priced(NOTE));
const REFUND = answerOf({ type: 'object', required: ['refund'], properties: { refund: { type: 'number' } } });
const INVENTING = api({
  '/notes': {
    get: { operationId: 'listNotes', responses: answerOf(priced({ type: 'array', items: NOTE })) },
    post: { operationId: 'createNote', ...body(NOTE), responses: made(priced(NOTE)) },
    delete: { operationId: 'clearNotes', responses: REFUND },
  },
  '/notes/{noteId}': {
    ...at('noteId'),
    get: { operationId: 'getNote', responses: { ...PRICED, ...absent } },
    put: { operationId: 'replaceNote', ...body(NOTE), responses: { ...PRICED, ...absent } },
    patch: { operationId: 'updateNote', ...body({ ...NOTE, required: [] }), responses: { ...PRICED, ...absent } },
    ...remove(REFUND),
  },
  '/notes/{noteId}/text': {
    ...at('noteId'),
    post: {
      operationId: 'setText',
      ...body({ type: 'object', required: ['text'], properties: { text: TEXT } }),
      responses: { ...PRICED, ...absent },
    },
  },
});
const INVENTED = [...roles('list create read replace update remove clear act', ':values')];
const inventing = (
  derived: 'development' | 'production',
  outcome: (status: number) => Step[1],
  absentAnswer: number,
): RowCase => ({
  rows: INVENTED,
  contract: INVENTING,
  derived,
  steps: [
    ['POST /notes', outcome(201), { json: { text: 'a' } }],
    ['PUT /notes/1', outcome(200), { json: { text: 'b' } }],
    ['PATCH /notes/1', outcome(200), { json: { text: 'c' } }],
    ['POST /notes/1/text', outcome(200), { json: { text: 'd' } }],
    ['DELETE /notes/1', outcome(200)],
    ['DELETE /notes', outcome(200)],
    ['GET /notes/1', absentAnswer],
  ],
});

const ACTION = api({
  ...notes(NOTE),
  '/notes/{noteId}/publish': {
    ...at('noteId'),
    post: { operationId: 'publishNote', responses: { ...answerOf(NOTE), ...absent } },
  },
});
const UPDATE = api(
  notes(NOTE, {
    item: {
      patch: {
        operationId: 'updateNote',
        ...body({ type: 'object', properties: { reason: TEXT } }),
        responses: { ...answerOf(NOTE), ...absent },
      },
    },
  }),
);

const SAMPLES = api({
  '/tariffs': { get: { operationId: 'listTariffs', responses: answerOf({ type: 'array', items: NOTE }) } },
  '/tariffs/{tariffId}': {
    ...at('tariffId'),
    get: { operationId: 'getTariff', responses: { ...answerOf(NOTE), ...absent } },
  },
});

const MEMBER = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: ID, name: TEXT, password: { type: 'string', format: 'password' } },
};

/** Loans refer to books by `bookId`. */
function library(loan: object, removal: object): object {
  const book = { type: 'object', required: ['id', 'title'], properties: { id: ID, title: TEXT } };
  const loans = { type: 'object', required: ['id', 'bookId'], properties: { id: ID, bookId: { type: 'integer' } } };
  return api({
    '/books': {
      get: { operationId: 'listBooks', responses: answerOf({ type: 'array', items: book }) },
      post: { operationId: 'createBook', ...body(book), responses: made(book) },
    },
    '/books/{bookId}': {
      ...at('bookId'),
      get: { operationId: 'getBook', responses: { ...answerOf(book), ...absent } },
      delete: { operationId: 'removeBook', responses: { ...none, ...removal } },
    },
    '/loans': {
      get: { operationId: 'listLoans', responses: answerOf({ type: 'array', items: loans }) },
      post: { operationId: 'createLoan', ...body(loans), responses: { ...made(loans), ...loan } },
    },
    '/loans/{loanId}': {
      ...at('loanId'),
      get: { operationId: 'getLoan', responses: { ...answerOf(loans), ...absent } },
    },
  });
}
const book: Step = ['POST /books', 201, { json: { title: 't' } }];
const loan = (bookId: number, outcome: number): Step => ['POST /loans', outcome, { json: { bookId } }];

export const RESOURCES: readonly RowCase[] = [
  {
    rows: ['list', 'create', 'read', 'replace', 'update', 'remove', 'clear', 'act'].map(
      (role) => `enforced operation:${role}`,
    ),
    contract: WHOLE,
    derived: 'production',
    steps: [
      create,
      ['GET /notes', { status: 200, body: [{ id: 1, text: 'a' }] }],
      ['GET /notes/1', { status: 200, body: { id: 1, text: 'a' } }],
      ['PUT /notes/1', { status: 200, body: { text: 'b' } }, { json: { text: 'b' } }],
      ['PATCH /notes/1', { status: 200, body: { text: 'c' } }, { json: { text: 'c' } }],
      ['POST /notes/1/text', { status: 200, body: { text: 'd' } }, { json: { text: 'd' } }],
      ['GET /notes/1', { status: 200, body: { id: 1, text: 'd' } }],
      ['DELETE /notes/1', 204],
      ['GET /notes/1', 404],
      create,
      ['DELETE /notes', 204],
      ['GET /notes', { status: 200, text: '[]' }],
    ],
  },
  inventing('development', (status) => ({ status, headers: { 'x-plumbline-emulated': /price|refund/ } }), 404),
  inventing('production', () => 501, 501),
  ...(
    [
      ['POST', 'act', ACTION],
      ['PATCH', 'update', UPDATE],
    ] as const
  ).flatMap(([method, role, contract]): RowCase[] => {
    const sent = role === 'update' ? { json: { reason: 'r' } } : {};
    const target = role === 'update' ? `${method} /notes/1` : `${method} /notes/1/publish`;
    return [
      {
        rows: roles(role, ':effect'),
        contract,
        derived: 'production',
        steps: [create, [target, 501, sent]],
      },
      {
        rows: roles(role, ':effect'),
        contract,
        derived: 'development',
        steps: [
          create,
          [target, { status: 200, body: { text: 'a' }, headers: { 'x-plumbline-emulated': /effect/ } }, sent],
        ],
      },
    ];
  }),
  {
    rows: ['emulated operation:sample'],
    contract: SAMPLES,
    derived: 'production',
    steps: [
      ['GET /tariffs', { status: 200, text: '[]' }],
      ['GET /tariffs/1', 404],
    ],
  },
  {
    rows: ['emulated operation:sample'],
    contract: SAMPLES,
    derived: 'development',
    steps: [['GET /tariffs', { status: 200, text: /"text":"/, headers: { 'x-plumbline-answer': /sample/ } }]],
  },
  {
    rows: ['emulated password', 'enforced format:password'],
    contract: api({
      '/members': {
        get: { operationId: 'listMembers', responses: answerOf({ type: 'array', items: MEMBER }) },
        post: { operationId: 'createMember', ...body(MEMBER), responses: made(MEMBER) },
      },
      '/members/{memberId}': {
        ...at('memberId'),
        get: { operationId: 'getMember', responses: { ...answerOf(MEMBER), ...absent } },
      },
    }),
    derived: 'production',
    steps: [
      ['POST /members', { status: 201, text: '{"id":1,"name":"n"}' }, { json: { name: 'n', password: 'p' } }],
      ['GET /members/1', { status: 200, text: '{"id":1,"name":"n"}' }],
    ],
  },
  {
    rows: ['enforced reference', 'enforced reference:removal'],
    contract: library({ 422: { description: 'No.' } }, { 409: { description: 'No.' } }),
    derived: 'production',
    steps: [book, loan(1, 201), loan(9, 422), ['DELETE /books/1', 409]],
  },
  {
    rows: ['ignored reference', 'ignored reference:removal'],
    contract: library({}, {}),
    derived: 'production',
    steps: [book, loan(1, 201), loan(9, 201), ['DELETE /books/1', 204]],
  },
  {
    rows: ['ignored list-parameter'],
    contract: api(notes(NOTE, { list: { parameters: [{ name: 'colour', in: 'query', schema: TEXT }] } })),
    derived: 'production',
    steps: [create, ['GET /notes?colour=red', { status: 200, body: [{ text: 'a' }] }]],
  },
  {
    rows: ['ignored query-parameter'],
    contract: api(notes(NOTE, { item: { parameters: [...NOTE_ID, { name: 'fields', in: 'query', schema: TEXT }] } })),
    derived: 'production',
    steps: [create, ['GET /notes/1?fields=id', { status: 200, body: { id: 1, text: 'a' } }]],
  },
  {
    rows: ['enforced extension:x-unique'],
    contract: api(notes({ ...NOTE, properties: { id: ID, text: { type: 'string', 'x-unique': true } } })),
    derived: 'production',
    steps: [create, ['POST /notes', 409, { json: { text: 'a' } }]],
  },
];
