import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { parse, stringify } from 'yaml';
import { drive, itemPaths, median, seed } from './load.ts';
import { withDatabase } from './scratch-database.ts';
import { startPlumbline } from './server.ts';

/** Reads by id in requests per second, without and with a token, and the median of the rounds' ratios. */
export interface Guarded {
  open: number;
  guarded: number;
  ratio: number;
}

const CALLERS = 32;
const AUDIENCE = 'bench';

/**
 * Measures what checking a token costs: the same rows, read through two instances on one database, of which one asks for
 * a token of an OpenID issuer. They take turns at being first, and the ratio is of each round, since a machine has moods.
 */
export async function compareGuarded(admin: string, rounds: number, seconds: number): Promise<Guarded> {
  const issuer = await startIssuer();
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  try {
    const contract = 'scripts/bench/contract.yaml';
    const guardedContract = join(folder, 'guarded.yaml');
    const document = parse(await readFile(contract, 'utf8')) as { components: object };
    const securitySchemes = { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } };
    const components = { ...document.components, securitySchemes };
    await writeFile(guardedContract, stringify({ ...document, security: [{ bearer: [] }], components }));
    return await withDatabase(admin, 'guarded', async (database) => {
      const open = await startPlumbline('Plumbline', contract, database);
      const guarded = await startPlumbline('Plumbline, guarded', guardedContract, database, {
        OIDC_ISSUERS: `${issuer.url}=${AUDIENCE}`,
      });
      try {
        await seed(open.url, 200);
        const paths = await itemPaths(open.url);
        await refuseStranger(guarded.url + (paths[0] ?? ''));
        const rates = { open: [] as number[], guarded: [] as number[] };
        for (let round = -1; round < rounds; round += 1) {
          const turns = [
            ['open', open.url, []],
            ['guarded', guarded.url, issuer.tokens],
          ] as const;
          for (const [name, url, tokens] of round % 2 === 0 ? turns : turns.toReversed()) {
            const rate = await drive(url, 'by id', paths, seconds, tokens);
            // The first round warms up.
            if (round >= 0) rates[name].push(rate);
          }
        }
        const ratios = rates.guarded.map((rate, round) => rate / (rates.open[round] ?? NaN));
        console.log(`  ratios ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}`);
        return { open: median(rates.open), guarded: median(rates.guarded), ratio: median(ratios) };
      } finally {
        await Promise.all([open.stop(), guarded.stop()]);
      }
    });
  } finally {
    await rm(folder, { recursive: true });
    issuer.close();
  }
}

/** A guard that lets everybody in would be fast. */
async function refuseStranger(url: string): Promise<void> {
  const { status } = await fetch(url);
  if (status !== 401) throw new Error(`${url} answered ${status} without a token, not 401`);
}

/** An OpenID issuer on loopback, and a token of it for each caller. */
async function startIssuer(): Promise<{ url: string; tokens: string[]; close: () => void }> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256' }] };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? keys : { issuer: url, jwks_uri: `${url}/keys` }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokens = Array.from({ length: CALLERS }, (_, caller) =>
    new SignJWT({ scope: 'read' })
      .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
      .setIssuer(url)
      .setAudience(AUDIENCE)
      .setSubject(`caller-${caller}`)
      .setIssuedAt()
      .setExpirationTime('2 hours')
      .sign(privateKey),
  );
  return { url, tokens: await Promise.all(tokens), close: () => server.close() };
}
