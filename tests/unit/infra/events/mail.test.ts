import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fileMail, forgetMailFiles, smtpMail } from '../../../../src/infra/events/mail.ts';

const FROM = 'Plumbline <no-reply@desk.example>';
const MAIL = { to: 'ada@example.org', subject: 'Gr\u00fc\u00dfe', text: 'Open https://desk.example/reset?token=abc\n' };
const ID = '019aa1b2-7c00-7000-8000-00000000aa01';
const now = () => new Date('2026-11-21T10:00:00Z');

const FORGED = [
  { ...MAIL, to: 'ada@example.org\r\nBcc: eve@example.org' },
  { ...MAIL, to: 'ada@example.org,eve@example.org' },
  { ...MAIL, subject: 'Hello\nBcc: eve@example.org' },
];

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'mail-')), 'mail');
});
afterEach(async () => {
  await rm(join(folder, '..'), { recursive: true });
});

describe('mail in files', () => {
  test('is one file a message, for its owner only, as it would have been sent', async () => {
    await fileMail(folder, FROM, now)(MAIL, ID);
    const [name = '', ...others] = await readdir(folder);
    expect([others, name]).toEqual([[], `2026-11-21T10-00-00.000Z-${ID}.eml`]);
    const text = await readFile(join(folder, name), 'utf8');
    expect(text).toContain('To: ada@example.org\n');
    expect(text).toContain('From: Plumbline <no-reply@desk.example>\n');
    expect(text).toContain(`Message-ID: <${ID}@desk.example>\n`);
    expect(text).toContain('https://desk.example/reset?token=abc');
    expect([(await stat(join(folder, name))).mode & 0o777, (await stat(folder)).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  test.each([MAIL.to, 'jürgen@bücher.example'])(
    'to one address is forgotten, all of it and no other: %s',
    async (to) => {
      const send = fileMail(folder, FROM, now);
      const others = ['ada@example.org.nz', 'grace@example.org'];
      await forgetMailFiles(folder, to);
      for (const each of [to, to, ...others]) await send({ ...MAIL, to: each, text: `To: ${to}` }, randomUUID());
      await forgetMailFiles(folder, to);
      const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
      expect(texts.map((text) => /^To: (.*)$/m.exec(text)?.[1]).sort()).toEqual(others);
    },
  );

  test.each(FORGED)('%j is not written', async (mail) => {
    await expect(fileMail(folder, FROM, now)(mail, ID)).rejects.toThrow('does not belong there');
  });
});

/** A mail server that takes every message and remembers what it was told. */
async function mailServer(): Promise<{ url: string; lines: string[]; close(): void }> {
  const lines: string[] = [];
  const server = createServer((socket) => {
    let isData = false;
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      for (const line of String(chunk).split('\r\n').filter(Boolean)) {
        lines.push(line);
        if (isData) {
          if (line !== '.') continue;
          isData = false;
        } else if (line === 'DATA') {
          isData = true;
          socket.write('354 go on\r\n');
          continue;
        }
        socket.write(line.startsWith('EHLO') ? '250 test\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, lines, close: () => server.close() };
}

describe('mail by SMTP', () => {
  test('reaches the server with sender, recipient and text', async () => {
    const server = await mailServer();
    const send = smtpMail(server.url, FROM);
    await send(MAIL, ID);
    expect(server.lines).toEqual(
      expect.arrayContaining(['MAIL FROM:<no-reply@desk.example>', 'RCPT TO:<ada@example.org>', 'To: ada@example.org']),
    );
    // Again, as after a crash: whoever gets both can tell that they are one.
    await send(MAIL, ID);
    const ids = server.lines.filter((line) => line.startsWith('Message-ID:'));
    expect(ids).toEqual(Array(2).fill(`Message-ID: <${ID}@desk.example>`));
    server.close();
  });

  test('that is not taken is an error without the password in it', async () => {
    const failure = smtpMail('smtp://user:pass-word@127.0.0.1:1', FROM)(MAIL, ID);
    await expect(failure).rejects.toThrow(/^(?!.*pass-word).*$/s);
  });

  test.each(FORGED)('%j is not sent', async (mail) => {
    await expect(smtpMail('smtp://127.0.0.1:1', FROM)(mail, ID)).rejects.toThrow('does not belong there');
  });
});
