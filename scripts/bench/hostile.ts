import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { withDatabase } from './scratch-database.ts';
import { residentMemory, startPlumbline } from './server.ts';

/** Resident memory in MiB before and after `requests` that never repeat a content type, path or query name. */
export interface HostileMemory {
  requests: number;
  warmedUp: number;
  before: number;
  after: number;
}

const CONCURRENCY = 32;

/**
 * Sends requests with random content types, random paths and random query names. The first part warms the process up to
 * its working size, so that growth in the second is a leak and not a start.
 */
export async function measureHostileMemory(admin: string, requests: number): Promise<HostileMemory> {
  return withDatabase(admin, 'hostile', async (url) => {
    const server = await startPlumbline('Plumbline', 'scripts/bench/contract.yaml', url);
    const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
    try {
      const warmedUp = Math.round(requests / 5);
      await send(server.url, agent, warmedUp);
      const before = await residentMemory(server.pid);
      await send(server.url, agent, requests);
      return { requests, warmedUp, before, after: await residentMemory(server.pid) };
    } finally {
      agent.destroy();
      await server.stop();
    }
  });
}

async function send(url: string, agent: Agent, count: number): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await one(url, agent, left);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

function one(url: string, agent: Agent, turn: number): Promise<void> {
  const noise = randomBytes(6).toString('hex');
  const target = [
    { method: 'POST', path: '/items', type: `application/x-${noise}` },
    { method: 'POST', path: '/items', type: `application/json; charset=utf-8; v=${noise}` },
    { method: 'GET', path: `/${noise}/${noise}`, type: 'application/json' },
    { method: 'GET', path: `/items?${noise}=${noise}`, type: `text/${noise}` },
    { method: 'GET', path: `/items/${noise}`, type: 'application/json' },
  ][turn % 5];
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': target?.type, accept: `application/${turn % 2 ? 'json' : noise}` };
    const sent = request(url + (target?.path ?? '/'), { method: target?.method, agent, headers }, (response) => {
      response.resume();
      response.on('end', resolve);
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(target?.method === 'POST' ? '{"name":"x","price":1,"category":"tool"}' : undefined);
  });
}
