import type {
  Content,
  Contract,
  ContractOperation,
  Parameter,
  Response,
  SecurityRequirement,
} from '@plumbline/contract/contract';
import { schemaText } from './schema-text.ts';

/** One operation as a section of the page, in Markdown. */
export function operationText(contract: Contract, operation: ContractOperation): string {
  const { id, method, path, summary, basePaths, parameters, requestBody, deprecated } = operation;
  const url = `${basePaths[0] ?? ''}${path}`;
  return [
    `### ${id}`,
    '',
    `\`${method.toUpperCase()} ${url}\``,
    '',
    `${summary ?? id}.${deprecated ? ' **Deprecated.**' : ''} Who: ${whoText(operation.security)}.`,
    '',
    ...parameters.map((parameter) => parameterText(contract, parameter)),
    ...(requestBody
      ? [`- body${requestBody.required ? '' : ' (optional)'}: ${contentText(contract, requestBody.content)}`]
      : []),
    ...answersText(contract, operation),
  ].join('\n');
}

/** Alternatives, and within each the schemes and scopes that must all be held. */
function whoText(security: readonly SecurityRequirement[]): string {
  if (security.length === 0) return 'everybody';
  return security
    .map((requirement) => {
      const schemes = Object.entries(requirement).map(([scheme, scopes]) =>
        scopes.length === 0 ? scheme : `${scheme} (${scopes.map((scope) => `\`${scope}\``).join(', ')})`,
      );
      return schemes.length === 0 ? 'everybody' : schemes.join(' and ');
    })
    .join(', or ');
}

function parameterText(contract: Contract, { name, in: place, required, schema, description }: Parameter): string {
  const said = description === undefined ? '' : ` ${oneLine(description)}`;
  return `- \`${name}\` (${place}${required && place !== 'path' ? ', required' : ''}): ${schemaText(contract, schema)}.${said}`;
}

function answersText(contract: Contract, { responses }: ContractOperation): string[] {
  const entries = Object.entries(responses);
  const isRefusal = ([status]: [string, Response]): boolean => /^[45]/.test(status);
  const refusals = entries.filter(isRefusal).map(([status]) => status);
  return [
    ...entries
      .filter((entry) => !isRefusal(entry))
      .map(([status, { content, description }]) => {
        const body = Object.keys(content).length === 0 ? '' : ` ${contentText(contract, content)}.`;
        return `- **${status}**:${body} ${oneLine(description)}`;
      }),
    ...(refusals.length === 0 ? [] : [`- refused with ${refusals.join(', ')}`]),
  ];
}

/** Media types that have one schema stand together. */
function contentText(contract: Contract, content: Content): string {
  const bySchema = Map.groupBy(Object.entries(content), ([, { schema }]) => schemaText(contract, schema));
  return [...bySchema]
    .map(([text, types]) => `${text} as ${types.map(([type]) => `\`${type}\``).join(', ')}`)
    .join('; ');
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
