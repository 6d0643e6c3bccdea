import { Writable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildApp } from '../../../../../src/app.ts';
import { readConfig } from '../../../../../src/config.ts';
import { surviveExceptions } from '../../../../../src/infra/http/errors/last-resort.ts';
import { listen } from '../../../../../src/infra/http/server.ts';
import { createLogger } from '../../../../../src/infra/telemetry/logger.ts';

/**
 * The program in a process of its own, which tells on request how long its one thread was kept busy at a stretch. What
 * counts is the processor time of that thread: other processes on the machine take none of it.
 */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const BEAT_MS = 5;
let longest = 0;
let last = process.threadCpuUsage();
setInterval(() => {
  const now = process.threadCpuUsage();
  longest = Math.max(longest, (now.user + now.system - last.user - last.system) / 1000);
  last = now;
}, BEAT_MS).unref();

const silence = new Writable({
  write: (_chunk, _encoding, done) => {
    done();
  },
});
const config = readConfig(process.argv.slice(2), process.env);
if (config === 'help') throw new Error('Help was asked for');
const logger = createLogger({ level: 'info', format: 'json', stream: silence });
const app = await buildApp(config, logger);
surviveExceptions(logger);
const port = await listen(app.http, 0, '127.0.0.1');

process.on('message', (ask: string) => {
  if (ask === 'stop') {
    void app.close().then(() => {
      process.disconnect();
    });
    return;
  }
  // A beat between: what was just answered is counted.
  setTimeout(() => {
    if (ask === 'memory') collect();
    process.send?.({ longest, heap: process.memoryUsage().heapUsed + process.memoryUsage().external });
    longest = 0;
    last = process.threadCpuUsage();
  }, 2 * BEAT_MS);
});
// Whoever started it may end before it does.
process.on('disconnect', () => {
  process.exit();
});
process.send?.({ port });
