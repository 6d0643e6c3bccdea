import type { Request, Response } from 'express';
import type { FieldProblem } from '../../../domain/errors.ts';
import { secretQueryNames } from '../../auth/authenticate.ts';
import { withDoubles } from '@plumbline/contract/doubles';
import type { Contract } from '@plumbline/contract/contract';
import type { Authorise } from '../security/authorise.ts';
import { parseCookies } from '../request/cookies.ts';
import type { Exchange } from '../exchange.ts';
import { operationReader, type OperationReader } from '../request/operation-reader.ts';
import { decodeText, type RawQuery } from '../request/query-string.ts';
import { bytesReader, readBody } from '../request/read-body.ts';
import { refusePrototypeNames } from '../request/refuse-polluting.ts';
import { readHeaders, readQuery, readTexts } from '../request/read-parameters.ts';
import { uploadParser } from '../request/uploads.ts';
import { explainRefusal, invalidRequest } from './refuse-request.ts';
import type { ServedOperation } from '../served-operation.ts';
import { runStage } from './shard.ts';
import type { Shards } from './shards.ts';
import { showRequest } from './show-request.ts';

/**
 * Step 4: security first, so that nothing of a stranger's body is read; then the body; then parameters and body
 * against the contract. What it found of a valid request is in the exchange.
 *
 * @throws HttpError 400 with every problem, 401, 403, 413, 415, 429
 */
export type Validation = (
  served: ServedOperation,
  request: Request,
  response: Response,
  exchange: Exchange,
) => Promise<void>;

/** Makes step 4 for a contract. What can be worked out about an operation is worked out on its first request. */
export function createValidation(
  contract: Contract,
  shards: Shards,
  authorise: Authorise,
  bodyLimit: number,
): Validation {
  const readers = new Map<ServedOperation, OperationReader>();
  const secretNames = secretQueryNames(contract);
  const readBytes = bytesReader(bodyLimit);
  const readUpload = uploadParser(bodyLimit);

  return async (served, request, response, exchange) => {
    const reader = readers.get(served) ?? operationReader(contract, served);
    readers.set(served, reader);
    const made = shards(served.operation.path);
    const shard = made instanceof Promise ? await made : made;
    const query = reader.split(exchange.rawQuery);
    const cookies = reader.needsCookies ? parseCookies(request.headers.cookie) : {};
    const { headers } = request;
    const problems: FieldProblem[] = [];
    const shown = showRequest(request, shard, served, exchange.mediaType);
    try {
      shown.showCredentials(plainQuery(query, secretNames), cookies);
      const principal = await authorise(shard, served, request, response);
      if (principal !== undefined) exchange.principal = principal;
      exchange.body = await readBody(reader.body, {
        readBytes,
        readUpload,
        bodyLimit,
        request,
        response,
        exchange,
      });
      request.body = shownBody(exchange);
      if (request.body === undefined && served.operation.requestBody?.required === true) {
        problems.push({ field: 'body', message: 'is required' });
      }
      const values = {
        query: readQuery(reader.query, query, reader.alsoInQuery, problems),
        headers: readHeaders(reader.header, { headers, rawHeaders: request.rawHeaders }),
        cookies: readTexts(reader.cookie, cookies),
        path: readTexts(reader.path, exchange.pathValues),
      };
      if (served.answering.by === 'handler') {
        refusePrototypeNames(exchange.body, 'body');
        refusePrototypeNames(values.query, 'query');
      }
      shown.showParameters(values);
      await runStage(shard.check, request, response).catch(async (error: unknown) => {
        // Handlers are written for doubles; derived resources keep whole numbers of any size.
        const given = { ...values, body: request.body as unknown };
        const doubles = withDoubles(given) as typeof given;
        if (doubles === given || served.answering.by === 'handler') throw error;
        request.body = doubles.body;
        shown.showParameters(doubles);
        await runStage(shard.check, request, response);
      });
      if (problems.length > 0) throw invalidRequest(problems);
      fillDefaults(reader, exchange, values);
      exchange.values = values;
    } catch (error) {
      throw explainRefusal(error, shard.pathNames, problems);
    } finally {
      shown.restore();
    }
  };
}

function fillDefaults(reader: OperationReader, exchange: Exchange, values: NonNullable<Exchange['values']>): void {
  for (const { fill } of reader.query) fill(values.query);
  for (const { fill } of reader.header) fill(values.headers);
  for (const { fill } of reader.cookie) fill(values.cookies);
  for (const { fill } of reader.path) fill(values.path);
  if (exchange.mediaType !== undefined) reader.body.fillDefaults(exchange.mediaType, exchange.body);
}

/** API keys in the query, decoded, for the security handlers; nothing else of the query concerns them. */
function plainQuery(query: RawQuery, names: ReadonlySet<string>): Record<string, unknown> {
  const found = [...names].flatMap((name) => {
    const [text] = query.get(name) ?? [];
    return text === undefined ? [] : [[name, decodeText(text, `query.${name}`)] as const];
  });
  return Object.fromEntries(found);
}

/** Bytes that only a range (`image/*`) declares are compared with its schema, which can but call them a string. */
function shownBody({ body, mediaType }: Exchange): unknown {
  return Buffer.isBuffer(body) && mediaType?.includes('*') ? body.toString('latin1') : body;
}
