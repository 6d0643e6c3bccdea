/**
 * Starts a mock of a contract: Prism answers at the same URLs as the backend would, from examples, without state.
 *
 *   npm run mock -- [CONTRACT] [--port N] [--host H]
 *
 * CONTRACT is the project's own by default, the port 4010, the host 127.0.0.1. Stops on SIGINT and SIGTERM.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { callersFile } from '../src/command-line.ts';
import { ContractError } from '../src/infra/contract/contract-error.ts';
import { mockDocument } from '../src/infra/contract/lenses/mock.ts';
import { loadContract } from '../src/infra/contract/load.ts';
import { tellUsage } from './arguments.ts';

const USAGE = 'Usage: npm run mock -- [CONTRACT] [--port N] [--host H]';

interface Arguments {
  file: string;
  port: string;
  host: string;
}

/** Reads the command line. @throws Error that says what is wrong with it */
function readArguments(): Arguments {
  const options = {
    port: { type: 'string', default: '4010' },
    host: { type: 'string', default: '127.0.0.1' },
  } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [file = 'openapi/openapi.yaml', ...others] = positionals;
  if (others.length > 0) throw new Error(`One contract at a time; got ${positionals.join(', ')}.`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`--port is "${values.port}"; give a whole number from 1 to 65535.`);
  }
  return { file: callersFile(file, process.env), ...values };
}

/** Why nobody can listen there; nothing where one can. Prism says it with a page of usage. */
async function obstacle({ port, host }: Arguments): Promise<string | undefined> {
  const server = createServer();
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve).listen(Number(port), host, () => {
      resolve(undefined);
    });
  });
  if (error === undefined) await new Promise((resolve) => server.close(resolve));
  else if (error.code === 'EADDRINUSE') return `Port ${port} on ${host} is taken. Give another with --port.`;
  else
    return `Nobody can listen on port ${port} of ${host} (${error.code ?? error.message}). Give others with --port and --host.`;
  return undefined;
}

/**
 * Runs Prism until this process is told to stop. A request that ends Prism costs that one response: it is started again,
 * unless it ends as soon as it has begun.
 *
 * @returns the exit code
 */
async function runPrism(document: string, given: Arguments): Promise<number> {
  const state = { isStopping: false };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (state.isStopping = true));
  for (;;) {
    const started = performance.now();
    const code = await runOnce(document, given);
    if (state.isStopping) return 0;
    if (performance.now() - started < LEAST_MS) return code;
    console.error(`The mock ended on a request (exit code ${code}) and is started again.`);
  }
}

/** Prism that ends sooner has not answered anything: its start has failed. */
const LEAST_MS = 5000;

/** Lines of a stack trace, which say nothing about the contract. */
const STACK = /^\s+at .*\n?/gm;

function runOnce(document: string, { port, host }: Arguments): Promise<number> {
  const prism = fileURLToPath(import.meta.resolve('@stoplight/prism-cli'));
  const child = spawn(process.execPath, [prism, 'mock', document, '--port', port, '--host', host], {
    stdio: ['inherit', 'inherit', 'pipe'],
  });
  child.stderr.on('data', (chunk: Buffer) => process.stderr.write(chunk.toString().replace(STACK, '')));
  const stop = (): void => void child.kill('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
      resolve(code ?? 0);
    });
  });
}

tellUsage(USAGE);
let given: Arguments;
try {
  given = readArguments();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exit(2);
}
const directory = await mkdtemp(join(tmpdir(), 'plumbline-mock-'));
try {
  const contract = await loadContract(given.file);
  const document = join(directory, 'openapi.json');
  await writeFile(document, JSON.stringify(mockDocument(contract)));
  const reason = await obstacle(given);
  if (reason === undefined) process.exitCode = await runPrism(document, given);
  else {
    console.error(reason);
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(directory, { recursive: true, force: true });
}
