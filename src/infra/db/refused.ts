import { causesOf } from './unavailable.ts';
import { getOwn } from '@plumbline/contract/json';

/** SQLSTATEs by which a server that can be reached refuses to lay tables, and what helps. */
const ADVICE: Readonly<Record<string, string>> = {
  '42501': 'Let the user of DATABASE_URL create schemas and tables there, or give another user.',
  '25006': 'It is read-only, as a replica is: give the one that takes writes in DATABASE_URL.',
  '53100': 'Its disk is full: make room, and start again.',
};

/** What to tell who started the program on a database that refuses; `undefined` of any other error. */
export function refusalAtStart(error: unknown): string | undefined {
  for (const { code, message } of causesOf(error)) {
    const advice = getOwn(ADVICE, code);
    if (advice !== undefined) return `The database refuses: ${message}. ${advice}`;
  }
  return undefined;
}
