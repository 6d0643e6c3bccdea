import { setTimeout as sleep } from 'node:timers/promises';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a call carries besides its body. */
type Headers = Readonly<Record<string, string>>;

/** Calls a running delivery desk, and reads the mail that it sends. */
export interface DeskClient {
  /**
   * @param path below the base path, `/projects`
   * @returns `data` of the answer
   * @throws Error with the answer where it is no success
   */
  call: <Data = unknown>(method: string, path: string, body?: object, headers?: Headers) => Promise<Data>;
  /** The secret of the newest letter to an address that was not read yet: its one line that is a token. */
  mailedToken: (address: string) => Promise<string>;
}

/** A name that begins with a dot is that of a letter which is still being written. */
const LETTER = /^[^.].*\.eml$/;
const WAIT_MS = 20;
const ATTEMPTS = 250;

/** @param mail folder that the desk writes its letters to */
export function deskClient(url: string, mail: string): DeskClient {
  const read = new Set<string>();
  return {
    async call<Data>(method: string, path: string, body?: object, headers: Headers = {}) {
      const response = await fetch(`${url}/v1${path}`, {
        method,
        headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
      return (text === '' ? undefined : (JSON.parse(text) as { data: Data }).data) as Data;
    },
    async mailedToken(address) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        // Names begin with the time.
        const names = (await readdir(mail).catch(() => [])).filter((name) => LETTER.test(name) && !read.has(name));
        for (const name of names.toSorted().toReversed()) {
          const letter = await readFile(join(mail, name), 'utf8');
          if (!letter.includes(`To: ${address}\n`)) continue;
          read.add(name);
          // Long lines are folded (quoted-printable, RFC 2045).
          const token = /^pl\w_[\w-]+$/m.exec(letter.replaceAll('=\n', ''));
          if (token) return token[0];
        }
        await sleep(WAIT_MS);
      }
      throw new Error(`No letter with a token came for ${address}.`);
    },
  };
}
