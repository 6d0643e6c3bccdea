import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import { coveringType, isJson } from '@plumbline/contract/media-type';
import { encodeRequest, type ProvingRequest, type RequestValues } from '../request.ts';

/** One request with one fault, and the statuses that are a right answer to it. */
export interface FaultyRequest {
  kind: string;
  request: ProvingRequest;
  statuses: readonly number[];
}

const UNUSUAL = 'application/vnd.plumbline.unknown';

/** What can be wrong with a body as a whole: missing, in a media type that is not declared, broken JSON, not UTF-8. */
export function bodyFaults(contract: Contract, operation: ContractOperation, values: RequestValues): FaultyRequest[] {
  const { requestBody, method } = operation;
  // `fetch` sends no body with a GET.
  if (!requestBody || values.mediaType === undefined || method === 'get' || method === 'head') return [];
  const request = encodeRequest(contract, operation, values);
  const faults: FaultyRequest[] = [];
  if (requestBody.required)
    faults.push({ kind: 'required /body', request: withoutBody(request), statuses: [400, 411, 422] });
  if (coveringType(Object.keys(requestBody.content), UNUSUAL) === undefined) {
    faults.push({ kind: 'media-type', request: withBody(request, UNUSUAL, 'unknown'), statuses: [415] });
  }
  if (!isJson(values.mediaType)) return faults;
  const { contentType = 'application/json', text = '' } = request.body ?? {};
  const cut = text.length > 2 ? text.slice(0, -1) : '{';
  return [
    ...faults,
    { kind: 'malformed', request: withBody(request, contentType, `${cut},,`), statuses: [400, 422] },
    {
      kind: 'charset',
      request: withBody(request, `${contentType.split(';')[0] ?? ''}; charset=utf-7`, text),
      statuses: [415],
    },
  ];
}

function withBody(request: ProvingRequest, contentType: string, text: string): ProvingRequest {
  return {
    ...request,
    headers: { ...request.headers, 'content-type': contentType },
    body: { contentType, text, value: text },
  };
}

/** The same request without a body. */
export function withoutBody(request: ProvingRequest): ProvingRequest {
  const headers = Object.entries(request.headers).filter(([name]) => name !== 'content-type');
  const copy = { ...request, headers: Object.fromEntries(headers) };
  delete copy.body;
  return copy;
}
