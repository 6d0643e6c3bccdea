import { CASES, drive, itemPaths, median, seed, type Case } from './load.ts';
import { startPeer, startPlumbline, type Server } from './server.ts';
import { withDatabase } from './scratch-database.ts';

/** Requests per second of every server in every case: the median over the rounds. */
export type Throughput = Record<string, Record<Case, number>>;

/** Runs every server side by side on one PostgreSQL, cases interleaved so that noise hits all alike. */
export async function comparePeers(admin: string, rounds: number, seconds: number): Promise<Throughput> {
  return withDatabase(admin, 'peers', async (url) => {
    const servers: Server[] = [];
    try {
      servers.push(await startPeer('node http + pg', 'node-http.mjs', url));
      servers.push(await startPeer('Fastify + fastify-openapi-glue + pg', 'fastify.mjs', url));
      servers.push(await startPeer('Express + express-openapi-validator + MikroORM', 'express.mjs', url));
      servers.push(await startPlumbline('Plumbline', 'scripts/bench/contract.yaml', url));
      return await measure(servers, rounds, seconds);
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
}

async function measure(servers: readonly Server[], rounds: number, seconds: number): Promise<Throughput> {
  const samples = new Map<string, number[]>();
  for (const server of servers) await seed(server.url, 500);
  for (let round = 0; round <= rounds; round++) {
    for (const which of CASES) {
      for (const server of servers) {
        const rate = await drive(server.url, which, await itemPaths(server.url), seconds);
        // Round 0 warms caches and the just-in-time compiler, and counts for nothing.
        if (round === 0) continue;
        const key = `${server.name}\n${which}`;
        samples.set(key, [...(samples.get(key) ?? []), rate]);
        console.log(
          `  round ${round}  ${which.padEnd(11)} ${server.name.padEnd(47)} ${rate.toFixed(0).padStart(7)} req/s`,
        );
      }
    }
  }
  return Object.fromEntries(
    servers.map(({ name }) => [
      name,
      Object.fromEntries(CASES.map((which) => [which, median(samples.get(`${name}\n${which}`) ?? [])])) as Record<
        Case,
        number
      >,
    ]),
  );
}
