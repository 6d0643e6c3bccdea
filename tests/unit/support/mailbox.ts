import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A mail server that takes every message, for tests that have to read one. */
export interface Mailbox {
  url: string;
  /** The text of the oldest message to an address that was not read yet; waits for one. */
  letterTo(address: string): Promise<string>;
  /** The token of a kind, such as `pli`, in the oldest unread message to an address that has one; waits for it. */
  tokenTo(address: string, kind: string): Promise<string>;
  close(): void;
}

const WAIT_MS = 25;
const ATTEMPTS = 200;

/** Starts a mail server on a free port of this machine. */
export async function openMailbox(): Promise<Mailbox> {
  const messages: string[] = [];
  const server = createServer((socket) => {
    receive(socket, messages);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const take = async (address: string, text: string): Promise<string> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const index = messages.findIndex((message) => message.includes(`To: ${address}\n`) && message.includes(text));
      const [found] = index === -1 ? [] : messages.splice(index, 1);
      // Long lines were folded (quoted-printable, RFC 2045).
      if (found !== undefined) return found.replaceAll('=\n', '');
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
    throw new Error(`No mail came for ${address}.`);
  };
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letterTo: (address) => take(address, ''),
    async tokenTo(address, kind) {
      const [token = ''] = new RegExp(`${kind}_[\\w-]+`).exec(await take(address, `${kind}_`)) ?? [];
      return token;
    },
    close: () => server.close(),
  };
}

/** As much of SMTP (RFC 5321) as a client needs to get rid of its messages. */
function receive(socket: Socket, messages: string[]): void {
  let message: string | undefined;
  let rest = '';
  socket.write('220 test\r\n');
  socket.on('data', (chunk) => {
    const lines = `${rest}${String(chunk)}`.split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (message === undefined) {
        if (line === 'DATA') message = '';
        if (line !== '')
          socket.write(line === 'DATA' ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
      } else if (line === '.') {
        messages.push(message);
        message = undefined;
        socket.write('250 taken\r\n');
      } else {
        message += `${line}\n`;
      }
    }
  });
}
