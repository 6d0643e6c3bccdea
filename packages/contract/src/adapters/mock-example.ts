import type { Contract, ContractOperation, OpenApiDocument } from '../contract.ts';
import { getOwn, isMembers, type Members, membersOf, setOwn } from '../json.ts';
import { sample } from '../sample/sample.ts';
import { atPointer } from '../schema.ts';

/**
 * The operation with an example of its success where the contract has none. Prism makes up `"string"` for every text,
 * whatever its pattern, and knows no examples of schemas in 3.1; a sample of ours is valid and takes them up.
 *
 * @param document the mock's own copy of the contract
 * @param written the operation in it
 */
export function withExample(
  contract: Contract,
  document: OpenApiDocument,
  operation: ContractOperation,
  written: unknown,
): unknown {
  const status = Object.keys(operation.responses).find((each) => /^2/.test(each));
  const media = Object.entries(getOwn(operation.responses, status ?? '')?.content ?? {});
  const missing = media.filter(
    ([name, { schema, examples }]) => JSON_TYPE.test(name) && schema && examples.length === 0,
  );
  if (status === undefined || missing.length === 0 || !isMembers(written) || !isMembers(written.responses))
    return written;
  const response = resolved(document, getOwn(written.responses, status));
  const content = { ...(isMembers(response.content) ? response.content : {}) };
  for (const [name, { schema = true }] of missing) {
    const example = sample(contract, schema, { seed: operation.id, view: 'response' });
    setOwn(content, name, { ...membersOf(getOwn(content, name)), example });
  }
  return { ...written, responses: { ...written.responses, [status]: { ...response, content } } };
}

const JSON_TYPE = /^[^;]*[/+]json\s*(;|$)/iu;

function resolved(document: OpenApiDocument, response: unknown): Members {
  let next = response;
  while (isMembers(next) && typeof next.$ref === 'string') next = atPointer(document, next.$ref.slice(1));
  return isMembers(next) ? next : {};
}
