import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request, Response } from 'express';
// The package's main module would load all of Swagger UI, which only browsers run.
import getAbsoluteFSPath from 'swagger-ui-dist/absolute-path.js';
import type { Contract } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';

/** Files of the reference page (Swagger UI) that are served, out of the package that we depend on. */
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/**
 * The page may run its own scripts and talk to this server, nothing else: no CDN, no frames. Swagger UI writes style
 * attributes and shows data: images, hence these two.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

type Page = (request: Request, response: Response) => void | Promise<void>;

/**
 * The documentation of the contract as a reference page, under `/docs`.
 *
 * @param contractUrl where the page gets the contract from
 * @returns the page or asset at a path, if there is one
 */
export function createDocs(contract: Contract, contractUrl: string): (path: string) => Page | undefined {
  const folder = getAbsoluteFSPath();
  const start = startScript(contractUrl);
  const page = indexPage(contract.title);
  return (path) => {
    if (path === '/docs' || path === '/docs/') return text('text/html; charset=utf-8', page);
    if (path === '/docs/start.js') return text('text/javascript; charset=utf-8', start);
    const name = path.startsWith('/docs/') ? path.slice('/docs/'.length) : '';
    const contentType = Object.hasOwn(ASSETS, name) ? getOwn(ASSETS, name) : undefined;
    if (contentType === undefined) return undefined;
    return async (_request, response) => {
      const bytes = await readFile(join(folder, name));
      response.setHeader('Cache-Control', 'public, max-age=86400');
      send(response, contentType, bytes);
    };
  };
}

function text(contentType: string, body: string): Page {
  return (_request, response) => {
    send(response, contentType, Buffer.from(body));
  };
}

function send(response: Response, contentType: string, bytes: Buffer): void {
  response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
}

/** Assets are taken from the reserved paths, which no contract can take over. */
function indexPage(title: string): string {
  const safe = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${safe}</title>
    <link rel="icon" type="image/png" href="/_system/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/_system/docs/swagger-ui.css">
  </head>
  <body>
    <div id="reference"></div>
    <script src="/_system/docs/swagger-ui-bundle.js"></script>
    <script src="/_system/docs/start.js"></script>
  </body>
</html>
`;
}

/** A file of its own, since the policy forbids scripts in the page. No validator badge: it would call another server. */
function startScript(contractUrl: string): string {
  return `SwaggerUIBundle({
  url: ${JSON.stringify(contractUrl)},
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  tagsSorter: 'alpha',
  validatorUrl: null,
  tryItOutEnabled: true,
});
`;
}
