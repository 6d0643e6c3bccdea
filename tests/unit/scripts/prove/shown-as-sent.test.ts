import { expect, test } from '@jest/globals';
import { differences } from '../../../../scripts/prove/stories/differences.ts';
import { isShownAsSent } from '../../../../scripts/prove/stories/shown-as-sent.ts';
import type { Telling } from '../../../../scripts/prove/stories/telling.ts';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { loadDocument } from '../../infra/contract/fixture.ts';

const text = { type: 'string' };
const label = { type: 'object', properties: { name: text } };
const item = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer', readOnly: true },
    link: { type: 'string', format: 'uri' },
    names: { type: 'array', items: text },
    labels: { type: 'array', items: { oneOf: [text, label] } },
    image: { type: 'object', properties: { url: text } },
    settings: { type: 'object', additionalProperties: text },
    anything: { type: 'object' },
  },
};
const contract = await loadDocument({
  paths: {
    '/items': { post: operation('create', 201) },
    '/items/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: operation('read', 200),
    },
  },
});
const [resource] = inferResources(contract).resources;
const telling = { world: { contract }, resource } as unknown as Telling;

test.each<[string, unknown, boolean]>([
  ['names', ['a', 'b'], true],
  ['image', { url: 'a' }, true],
  ['settings', { theme: 'dark' }, true],
  ['anything', { at: { all: [1] } }, true],
  // The answer could not show it.
  ['link', 'no link', false],
  // The answer may show it in another form.
  ['labels', ['bug'], false],
  ['labels', [{ name: 'bug' }], true],
  // The answer does not say whether it shows it.
  ['image', { url: 'a', width: 5 }, false],
  ['unheard', 'a', false],
])('%s of %j is shown as it was sent: %s', (name, value, isShown) => {
  expect(isShownAsSent(telling, name, value)).toBe(isShown);
});

test('a difference is told where the two part', () => {
  const shown = { name: 'a', tags: ['x', { deep: 1 }] };
  expect(differences(shown, { name: 'a', tags: ['x', { deep: 2 }] })).toEqual(['tags/1/deep as 1, not 2']);
  expect(differences(shown, { tags: ['x'] })).toEqual(['tags/1 as {"deep":1}, not nothing']);
  expect(differences(shown, { name: null, other: 1 })).toEqual(['name as "a", not null']);
});

function operation(operationId: string, status: number): object {
  const content = { 'application/json': { schema: item } };
  return {
    operationId,
    ...(operationId === 'create' && { requestBody: { content } }),
    responses: { [status]: { description: 'Done', content } },
  };
}
