import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loginAs, startDesk, type Desk } from '../support/desk.ts';

const REFUSED = { status: 401, body: { error: { code: 'UNAUTHENTICATED' } } };
const PASSWORD = 'nine loud ravens';

let desk: Desk;

beforeAll(async () => {
  desk = await startDesk({ TRUSTED_PROXIES: '1' });
});

afterAll(async () => {
  await desk.close();
});

const from = (address: string) => (path: string, body: object) =>
  desk.call('POST', path, body, { 'X-Forwarded-For': address });
const mailedToken = async (address: string) => /plp_[\w-]+/.exec(await desk.mailbox.letterTo(address))?.[0];

test('who asks for somebody else’s reset ends no token and sends no more than three letters', async () => {
  const { email } = await loginAs(desk, 'Mailed');
  for (const last of [1, 2, 3, 4, 5]) {
    expect((await from(`203.0.113.${last}`)('/auth/password/forgot', { email })).status).toBe(202);
  }
  const tokens = [await mailedToken(email), await mailedToken(email), await mailedToken(email)];
  await expect(desk.mailbox.letterTo(email)).rejects.toThrow('No mail came');
  const reset = (token: string | undefined) => desk.call('POST', '/auth/password/reset', { token, password: PASSWORD });
  expect((await reset(tokens[0])).status).toBe(204);
  expect([await reset(tokens[1]), await reset(tokens[2])]).toMatchObject([REFUSED, REFUSED]);
}, 120_000);
