import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { surviveExceptions } from '../../../../../src/infra/http/errors/last-resort.ts';
import { withLogContext } from '../../../../../src/infra/telemetry/context.ts';
import { createLogger } from '../../../../../src/infra/telemetry/logger.ts';

/** A server in a process of its own whose handlers fail where nothing catches it: before they answer, and after. */
surviveExceptions(createLogger({ level: 'info', format: 'json', stream: process.stdout }));

const FAULTS: Readonly<Record<string, () => void>> = {
  '/throws': () => {
    setImmediate(() => {
      throw new Error('thrown for nobody');
    });
  },
  '/rejects': () => void Promise.reject(new Error('rejected for nobody')),
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the point
  '/rejects-nothing': () => void Promise.reject(undefined),
};

const server = createServer((request, response) => {
  const context = { requestId: String(request.headers['x-request-id']) };
  // The response is no part of what is logged.
  Object.defineProperty(context, 'response', { value: response, enumerable: false });
  withLogContext(context, () => {
    const [path = '', when] = (request.url ?? '').split('?');
    if (when === 'late') response.end('answered');
    const fault = FAULTS[path];
    if (fault === undefined) response.end('fine');
    else fault();
  });
}).listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('disconnect', () => {
  process.exit();
});
