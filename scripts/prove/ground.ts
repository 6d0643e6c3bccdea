import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { OWN_CONTRACT } from '../../src/config.ts';
import type { Contract } from '@plumbline/contract/contract';
import { undoneWhenStopped } from '../interruption.ts';
import { startBackend, type Backend } from './backend.ts';
import { deskSupplies } from './desk/desk-supplies.ts';
import { startIssuer } from './issuer.ts';
import { powerlessCredentials, PROVING_SECRET, standIns } from './supplies/stand-ins.ts';
import type { Supplies } from './supplies/supplies.ts';

/** A running backend, and all that it takes to prove it. */
export interface Ground extends Backend {
  supplies: Supplies;
}

/**
 * Starts a backend to be proven, in a folder of its own, and gets it what a proof needs: credentials of every kind, good
 * and bad, and for the project's own contract people who play their parts.
 *
 * @param file the contract that the backend serves @param contract the one that it is proven by
 * @param database PostgreSQL URL; none: PGlite in memory
 */
export async function openGround(file: string, contract: Contract, database?: string): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-proof-'));
  const issuer = await startIssuer();
  let backend: Backend | undefined;
  const stop = undoneWhenStopped(async () => {
    await backend?.stop();
    issuer.stop();
    await rm(folder, { recursive: true, force: true });
  });
  try {
    const credentials = join(folder, 'credentials.json');
    await writeFile(credentials, JSON.stringify(powerlessCredentials(contract)));
    const env = {
      DEVELOPMENT_SECRET: PROVING_SECRET,
      CREDENTIALS_FILE: credentials,
      OIDC_ISSUERS: issuer.config,
      MASTER_KEY: randomBytes(32).toString('base64'),
      // Letters go to the folder, whatever mail server is configured.
      SMTP_URL: '',
      // All requests come from one caller; that limits are kept is tested elsewhere.
      RATE_LIMIT_FACTOR: '1000',
      ...(database !== undefined && { DATABASE_URL: database }),
    };
    backend = await startBackend(file, { storage: database === undefined ? ['--memory'] : [], env, folder });
    const supplies =
      resolve(file) === OWN_CONTRACT
        ? await deskSupplies(contract, backend.url, folder, issuer.bad)
        : standIns(contract, issuer.bad);
    return { ...backend, supplies, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
