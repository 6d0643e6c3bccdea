import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDesk, type Desk } from '../support/desk.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await startDesk();
});

afterAll(async () => {
  await desk.close();
});

test('the system tells a caller without a credential its name and version, and nothing of how it runs', async () => {
  const { status, body } = await desk.call('GET', '/system');

  expect({ status, body }).toEqual({
    status: 200,
    body: { success: true, data: { name: 'The delivery desk', version: '0.1.0' } },
  });
});
