import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { buildApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { listen } from '../../../src/infra/http/server.ts';
import { createLogger } from '../../../src/infra/telemetry/logger.ts';
import { testDatabase } from './database.ts';
import { openMailbox, type Mailbox } from './mailbox.ts';

export interface Reply {
  status: number;
  headers: Headers;
  /** The JSON body; `undefined` where there is none. */
  body: unknown;
}

/** Sends a request to a path below the base path; a body is sent as JSON. */
export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;

export interface Desk {
  /** As a stranger. */
  call: Call;
  /** With the stand-in credential of development, in the place of an access token. */
  standIn: Call;
  /** Where the desk sends its mail. */
  mailbox: Mailbox;
  /** URL of its database, where that is on a PostgreSQL server. */
  databaseUrl: string | undefined;
  close(): Promise<void>;
}

/** Somebody who is logged in. */
export interface User {
  id: string;
  email: string;
  password: string;
  accessToken: string;
  refreshToken: string;
  /** As this user. */
  call: Call;
}

/**
 * The delivery desk as it runs, on a database of its own: PGlite in memory, or a fresh one on `DATABASE_URL`.
 *
 * @param env configuration besides
 */
export async function startDesk(env: Record<string, string> = {}): Promise<Desk> {
  const server = process.env['DATABASE_URL'] ? await testDatabase() : undefined;
  const mailbox = await openMailbox();
  const config = readConfig(server ? [] : ['--memory'], {
    DATABASE_URL: server?.options.url,
    MASTER_KEY: randomBytes(32).toString('base64'),
    SMTP_URL: mailbox.url,
    ...env,
  });
  if (config === 'help') throw new Error('Help was asked for');
  const silence = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const app = await buildApp(config, createLogger({ level: 'error', format: 'json', stream: silence }));
  const port = await listen(app.http, 0, '127.0.0.1');
  const call: Call = async (method, path, body, headers = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  };
  const standIn = app.development.find(({ name }) => name === 'Authorization');
  if (standIn === undefined) throw new Error('Development has no stand-in credential.');
  return {
    call,
    standIn: callWith(call, { [standIn.name]: standIn.value }),
    mailbox,
    databaseUrl: server?.options.url,
    async close() {
      await app.close();
      mailbox.close();
      await server?.close();
    },
  };
}

/** What the answer holds. */
export function dataOf({ body }: Reply): Data {
  return (body as { data: Data }).data;
}

interface Data extends Record<string, unknown> {
  id: string;
}

/** Registers somebody, verifies their address and logs them in. The first of a desk is its administrator. */
export async function loginAs(desk: Desk, name: string): Promise<User> {
  const user = await registerAs(desk, name);
  // The address of the first one is verified without a letter.
  if (dataOf(await user.call('GET', '/users/me'))['isEmailVerified'] === true) return user;
  const token = await desk.mailbox.tokenTo(user.email, 'plv');
  const verified = await user.call('POST', '/auth/email/confirm', { token });
  if (verified.status !== 200) throw new Error(`${name} cannot verify: ${JSON.stringify(verified.body)}`);
  return user;
}

/** Registers somebody and logs them in; their address is not verified yet. */
export async function registerAs(desk: Desk, name: string): Promise<User> {
  const person = { email: `${name.toLowerCase()}@example.org`, password: 'seven quiet otters' };
  const registered = await desk.call('POST', '/auth/register', { ...person, name });
  if (registered.status !== 201) throw new Error(`${name} cannot register: ${JSON.stringify(registered.body)}`);
  return { id: dataOf(registered).id, ...person, ...(await logIn(desk, person)) };
}

/** Logs somebody in who is registered. */
export async function logIn(
  { call }: Desk,
  { email, password }: Pick<User, 'email' | 'password'>,
): Promise<Pick<User, 'accessToken' | 'refreshToken' | 'call'>> {
  const reply = await call('POST', '/auth/login', { email, password });
  if (reply.status !== 200) throw new Error(`${email} cannot log in: ${JSON.stringify(reply.body)}`);
  const { accessToken, refreshToken } = dataOf(reply) as Record<'accessToken' | 'refreshToken', string> & Data;
  return { accessToken, refreshToken, call: callWith(call, { Authorization: `Bearer ${accessToken}` }) };
}

/** Calls with a credential. */
export function callWith(call: Call, credential: Record<string, string>): Call {
  return (method, path, body, headers) => call(method, path, body, { ...credential, ...headers });
}

/** Creates a project with a key of its own, owned by the user; gives its path. */
export async function createProject(owner: Pick<User, 'call'>, key: string): Promise<string> {
  const reply = await owner.call('POST', '/projects', { key, name: `Project ${key}` });
  if (reply.status !== 201) throw new Error(`${key} cannot be created: ${JSON.stringify(reply.body)}`);
  return `/projects/${dataOf(reply).id}`;
}

/** Invites somebody to a project and lets them accept. @param path of the project */
export async function joinProject(desk: Desk, owner: User, guest: User, path: string, role: string): Promise<void> {
  await owner.call('POST', `${path}/invitations`, { email: guest.email, role });
  const token = await desk.mailbox.tokenTo(guest.email, 'pli');
  const reply = await guest.call('POST', '/invitations/accept', { token });
  if (reply.status !== 200) throw new Error(`${guest.email} cannot join: ${JSON.stringify(reply.body)}`);
}
