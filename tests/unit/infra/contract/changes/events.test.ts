import { describe, expect, test } from '@jest/globals';
import { rulesBetween, withOperation, type Json } from './contracts.ts';

const ok = { description: 'Yes' };

/** A path item that sends an object with these properties. */
const sending = (properties: Json, others: Json = {}): Json => ({
  post: {
    requestBody: { content: { 'application/json': { schema: { type: 'object', properties, ...others } } } },
    responses: { 200: { ...ok, content: { 'application/json': { schema: { type: 'object', properties } } } } },
  },
});
const name = { type: 'string' };
const short = { type: 'string', maxLength: 5 };

describe('webhooks: what the service sends is compared as responses are, what it takes back as requests', () => {
  const hook = (item: Json) => withOperation({}, { webhooks: { newThing: item } });

  test('one comes and goes', async () => {
    const without = withOperation({});
    expect({
      there: await rulesBetween(without, hook(sending({ name }))),
      back: await rulesBetween(hook(sending({ name })), without),
    }).toEqual({ there: ['info webhook-added'], back: ['breaking webhook-removed'] });
  });

  test('its values are narrowed and widened', async () => {
    expect({
      there: await rulesBetween(hook(sending({ name })), hook(sending({ name: short }))),
      back: await rulesBetween(hook(sending({ name: short })), hook(sending({ name }))),
    }).toEqual({
      there: ['info webhook-response-property-max-length-set', 'breaking webhook-request-property-max-length-set'],
      back: ['breaking webhook-response-property-max-length-unset', 'info webhook-request-property-max-length-unset'],
    });
  });

  test('a property that it always sent is gone', async () => {
    expect(await rulesBetween(hook(sending({ name }, { required: ['name'] })), hook(sending({})))).toEqual([
      'breaking webhook-response-required-property-removed',
      'warning webhook-request-property-removed',
    ]);
  });
});

describe('callbacks', () => {
  const called = (item: Json) => withOperation({ callbacks: { done: { '{$request.query.url}': item } } });

  test('one comes and goes', async () => {
    const without = withOperation({});
    expect({
      there: await rulesBetween(without, called(sending({ name }))),
      back: await rulesBetween(called(sending({ name })), without),
    }).toEqual({ there: ['info callback-added'], back: ['breaking callback-removed'] });
  });

  test('its values are widened', async () => {
    expect(await rulesBetween(called(sending({ name: short })), called(sending({ name })))).toEqual([
      'breaking callback-response-property-max-length-unset',
      'info callback-request-property-max-length-unset',
    ]);
  });
});

const json = { 'application/json': { schema: { type: 'object' } } };
const xml = { 'application/xml': { schema: { type: 'object' } } };
const signature = { name: 'X-Signature', in: 'header', required: true, schema: name };
const sent = { requestBody: { required: true, content: json }, responses: { 200: ok } };
const answered = (content: Json, others: Json = {}): Json => ({
  ...sent,
  responses: { 200: { ...ok, content, ...others } },
});

const uploaded = (others: Json): Json => ({
  ...sent,
  requestBody: {
    required: true,
    content: { 'multipart/form-data': { schema: { type: 'object', properties: { a: name } }, ...others } },
  },
});
const listed = (explode: boolean): Json => ({
  ...{ name: 'ids', in: 'query', explode, schema: { type: 'array', items: { type: 'string' } } },
});

/** [what happens, base, revision, rules there, rules back], each without `webhook-` or `callback-` */
const REQUESTS: readonly (readonly [string, Json, Json, string[], string[]])[] = [
  ['the method', { post: sent }, { put: sent }, ['breaking method-changed'], ['breaking method-changed']],
  [
    'a header that was always sent',
    { post: { ...sent, parameters: [signature] } },
    { post: sent },
    ['breaking required-parameter-removed'],
    ['info parameter-added'],
  ],
  [
    'a header that is sent at times',
    { post: { ...sent, parameters: [{ ...signature, required: false }] } },
    { post: sent },
    ['warning optional-parameter-removed'],
    ['info parameter-added'],
  ],
  [
    'whether a header, written in another case, always comes',
    { post: { ...sent, parameters: [signature] } },
    { post: { ...sent, parameters: [{ ...signature, name: 'x-signature', required: false }] } },
    ['breaking parameter-became-optional'],
    ['info parameter-became-required'],
  ],
  [
    'what a header of the path item may hold',
    { parameters: [{ ...signature, schema: short }], post: sent },
    { parameters: [signature], post: sent },
    ['breaking response-header-max-length-unset'],
    ['info response-header-max-length-set'],
  ],
  [
    'the media type',
    { post: sent },
    { post: { ...sent, requestBody: { required: true, content: xml } } },
    ['breaking body-media-type-added', 'info body-media-type-removed'],
    ['breaking body-media-type-added', 'info body-media-type-removed'],
  ],
  [
    'a media type more',
    { post: sent },
    { post: { ...sent, requestBody: { required: true, content: { ...json, ...xml } } } },
    ['breaking body-media-type-added'],
    ['info body-media-type-removed'],
  ],
  [
    'whether a body always comes',
    { post: sent },
    { post: { ...sent, requestBody: { content: json } } },
    ['breaking body-became-optional'],
    ['info body-became-required'],
  ],
  [
    'whether there is a body',
    { post: sent },
    { post: { responses: sent.responses } },
    ['breaking body-removed'],
    ['info body-added'],
  ],
  [
    'the status of a good answer',
    { post: sent },
    { post: { ...sent, responses: { 204: ok } } },
    ['breaking success-status-removed', 'info status-added'],
    ['breaking success-status-removed', 'info status-added'],
  ],
  [
    'a status that a range covers',
    { post: sent },
    { post: { ...sent, responses: { '2XX': ok } } },
    ['info status-added'],
    ['breaking success-status-removed'],
  ],
  [
    'the media type of the answer',
    { post: answered(json) },
    { post: answered({ ...json, ...xml }) },
    ['info answer-media-type-added'],
    ['breaking answer-media-type-removed'],
  ],
  [
    'a header that the answer must have',
    { post: answered(json) },
    { post: answered(json, { headers: { 'X-Id': { required: true, schema: name } } }) },
    ['breaking answer-header-became-required'],
    [],
  ],
  ['a body of the answer', { post: sent }, { post: answered(json) }, ['warning answer-body-added'], []],
  ['another method beside it', { post: sent }, { post: sent, put: sent }, ['info added'], ['breaking removed']],
  [
    'how parts of a form are written',
    { post: uploaded({}) },
    { post: uploaded({ encoding: { a: { contentType: 'text/csv' } } }) },
    ['warning body-encoding-changed'],
    ['warning body-encoding-changed'],
  ],
  [
    'how a list is written',
    { post: { ...sent, parameters: [listed(true)] } },
    { post: { ...sent, parameters: [listed(false)] } },
    ['breaking parameter-style-changed'],
    ['breaking parameter-style-changed'],
  ],
  [
    'an answer that is no success',
    { post: { ...sent, responses: { 200: ok, 410: ok } } },
    { post: sent },
    ['info status-removed'],
    ['info status-added'],
  ],
  [
    'what the service shows of itself',
    { post: { ...sent, security: [{ key: [] }] } },
    { post: { ...sent, security: [{ token: [] }] } },
    ['warning security-changed'],
    ['warning security-changed'],
  ],
  [
    'that it will go',
    { post: sent },
    { post: { ...sent, deprecated: true } },
    ['info deprecated'],
    ['info reactivated'],
  ],
];

describe.each(['webhook', 'callback'])('a %s differs in', (kind) => {
  const document = (item: Json): Json =>
    kind === 'webhook'
      ? withOperation({}, { webhooks: { newThing: item } })
      : withOperation({ callbacks: { done: { '{$request.query.url}': item } } });

  test.each(REQUESTS)('%s', async (_, base, revision, there, back) => {
    const [one, other] = [document(base), document(revision)];
    const prefixed = (rules: string[]) => rules.map((rule) => rule.replace(' ', ` ${kind}-`));
    expect({ there: await rulesBetween(one, other), back: await rulesBetween(other, one) }).toEqual({
      there: prefixed(there),
      back: prefixed(back),
    });
  });
});

test('a callback goes to another address, and is compared all the same', async () => {
  const to = (address: string, properties: Json) =>
    withOperation({ callbacks: { done: { [address]: sending(properties) } } });
  expect(
    await rulesBetween(to('{$request.query.url}', { name: short }), to('{$request.query.hook}', { name })),
  ).toEqual([
    'breaking callback-address-changed',
    'breaking callback-response-property-max-length-unset',
    'info callback-request-property-max-length-unset',
  ]);
});

test('a second address of a callback comes and goes', async () => {
  const item = sending({ name });
  const one = withOperation({ callbacks: { done: { '{$request.query.url}': item } } });
  const two = withOperation({ callbacks: { done: { '{$request.query.url}': item, '{$request.query.hook}': item } } });
  expect({ there: await rulesBetween(one, two), back: await rulesBetween(two, one) }).toEqual({
    there: ['info callback-added'],
    back: ['breaking callback-removed'],
  });
});

test.each([
  ['the name of a header', '{$request.header.X-Url}', '{$request.header.x-url}', []],
  ['the host', 'https://Hooks.test/{$request.body#/id}', 'https://hooks.test/{$request.body#/id}', []],
  ['the name of a member', '{$request.body#/url}', '{$request.body#/Url}', ['breaking callback-address-changed']],
])('the address of a callback has %s in another case', async (_, one, other, expected) => {
  const to = (address: string) => withOperation({ callbacks: { done: { [address]: sending({ name }) } } });
  expect(await rulesBetween(to(one), to(other))).toEqual(expected);
});

test('a callback of another name to the same address is the same, and is compared', async () => {
  const called = (callback: string, properties: Json) =>
    withOperation({ callbacks: { [callback]: { '{$request.query.url}': sending(properties) } } });
  expect({
    same: await rulesBetween(called('done', { name }), called('finished', { name })),
    wider: await rulesBetween(called('done', { name: short }), called('finished', { name })),
  }).toEqual({
    same: [],
    wider: ['breaking callback-response-property-max-length-unset', 'info callback-request-property-max-length-unset'],
  });
});
