/**
 * Follows the Dockerfile step by step in an empty folder, without Docker, then runs what the image would run.
 *
 *   npm run check:image
 *
 * Each COPY, RUN, ENV, WORKDIR and ENTRYPOINT is carried out with the image's root moved to a temporary folder. The base
 * image stands for the Node that runs this script; USER and `chown` are left out. Then, in production: migrate, start,
 * look at health, stop by SIGTERM, rotate keys, verify the audit chain, and read the state of the migrations. Needs the
 * npm registry or a filled npm cache.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const SOURCE = resolve(import.meta.dirname, '..');
const root = mkdtempSync(join(tmpdir(), 'plumbline-image-'));

/** A build stage: its folder, working directory and environment. */
interface Stage {
  root: string;
  workdir: string;
  env: Record<string, string>;
}

const stages = new Map<string, Stage>();
let stage: Stage | undefined;
let entrypoint: string[] = [];

try {
  for (const line of instructions(readFileSync(join(SOURCE, 'Dockerfile'), 'utf8'))) {
    const [, instruction = '', text = ''] = /^(\w+)\s+(.*)$/s.exec(line) ?? [];
    follow(instruction.toUpperCase(), text);
  }
  await runImage();
  console.log(
    'The image builds, migrates, starts in production, stops, rotates its keys and verifies its audit chain.',
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** The instructions of a Dockerfile, continued lines joined and comments left out. */
function instructions(text: string): string[] {
  const joined = text.replaceAll(/\\\n\s*/g, ' ').split('\n');
  return joined.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

function follow(instruction: string, text: string): void {
  if (instruction === 'FROM') {
    const [image = '', , name = `stage${stages.size}`] = text.split(/\s+/);
    if (!image.startsWith('node:24')) throw new Error(`Dockerfile: the base image ${image} is not node:24.`);
    stage = { root: join(root, name), workdir: '/', env: {} };
    mkdirSync(stage.root, { recursive: true });
    stages.set(name, stage);
    return;
  }
  if (stage === undefined) throw new Error(`Dockerfile: ${instruction} comes before FROM.`);
  if (instruction === 'WORKDIR') {
    stage.workdir = text;
    mkdirSync(inStage(stage, text), { recursive: true });
  } else if (instruction === 'ENV') {
    for (const [, name = '', value = ''] of text.matchAll(/(\w+)=(\S+)/g)) stage.env[name] = value;
  } else if (instruction === 'COPY') copy(stage, text.split(/\s+/));
  else if (instruction === 'RUN') run(stage, text);
  else if (instruction === 'ENTRYPOINT') entrypoint = JSON.parse(text) as string[];
  else if (!['USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK'].includes(instruction)) {
    throw new Error(`Dockerfile: ${instruction} is not known to this check.`);
  }
}

function copy(into: Stage, words: string[]): void {
  const flag = words[0]?.startsWith('--from=') === true ? words.shift()?.slice('--from='.length) : undefined;
  const from = flag === undefined ? undefined : stages.get(flag);
  const target = words.pop() ?? '';
  const destination = inStage(into, target);
  const sources = words.flatMap((word) =>
    from === undefined ? globSync(word, { cwd: SOURCE }).map((path) => join(SOURCE, path)) : [inStage(from, word)],
  );
  if (sources.length === 0) throw new Error(`Dockerfile: COPY ${words.join(' ')} finds nothing.`);
  const left = from === undefined ? words.find((word) => !isInContext(word)) : undefined;
  if (left !== undefined) throw new Error(`.dockerignore keeps ${left} out of the image, which the Dockerfile copies.`);
  for (const source of sources) {
    const isInto = target.endsWith('/') || (sources.length > 1 && !statSync(source).isDirectory());
    cpSync(source, isInto ? join(destination, basename(source)) : destination, {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

/** Whether `.dockerignore`, which leaves out everything but what it names, names a path or a folder above it. */
function isInContext(path: string): boolean {
  const lines = readFileSync(join(SOURCE, '.dockerignore'), 'utf8').split('\n');
  const named = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  return named.some((name) => name === path || path.startsWith(`${name}/`));
}

function run(into: Stage, command: string): void {
  console.log(`RUN ${command}`);
  // Absolute paths of the image lie in the stage; another owner needs the image's users.
  const moved = command.replaceAll(/ && chown \S+ \S+/g, '').replaceAll(/(?<=\s)\/(?=\w)/g, `${into.root}/`);
  execFileSync('sh', ['-c', moved], {
    cwd: inStage(into, '.'),
    env: environment(into),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function inStage({ root: folder, workdir }: Stage, path: string): string {
  return join(folder, path.startsWith('/') ? path : join(workdir, path));
}

/** The image's environment, with the Node of this process in front, and nothing of the caller's. */
function environment({ root: folder, env }: Stage): Record<string, string> {
  const own = Object.entries(env).map(([name, value]) => [name, value.startsWith('/') ? join(folder, value) : value]);
  const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
  return { PATH: path, HOME: process.env['HOME'] ?? '/root', ...(Object.fromEntries(own) as Record<string, string>) };
}

async function runImage(): Promise<void> {
  const image = [...stages.values()].at(-1);
  if (image === undefined) throw new Error('The Dockerfile has no stage.');
  const port = await freePort();
  const env = {
    ...environment(image),
    HOST: '127.0.0.1',
    PORT: String(port),
    MAIL_DIR: join(root, 'mail'),
    DRAIN_SECONDS: '1',
  };
  const options = { cwd: inStage(image, '.'), env };
  const [, ...args] = entrypoint;
  const command = (...words: string[]) => {
    console.log(words.join(' '));
    const { status, stdout, stderr } = spawnSync(process.execPath, [...args, ...words], {
      ...options,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
    return stdout;
  };

  const withoutMail = { ...env, MAIL_DIR: '' };
  const refused = spawnSync(process.execPath, args, { ...options, env: withoutMail, encoding: 'utf8' });
  if (refused.status !== 2 || !refused.stderr.includes('SMTP_URL'))
    throw new Error('The image starts without SMTP_URL and MAIL_DIR.');
  command('db:migrate');
  command('keys:rotate');
  const server = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const output: string[] = [];
  server.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  await serveAndStop(server, port);
  for (const line of output.join('').split('\n').filter(Boolean)) {
    const { message } = JSON.parse(line) as { message?: unknown };
    if (typeof message !== 'string') throw new Error(`A line of the image is not a log line: ${line}`);
  }
  if (!command('audit:verify').includes('Intact')) throw new Error('The audit chain is not intact.');
  if (!command('db:status').includes('Up to date')) throw new Error('Migrations are pending.');
}

async function serveAndStop(server: ChildProcess, port: number): Promise<void> {
  const ready = async () =>
    await fetch(`http://127.0.0.1:${port}/_system/readyz`).then(
      ({ status }) => status,
      () => 0,
    );
  const ended = new Promise<number | null>((done) => server.once('exit', done));
  const deadline = Date.now() + 120_000;
  while ((await ready()) !== 200) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error('The image does not become ready.');
    await setTimeout(200);
  }
  const system = await fetch(`http://127.0.0.1:${port}/v1/system`);
  if (system.status !== 200) throw new Error(`GET /v1/system answers ${system.status}.`);
  server.kill('SIGTERM');
  await setTimeout(300);
  const [readiness, service] = [await ready(), (await fetch(`http://127.0.0.1:${port}/v1/system`)).status];
  if (readiness !== 503 || service !== 200) {
    throw new Error(`After SIGTERM readiness is ${readiness} and an operation ${service}; expected 503 and 200.`);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`The image ends with ${code} after SIGTERM.`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
