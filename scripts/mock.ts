/**
 * Starts a mock of a contract: Prism answers at the same URLs as the backend would, from examples, without state.
 *
 *   npm run mock -- [CONTRACT] [--port N] [--host H]
 *
 * CONTRACT is the project's own by default, the port 4010, the host 127.0.0.1. Stops on SIGINT and SIGTERM.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { callersFile } from '../src/command-line.ts';
import { ContractError } from '@plumbline/contract/contract-error';
import { mockDocument } from '@plumbline/contract/adapters/mock';
import type { Contract } from '@plumbline/contract/contract';
import { loadContract } from '@plumbline/contract/load';
import { listen } from '../src/infra/http/server.ts';
import { tellUsage } from './arguments.ts';
import { startPrism } from './mock/prism.ts';
import { createProxy } from './mock/proxy.ts';
import { freePort } from './prove/backend.ts';

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

/** Serves the mock until this process is told to stop, or Prism cannot be started. @returns the exit code */
async function serve(contract: Contract, document: string, { host, port }: Arguments): Promise<number> {
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const prismPort = await freePort();
  const prism = await startPrism(document, prismPort, origin);
  if (typeof prism === 'number') return prism;
  const server = createProxy(contract, prismPort);
  const stopped = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        resolve(0);
      });
  });
  try {
    await listen(server, Number(port), host);
    return await Promise.race([stopped, prism.failed]);
  } finally {
    server.close();
    server.closeAllConnections();
    await prism.stop();
  }
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
  if (reason === undefined) process.exitCode = await serve(contract, document, given);
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
