import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { Contract, OpenApiDocument, Schema } from '@plumbline/contract/contract';
import { membersOf } from '@plumbline/contract/json';
import { walk } from '@plumbline/contract/walk';
import { isFixed } from '@plumbline/contract/views/discriminator';
import { schemaList } from '@plumbline/contract/views/keywords';

/**
 * The types lens: TypeScript of a contract. Exports the types `paths`, `components` `operations` (by operationId) and
 * `OperationId`, and nothing that exists at run time.
 */
export async function typesSource(contract: Contract): Promise<string> {
  // openapi-typescript changes what it is given, and its types know a stricter document than people write.
  const document = withoutGivenDiscriminators(contract);
  const source = astToString(await openapiTS(document as unknown as OpenAPI3, { alphabetize: false, silent: true }));
  return `${HEADER}${operationIds(contract)}${source}`;
}

/**
 * The document without the discriminators whose alternatives list their own values: openapi-typescript would replace
 * these values by the names of the schemas, which responses never hold.
 */
function withoutGivenDiscriminators({ document }: Contract): OpenApiDocument {
  const copy = structuredClone(document);
  walk(copy, 'document', '', (node, kind) => {
    const property = kind === 'schema' ? membersOf(node.discriminator).propertyName : undefined;
    if (typeof property !== 'string') return;
    const mapped = Object.values(membersOf(membersOf(node.discriminator).mapping));
    const branches = [...schemaList(node.oneOf), ...schemaList(node.anyOf)];
    const related = [...branches, ...mapped.flatMap(referenceTo), ...heirsOf(copy, node)];
    if (related.some((schema) => isFixed({ document: copy }, schema, property))) delete node.discriminator;
  });
  return copy;
}

function referenceTo(mapped: unknown): Schema[] {
  if (typeof mapped !== 'string') return [];
  return [{ $ref: mapped.startsWith('#/') ? mapped : `${SCHEMAS}${mapped}` }];
}

/** The schemas that extend a named one by `allOf`, each without what it inherits. */
function heirsOf({ components }: OpenApiDocument, parent: object): Schema[] {
  const schemas = Object.entries(components?.schemas ?? {});
  const name = schemas.find(([, schema]) => schema === parent)?.[0];
  if (name === undefined) return [];
  return schemas.flatMap(([, schema]) => {
    const parts = typeof schema === 'object' ? schemaList(schema.allOf) : [];
    const isParent = (part: Schema): boolean => typeof part === 'object' && part.$ref === SCHEMAS + name;
    if (typeof schema === 'boolean' || !parts.some(isParent)) return [];
    return [{ ...schema, allOf: parts.filter((part) => !isParent(part)) }];
  });
}

const SCHEMAS = '#/components/schemas/';

const HEADER = '/** Generated from the contract: change the contract and run `npm run generate`. */\n\n';

/** Those of paths alone: `operations` holds webhooks' as well. */
function operationIds({ operations }: Contract): string {
  const ids = operations.map(({ id }) => `  | ${JSON.stringify(id)}`);
  return `export type OperationId =\n${ids.join('\n') || '  never'};\n\n`;
}
