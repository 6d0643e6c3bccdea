import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDesk, type Desk } from '../support/desk.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await startDesk();
});

afterAll(async () => {
  await desk.close();
});

test('the system says what is running, where its data is, and since when', async () => {
  const { status, body } = await desk.call('GET', '/system');

  expect({ status, body }).toEqual({
    status: 200,
    body: {
      success: true,
      data: {
        name: 'The delivery desk',
        version: '0.1.0',
        database: process.env['DATABASE_URL'] ? 'postgresql' : 'pglite',
        startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        uptimeSeconds: expect.any(Number),
      },
    },
  });
});
