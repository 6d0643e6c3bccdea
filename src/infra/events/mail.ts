import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';

/** A message to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/**
 * Sends mail. Rejects when the message was not taken: then it is tried again.
 *
 * @param id the same whenever the same letter is sent: its Message-ID, by which who gets it twice drops one (RFC 5322, 3.6.4)
 */
export type SendMail = (mail: Mail, id: string) => Promise<void>;

const TIMEOUT_MS = 10_000;

/**
 * Sends through a mail server.
 *
 * @param url `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://...`
 * @param from sender of every message, `Plumbline <no-reply@example.org>`
 * @throws Error without the URL in it when the server refuses: the URL holds a password
 */
export function smtpMail(url: string, from: string): SendMail {
  const limits = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({ url, ...limits });
  return async (mail, id) => {
    ensureOneLine(mail);
    await transport.sendMail({ from, messageId: messageId(id, from), ...mail });
  };
}

/**
 * Writes each message to a file, `.data/mail/2026-11-21T10-00-00.000Z-<id>.eml`: what development has for a mailbox.
 * The folder and its files are for their owner only, since messages hold links that log in.
 */
export function fileMail(folder: string, from: string, clock: () => Date): SendMail {
  return async (mail, id) => {
    ensureOneLine(mail);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const message = await written({ from, messageId: messageId(id, from), ...mail });
    const name = `${clock().toISOString().replaceAll(':', '-')}-${id}.eml`;
    // Renamed when complete: whoever watches the folder never reads half a message.
    await writeFile(join(folder, `.${name}`), message, { mode: 0o600 });
    await rename(join(folder, `.${name}`), join(folder, name));
  };
}

/** Removes the messages to an address that were written to files: what an erasure must not leave behind. */
export async function forgetMailFiles(folder: string, address: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  // Compared as it is written: letters beyond ASCII are encoded.
  const wanted = recipientOf(await written({ to: address, subject: '', text: '' }));
  for (const name of names.filter((each) => each.endsWith('.eml'))) {
    const message = await readFile(join(folder, name), 'utf8');
    if (recipientOf(message) === wanted) await rm(join(folder, name), { force: true });
  }
}

/** A message as it would be sent. */
async function written(mail: Mail & { from?: string; messageId?: string }): Promise<string> {
  const { message } = await createTransport({ streamTransport: true, buffer: true, newline: 'unix' }).sendMail(mail);
  return Buffer.isBuffer(message) ? message.toString('utf8') : await text(message);
}

/** The sender's domain keeps it apart from those of others. */
function messageId(id: string, from: string): string {
  return `<${id}@${/@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'}>`;
}

/** The recipient's header of a message, folded as it stands. */
function recipientOf(message: string): string | undefined {
  const [headers = ''] = message.split('\n\n', 1);
  return /^To: .*(?:\n[ \t].*)*/m.exec(headers)?.[0];
}

/** nodemailer folds such headers safely; a line end in them is an attack all the same, and is not sent. */
function ensureOneLine({ to, subject }: Mail): void {
  if (/[\r\n\0]/.test(to + subject) || to.includes(','))
    throw new Error('A mail header holds what does not belong there.');
}
