import type { Request, Response } from 'express';
import { stringify } from 'yaml';
import { apiPaths } from '@plumbline/contract/base-paths';
import type { Contract } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { docsDocument } from '@plumbline/contract/adapters/docs';
import { createDocs } from './docs.ts';
import { HttpError } from '../errors/errors.ts';

/** Whether the process can only be helped by a new start. */
export type IsStalled = () => boolean;

/** Whether the process may be sent requests, and why not. */
export type Readiness = () => Promise<{ isReady: true } | { isReady: false; reason: string }>;

/** What answers beside the contract: health, the contract itself, and its documentation. */
export interface SystemEndpoints {
  /** Answers a path under `/_system/`, which no contract can take over. */
  reserved(path: string): SystemHandler | undefined;
  /** Answers a short path (`/livez`), asked only when the contract has nothing there. */
  short(path: string): SystemHandler | undefined;
}

type SystemHandler = (request: Request, response: Response) => void | Promise<void>;

const PREFIX = '/_system';

/** Makes the system endpoints. */
export function createSystem(contract: Contract, readiness: Readiness, isStalled: IsStalled): SystemEndpoints {
  const document = docsDocument(contract);
  const json = once(() => JSON.stringify(document));
  // Readers of YAML 1.1 are many: quoted, a date is a text to them too, and `no` is no `false`.
  const yaml = once(() => stringify(document, { aliasDuplicateObjects: false, lineWidth: 120, compat: 'yaml-1.1' }));
  const docs = createDocs(contract, `${PREFIX}/openapi.json`);
  const pages: Readonly<Record<string, SystemHandler>> = {
    '/livez': (_request, response) => {
      response.setHeader('Cache-Control', 'no-store');
      if (isStalled())
        sendJson(response, 503, { status: 'stalled', reason: 'A database connection makes no progress.' });
      else sendJson(response, 200, { status: 'live' });
    },
    '/readyz': async (_request, response) => {
      const state = await readiness();
      response.setHeader('Cache-Control', 'no-store');
      if (state.isReady) sendJson(response, 200, { status: 'ready' });
      else sendJson(response, 503, { status: 'unavailable', reason: state.reason });
    },
    '/openapi.json': (_request, response) => {
      send(response, 'application/json; charset=utf-8', json());
    },
    '/openapi.yaml': (_request, response) => {
      send(response, 'application/yaml; charset=utf-8', yaml());
    },
  };
  const find = (path: string): SystemHandler | undefined =>
    Object.hasOwn(pages, path) ? readOnly(getOwn(pages, path)) : readOnly(docs(path));
  return {
    reserved: (path) => (path.startsWith(`${PREFIX}/`) ? find(path.slice(PREFIX.length)) : undefined),
    short: (path) => (path === '/' ? readOnly(welcome(contract)) : find(path)),
  };
}

/** A start page for whoever opens the bare URL. */
function welcome(contract: Contract): SystemHandler {
  const { title, version } = contract;
  const body = {
    title,
    version,
    basePaths: apiPaths(contract).map((path) => (path === '' ? '/' : path)),
    documentation: `${PREFIX}/docs`,
    contract: `${PREFIX}/openapi.json`,
    health: [`${PREFIX}/livez`, `${PREFIX}/readyz`],
  };
  return (_request, response) => {
    sendJson(response, 200, body);
  };
}

function readOnly(handler: SystemHandler | undefined): SystemHandler | undefined {
  if (handler === undefined) return undefined;
  return (request, response) => {
    if (request.method === 'GET' || request.method === 'HEAD') return handler(request, response);
    throw new HttpError('METHOD_NOT_ALLOWED', 'This page is only read.', { headers: { Allow: 'GET, HEAD' } });
  };
}

function sendJson(response: Response, status: number, body: unknown): void {
  response.statusCode = status;
  send(response, 'application/json; charset=utf-8', JSON.stringify(body));
}

function send(response: Response, contentType: string, body: string): void {
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
}

/** Large texts are made when somebody first asks for them. */
function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}
