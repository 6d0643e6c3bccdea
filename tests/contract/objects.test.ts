import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sampleValues } from '../../scripts/prove/sample-values.ts';
import { contradictions } from '../../scripts/prove/verdict.ts';
import { OWN_CONTRACT } from '../../src/config.ts';
import type { ContractOperation } from '@plumbline/contract/contract';
import { loadContract } from '@plumbline/contract/load';
import { openMailbox, type Mailbox } from '../unit/support/mailbox.ts';
import { dataOf, startInstance, type Answer, type Instance } from './instance.ts';

/*
 * Good credentials and somebody else's things, and bodies that hold what no text may: made from the contract, so that an
 * operation is tried by being in it.
 */
const contract = await loadContract(OWN_CONTRACT);
const PASSWORD = 'seven quiet otters';
const ofObjects = contract.operations.filter(
  ({ path, security }) => path.includes('{') && !JSON.stringify(security).includes('"administrator"'),
);
const changing = ofObjects.filter(({ path, method }) => path.startsWith('/projects/') && method !== 'get');
const withBody = contract.operations.filter(({ requestBody }) => requestBody !== undefined);

type Headers = Record<string, string>;
let mailbox: Mailbox;
let instance: Instance;
let admin: Headers;
let owner: Headers;
/** Good credentials of people who are not in the project. */
let strangers: Record<string, Headers>;
let viewer: Headers;
/** Things of the owner, by the path parameters that name them. */
let things: Record<string, string>;
let requests = 0;

async function logIn(name: string): Promise<Headers> {
  const person = { email: `${name}@example.org`, password: PASSWORD };
  dataOf(await instance.send('POST', '/auth/register', { ...person, name }));
  const { accessToken = '' } = dataOf(await instance.send('POST', '/auth/login', person));
  const headers = { authorization: `Bearer ${accessToken}` };
  // The address of the first one, an administrator, is verified without a letter.
  if (name !== 'ada')
    await create('/auth/email/confirm', { token: await mailbox.tokenTo(person.email, 'plv') }, headers);
  return headers;
}

async function create(path: string, body: object, headers: Headers): Promise<Record<string, string>> {
  return dataOf(await instance.send('POST', path, body, headers));
}

beforeAll(async () => {
  mailbox = await openMailbox();
  instance = await startInstance(['--memory'], { SMTP_URL: mailbox.url, RATE_LIMIT_FACTOR: '1000' });
  admin = await logIn('ada');
  owner = await logIn('olga');
  viewer = await logIn('vera');
  const stranger = await logIn('stan');
  const { id: projectId = '' } = await create('/projects', { key: 'OWN', name: 'Own' }, owner);
  const project = `/projects/${projectId}`;
  const item = { title: 'Stories' };
  const { id: backlogItemId = '' } = await create(`${project}/backlog-items`, item, owner);
  await create(`${project}/invitations`, { email: 'vera@example.org', role: 'viewer' }, owner);
  const [token = ''] = /pli_[\w-]+/.exec(await mailbox.letterTo('vera@example.org')) ?? [];
  await create('/invitations/accept', { token }, viewer);
  const invited = { email: 'guest@example.org', role: 'editor' };
  const { id: invitationId = '' } = await create(`${project}/invitations`, invited, owner);
  const { id: keyId = '' } = await create('/api-keys', { name: 'CI', scopes: ['desk:read'] }, owner);
  const { id: userId = '' } = dataOf(await instance.send('GET', '/users/me', undefined, owner));
  const sessions = (await instance.send('GET', '/auth/sessions', undefined, owner)).body as { data: { id: string }[] };
  things = { projectId, backlogItemId, invitationId, keyId, userId, sessionId: sessions.data[0]?.id ?? '' };
  const scopes = ['desk:read', 'desk:write'];
  const { key = '' } = await create('/api-keys', { name: 'Other', scopes }, stranger);
  strangers = { session: stranger, 'key of another project': { 'x-api-key': key }, administrator: admin };
  requests = 0;
});
afterAll(async () => {
  process.stdout.write(
    `${ofObjects.length} operations on other people's things, ${withBody.length} with bodies: ${requests} requests, each refused\n`,
  );
  await instance.close();
  mailbox.close();
});

/** A valid request to things of the owner, but for what the caller changes. */
async function attempt(operation: ContractOperation, headers: Headers, body?: unknown): Promise<Answer> {
  requests += 1;
  const values = sampleValues(contract, operation, { seed: 1, path: things });
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values.path[name]));
  const sent = body ?? values.body;
  return await instance.send(operation.method.toUpperCase(), path, sent, { ...headers, ...texts(values.header) });
}

function texts(header: Record<string, unknown>): Headers {
  return Object.fromEntries(Object.entries(header).map(([name, value]) => [name, String(value)]));
}

/** Status, and whatever the answer has against the contract. */
function verdict(operation: ContractOperation, { status, headers, text, body }: Answer): unknown[] {
  return [status, ...contradictions(contract, operation, { status, headers, text, json: body, milliseconds: 0 })];
}

/** Everything of the owner, as the owner sees it. */
async function whatIsThere(): Promise<string[]> {
  const project = `/projects/${things['projectId'] ?? ''}`;
  const paths = [project, `${project}/backlog-items`, `${project}/members`, `${project}/invitations`, '/api-keys'];
  const answers = await Promise.all(
    [...paths, '/auth/sessions', '/users/me'].map((path) => instance.send('GET', path, undefined, owner)),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  return answers.map(({ text }) => text);
}

test('every thing that a path names is there', () => {
  const named = new Set(ofObjects.flatMap(({ path }) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)));
  expect(Object.keys(things).sort()).toEqual([...named].sort());
  expect(Object.values(things)).not.toContain('');
});

describe.each(ofObjects.map((operation) => [operation.id, operation] as const))('%s', (_id, operation) => {
  test('finds nothing of other people, whatever the credential', async () => {
    const before = await whatIsThere();
    for (const [who, headers] of Object.entries(strangers)) {
      const takesIt = operation.security.some((each) => 'apiKey' in each) || !('x-api-key' in headers);
      expect([who, ...verdict(operation, await attempt(operation, headers))]).toEqual([who, takesIt ? 404 : 401]);
    }
    expect(await whatIsThere()).toEqual(before);
  });
});

test.each(changing.map((operation) => [operation.id, operation] as const))(
  '%s is forbidden to viewers',
  async (_id, operation) => {
    const before = await whatIsThere();
    expect(verdict(operation, await attempt(operation, viewer))).toEqual([403]);
    expect(await whatIsThere()).toEqual(before);
  },
);

/** What no text may hold, or no address. */
const BAD_TEXTS = {
  NUL: 'otters\0and herons',
  'an unpaired surrogate': 'otters \ud800 and herons',
  'a line end and a header': 'ada@example.org\r\nBcc: eve@example.org',
  '10 MB': 'x'.repeat(10_000_000),
};

describe.each(withBody.map((operation) => [operation.id, operation] as const))('%s', (_id, operation) => {
  test('refuses texts that cannot be kept or sent on, in every member of its body', async () => {
    const before = await whatIsThere();
    const { body } = sampleValues(contract, operation, { seed: 1, optional: 'all', path: things });
    const members = Object.entries(body as object).filter(([, value]) => typeof value === 'string');
    for (const [name] of members) {
      for (const [what, bad] of Object.entries(BAD_TEXTS)) {
        // Only an address becomes a header; a description may have lines.
        if (what.startsWith('a line end') && name !== 'email') continue;
        const answer = await attempt(operation, isOwn(operation) ? owner : admin, { ...(body as object), [name]: bad });
        const [status, ...contradicting] = verdict(operation, answer);
        expect([name, what, contradicting]).toEqual([name, what, []]);
        expect([name, what, [400, 413, 422].includes(Number(status)) ? 'refused' : status]).toEqual([
          name,
          what,
          'refused',
        ]);
        expect(answer.text.length).toBeLessThan(5000);
      }
    }
    expect(await whatIsThere()).toEqual(before);
  });
});

/** What only administrators may do is tried as one. */
function isOwn({ security }: ContractOperation): boolean {
  return !JSON.stringify(security).includes('"administrator"');
}
