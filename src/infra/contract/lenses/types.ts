import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { Contract } from '../contract.ts';

/**
 * The types lens: TypeScript of a contract. Exports the types `paths`, `components` `operations` (by operationId) and
 * `OperationId`, and nothing that exists at run time.
 */
export async function typesSource(contract: Contract): Promise<string> {
  // openapi-typescript changes what it is given, and its types know a stricter document than people write.
  const document = structuredClone(contract.document) as unknown as OpenAPI3;
  const source = astToString(await openapiTS(document, { alphabetize: false, silent: true }));
  return `${HEADER}${operationIds(contract)}${source}`;
}

const HEADER = '/** Generated from the contract: change the contract and run `npm run generate`. */\n\n';

/** Those of paths alone: `operations` holds webhooks' as well. */
function operationIds({ operations }: Contract): string {
  const ids = operations.map(({ id }) => `  | ${JSON.stringify(id)}`);
  return `export type OperationId =\n${ids.join('\n') || '  never'};\n\n`;
}
