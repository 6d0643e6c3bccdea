import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { drive, itemPaths, median, seed } from './load.ts';
import { withDatabase } from './scratch-database.ts';
import { startPlumbline, type Server } from './server.ts';

/** Requests per second by id, by how many paths the contract has. */
export interface Width {
  paths: number;
  rate: number;
}

/** Reads by id go to the same five resources, whatever else the contract holds. */
const READ = ['/items', '/items1', '/items2', '/items3', '/items4'];

/** Serves the benchmark's resource many times over, and compares a narrow contract with a wide one. */
export async function compareWidths(
  admin: string,
  widths: readonly number[],
  rounds: number,
  seconds: number,
): Promise<Width[]> {
  return withDatabase(admin, 'width', async (url) => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
    const servers: Server[] = [];
    try {
      for (const paths of widths) {
        const file = join(folder, `${paths}.yaml`);
        await writeFile(file, await widened(paths));
        servers.push(await startPlumbline(`${paths} paths`, file, url));
      }
      return await measure(servers, widths, rounds, seconds);
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
      await rm(folder, { recursive: true });
    }
  });
}

async function measure(
  servers: readonly Server[],
  widths: readonly number[],
  rounds: number,
  seconds: number,
): Promise<Width[]> {
  const samples = widths.map((): number[] => []);
  for (const server of servers) for (const collection of READ) await seed(server.url, 50, collection);
  for (let round = 0; round <= rounds; round++) {
    // In turn the other way round: who runs first meets a server that still tidies up after the last one.
    const order = [...servers.entries()];
    for (const [index, server] of round % 2 === 0 ? order : order.reverse()) {
      const rate = await drive(server.url, 'by id', await itemPaths(server.url, READ), seconds);
      if (round > 0) samples[index]?.push(rate);
    }
  }
  return widths.map((paths, index) => ({ paths, rate: median(samples[index] ?? []) }));
}

/** The benchmark's contract with its two paths repeated until there are `count`; each width is a contract of its own. */
async function widened(count: number): Promise<string> {
  const contract = parse(await readFile(new URL('contract.yaml', import.meta.url), 'utf8')) as {
    info: { title: string };
    paths: Record<string, Record<string, { operationId?: string }>>;
  };
  contract.info.title = `Benchmark of ${count} paths`;
  const original = Object.entries(contract.paths);
  for (let copy = 1; copy < count / 2; copy++) {
    for (const [path, item] of original) {
      const text = JSON.stringify(item).replaceAll(/"operationId":"(\w+)"/g, `"operationId":"$1${copy}"`);
      contract.paths[path.replace('/items', `/items${copy}`)] = JSON.parse(text) as typeof item;
    }
  }
  return stringify(contract, { aliasDuplicateObjects: false });
}
