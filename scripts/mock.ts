/**
 * Starts a mock of a contract: Prism answers at the same URLs as the backend would, from examples, without state.
 *
 *   npm run mock -- [CONTRACT] [--port N] [--host H]
 *
 * CONTRACT is the project's own by default, the port 4010, the host 127.0.0.1. Stops on SIGINT and SIGTERM.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ContractError } from '../src/infra/contract/contract-error.ts';
import { mockDocument } from '../src/infra/contract/lenses/mock.ts';
import { loadContract } from '../src/infra/contract/load.ts';

const USAGE = 'Usage: npm run mock -- [CONTRACT] [--port N] [--host H]';

interface Arguments {
  file: string;
  port: string;
  host: string;
}

function readArguments(): Arguments | undefined {
  try {
    const options = {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
    } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const [file = 'openapi/openapi.yaml'] = positionals;
    const port = Number(values.port);
    const isPort = Number.isInteger(port) && port > 0 && port < 65_536;
    return positionals.length > 1 || !isPort ? undefined : { file, ...values };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

/** Runs Prism until it ends or is told to. @returns its exit code; 0 when it was told to */
function runPrism(document: string, { port, host }: Arguments): Promise<number> {
  const prism = fileURLToPath(import.meta.resolve('@stoplight/prism-cli'));
  const child = spawn(process.execPath, [prism, 'mock', document, '--port', port, '--host', host], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      resolve(code ?? 0);
    });
  });
}

const given = readArguments();
if (!given) {
  console.error(USAGE);
  process.exit(2);
}
const directory = await mkdtemp(join(tmpdir(), 'plumbline-mock-'));
try {
  const contract = await loadContract(given.file);
  const document = join(directory, 'openapi.json');
  await writeFile(document, JSON.stringify(mockDocument(contract)));
  process.exitCode = await runPrism(document, given);
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(directory, { recursive: true, force: true });
}
