import { TOTP } from 'otpauth';
import type { DeskClient } from './client.ts';
import type { Person } from './people.ts';

const STEP_MS = 30_000;

/** Somebody with a second factor: what their authenticator knows. */
export interface Guarded {
  person: Person;
  secret: string;
  /** None: the factor is enrolled, and not yet in force. */
  recoveryCodes?: string[];
  /** The code that put it in force, which is good no more. */
  spentCode?: string;
}

/** Enrols a second factor that is not yet confirmed; one that is in force is taken off first. */
export async function enrolled({ call }: DeskClient, person: Person, before?: Guarded): Promise<Guarded> {
  const { headers } = person.credentials;
  const [recoveryCode] = before?.recoveryCodes ?? [];
  if (recoveryCode !== undefined) await call('POST', '/auth/second-factor/disable', { recoveryCode }, headers);
  const { password } = person;
  const { secret } = await call<{ secret: string }>('POST', '/auth/second-factor', { password }, headers);
  return { person, secret };
}

/** Enrols a second factor and puts it in force; a code of the next step is then good. */
export async function confirmed(client: DeskClient, person: Person, before?: Guarded): Promise<Guarded> {
  const factor = await enrolled(client, person, before);
  const { headers } = person.credentials;
  const code = currentCode(factor);
  const { recoveryCodes } = await client.call<{ recoveryCodes: string[] }>(
    'POST',
    '/auth/second-factor/confirm',
    { code },
    headers,
  );
  return { ...factor, recoveryCodes, spentCode: code };
}

/** What the authenticator shows. */
export function currentCode({ secret }: Guarded): string {
  return new TOTP({ secret }).generate();
}

/** What it will show next: each step counts once, and clocks may be off by one. */
export function nextCode({ secret }: Guarded): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + STEP_MS });
}
