import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import { operationText } from './operation-text.ts';

/**
 * docs/API.md: what the contract offers, in Markdown, operations under their tags in the order of the contract. Schemas
 * are links to where they are written; whoever wants them spelt out opens the running service's documentation.
 */
export function apiPage(contract: Contract): string {
  const byTag = Map.groupBy(contract.operations, ({ tag }) => tag ?? 'Other');
  const told = (contract.document['tags'] ?? []) as { name: string; description?: string }[];
  const tags = [
    ...told.filter(({ name }) => byTag.has(name)),
    ...[...byTag.keys()].filter((name) => !told.some((tag) => tag.name === name)).map((name) => ({ name })),
  ];
  return [
    `# The API of ${contract.title}`,
    '',
    '<!-- Written by `npm run generate` from the contract; changes made here are lost. -->',
    '',
    `Version ${contract.version}, ${contract.operations.length} operations. A running service shows them at \`/_system/docs\`, to be tried out.`,
    '',
    ...tags.map(({ name }) => overview(name, byTag.get(name) ?? [])),
    ...tags.flatMap((tag) => ['', section(contract, tag, byTag.get(tag.name) ?? [])]),
    '',
  ].join('\n');
}

function overview(name: string, operations: readonly ContractOperation[]): string {
  const links = operations.map(({ id }) => `[${id}](#${id.toLowerCase()})`).join(', ');
  return `- **${name}**: ${links}`;
}

function section(
  contract: Contract,
  { name, description }: { name: string; description?: string },
  operations: readonly ContractOperation[],
): string {
  return [
    `## ${name}`,
    ...(description === undefined ? [] : [description]),
    ...operations.map((operation) => operationText(contract, operation)),
  ].join('\n\n');
}
