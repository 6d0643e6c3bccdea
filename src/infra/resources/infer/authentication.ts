import type { ContractOperation, Schema } from '@plumbline/contract/contract';
import type { Schemas } from './bodies/schemas.ts';
import { successOf } from './bodies/media.ts';
import { segmentsOf } from './names/paths.ts';
import { normal } from './names/words.ts';

/** Operations that check or issue credentials: a table knows nothing of either, so that no resource serves them. */
export type IsAuthentication = (operation: ContractOperation) => boolean;

const PASSWORD =
  /^(user|current|old|new|confirm|repeat|plain|login)?(password|passwd|pwd|passphrase|passcode)(confirmation|confirm|again)?$/;
const SECRET =
  /^(pass|passcode|pswd|psw|kennwort|contrasena|motdepasse|senha|clientsecret|secret|credentials?|refreshtoken|idtoken|assertion|otp|totp|onetimecode|pin|magiclink)$/;
const GRANT = /^granttype$/;
const TOKEN = /^(access|auth|authentication|id|refresh|session|bearer|user|api)?(token|jwt)$|^(bearer|sessionid)$/;

/** Last steps of paths that say it all, and those that say it where a credential is sent or answered. */
const SURE =
  /^(login|signin|logon|logout|signout|logoff|authenticate|forgotpassword|resetpassword|changepassword|passwordreset|password)$/;
const LIKELY =
  /^(tokens?|refresh|sessions?|auth|oauth2?|oauthtokens?|authorize|authentications?|register|registrations?|signup)$/;
const HELD = /^(sessions?|tokens?|logins?)$/;

/** A property that holds a password: it is neither stored nor shown. */
export function isPassword(schemas: Schemas, name: string, declared: readonly Schema[]): boolean {
  return PASSWORD.test(normal(name)) || declared.some((schema) => schemas.core(schema).format === 'password');
}

/** Looks at all operations of a contract together: what a login creates, a logout ends. */
export function authenticationIn(schemas: Schemas, operations: readonly ContractOperation[]): IsAuthentication {
  const issuing = operations.filter((operation) => operation.method === 'post' && authenticates(schemas, operation));
  const held = issuing.map(({ path }) => path).filter((path) => HELD.test(lastStep(path)));
  return (operation) =>
    authenticates(schemas, operation) ||
    held.some((path) => operation.path === path || operation.path.startsWith(`${path}/`));
}

function authenticates(schemas: Schemas, operation: ContractOperation): boolean {
  const { path, method, parameters, requestBody } = operation;
  const step = lastStep(path);
  if (SURE.test(step)) return true;
  const bodies = Object.values(requestBody?.content ?? {}).flatMap(({ schema }): Schema[] =>
    schema === undefined ? [] : [schema],
  );
  const sent = new Set([
    ...bodies.flatMap((schema) => namesIn(schemas, schema)),
    ...parameters.flatMap(({ in: place, name }) => (place === 'query' ? [normal(name)] : [])),
  ]);
  const { schema } = successOf(operation);
  const answered = schema === undefined ? [] : namesIn(schemas, schema);
  const isSecret = [...sent].some((name) => PASSWORD.test(name) || SECRET.test(name) || isMisspelt(name));
  const isToken = answered.some((name) => TOKEN.test(name));
  if ([...sent].some((name) => GRANT.test(name))) return true;
  if (isSecret && isToken && (method === 'post' || method === 'get')) return true;
  return LIKELY.test(step) && method !== 'get' && (isSecret || isToken);
}

/** One letter more, less, another, or two in the wrong order: `passowrd`, `pasword`, `passwort`. */
function isMisspelt(name: string): boolean {
  const right = 'password';
  const start = Array.from(right).findIndex((letter, index) => letter !== name[index]);
  if (start === -1) return name.length <= right.length + 1;
  const [own, due] = [name.slice(start), right.slice(start)];
  const swapped = (own[1] ?? '') + (own[0] ?? '') + own.slice(2);
  return own.slice(1) === due || own === due.slice(1) || own.slice(1) === due.slice(1) || swapped === due;
}

/** The last step of a path that is not a parameter, if nothing follows it. */
function lastStep(path: string): string {
  const last = segmentsOf(path)?.at(-1);
  return last !== undefined && 'literal' in last ? normal(last.literal) : '';
}

/** Names of members, in boxes and lists too. */
function namesIn(schemas: Schemas, schema: Schema, depth = 0): string[] {
  const object = schemas.elements(schema) ?? schema;
  return [...schemas.properties(object)].flatMap(([name, declared]) => [
    normal(name),
    ...(depth < 2 ? declared.flatMap((each) => namesIn(schemas, each, depth + 1)) : []),
  ]);
}
