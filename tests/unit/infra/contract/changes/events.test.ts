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
