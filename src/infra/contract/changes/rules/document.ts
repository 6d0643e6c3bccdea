import { levelOf } from '../change.ts';
import { FIXED_RULES, SUBJECTS } from '../rules.ts';
import type { Rule } from './rule.ts';
import { SCHEMA_RULES } from './schema-rules.ts';

const INTRODUCTION = `# Contract changes

\`npm run diff -- BASE REVISION\` compares two contracts and tells what changed and who breaks. A contract is a file, or a file of a
commit: \`main:openapi/openapi.yaml\`; a commit alone as BASE means its version of REVISION. The exit code is 0 when nothing breaks, 1 when
something does, 2 when the contracts cannot be compared. This page lists every rule; \`npm run diff -- --rules\` writes it.

## How levels are decided

| what a change does to the accepted values | in requests | in responses |
|---|---|---|
${(['narrows', 'widens', 'mayNarrow', 'mayWiden', 'differs', 'unknown', 'none'] as const)
  .map((effect) => `| ${effect} | ${levelOf(effect, 'request')} | ${levelOf(effect, 'response')} |`)
  .join('\n')}

Requests are contravariant: a service that refuses what it accepted breaks clients. Responses are covariant: a service that sends what
it never sent breaks them. readOnly properties do not count in requests, writeOnly ones do not in responses. What webhooks and
callbacks send is judged as responses are; their ids begin with \`webhook-\` and \`callback-\`.

## What is no change

Schemas are compared by what they accept, not by how they are written: \`$ref\`s inlined, components renamed, \`allOf\` merged, \`anyOf\` of
one, \`const\` for an enum of one, \`nullable\` for type \`null\`, exclusive bounds in either spelling, a type beside an enum. Lists may be
reordered and defaults of OpenAPI written out. Names of path parameters do not matter, nor do case of header names, names of security
schemes, descriptions, summaries, tags and examples. The version of the document and \`x-\` members that the runtime does not honour (stability
levels, extensible enums) are nobody's promise here, and components that no operation reaches nobody's business.`;

/** Every rule, as docs/CHANGES.md lists them. */
export function rulesAsMarkdown(): string {
  return [
    INTRODUCTION,
    '## Operations, parameters, bodies, responses, security',
    table(['rule', 'level', 'what is told', 'why'], FIXED_RULES.map(fixedRow)),
    '## Schemas',
    `Each id begins with what the schema describes: ${[...SUBJECTS.request, ...SUBJECTS.response].map((id) => `\`${id}-\``).join(', ')}.`,
    table(
      ['rule', 'in requests', 'in responses', 'what changed'],
      SCHEMA_RULES.map(({ concern, effect, change }) => [
        `\`…-${concern}\``,
        levelOf(effect, 'request'),
        levelOf(effect, 'response'),
        escaped(change),
      ]),
    ),
  ].join('\n\n');
}

function fixedRow({ id, level, sentence, documentation }: Rule): string[] {
  return [`\`${id}\``, level, escaped(sentence), documentation];
}

/** Facts stand in braces. */
function escaped(text: string): string {
  return text.replaceAll(/\{(\w+)\}/gu, '_$1_');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
