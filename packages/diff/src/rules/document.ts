import { levelOf, type Effect } from '../change.ts';
import { FIXED_RULES, SUBJECTS } from '../rules.ts';
import { DEEPEST } from '../trip.ts';
import type { Rule } from './rule.ts';
import { SCHEMA_RULES } from './schema-rules.ts';

/** What each effect means, in words. */
const EFFECTS: readonly (readonly [Effect, string])[] = [
  ['narrows', 'fewer values are accepted'],
  ['widens', 'more values are accepted'],
  ['mayNarrow', 'fewer values may be accepted'],
  ['mayWiden', 'more values may be accepted'],
  ['differs', 'some values are no longer accepted, others are new'],
  ['unknown', 'the accepted values cannot be compared'],
  ['none', 'the same values are accepted'],
];

const INTRODUCTION = `# Contract changes

\`npm run diff -- BASE REVISION\` compares two contracts and reports each change, its level and the clients that it affects. A contract
is a file, or a file of a commit: \`main:openapi/openapi.yaml\`. A commit alone as BASE means its version of REVISION. The exit code is
0 when no change is breaking, 1 when at least one is, and 2 when the contracts cannot be compared: an argument is wrong, a contract cannot
be loaded, or its schemas are nested more than ${DEEPEST} levels deep. This page lists every rule; \`npm run diff -- --rules\` prints it.

## How levels are decided

| effect on the accepted values | in requests | in responses |
|---|---|---|
${EFFECTS.map(
  ([effect, meaning]) => `| ${meaning} | ${levelOf(effect, 'request')} | ${levelOf(effect, 'response')} |`,
).join('\n')}

\`breaking\` means that a client which follows the base can fail, \`warning\` that it may fail depending on facts the contract does not
state, and \`info\` that it does not fail. Requests are contravariant: rejecting values that were accepted breaks clients. Responses are
covariant: sending values that were never sent breaks clients. readOnly properties do not count in requests, and writeOnly properties do
not count in responses. Requests that the service sends as webhooks and callbacks are compared like responses, and the responses to them
like requests. Their rule ids begin with \`webhook-\` and \`callback-\`.

## What is not a change

Schemas are compared by the values they accept, not by their spelling. These are not changes:

- inlined references, renamed components whose name is not a discriminator value, merged \`allOf\`, a single alternative of \`anyOf\` or \`oneOf\`;
- \`const\` instead of an \`enum\` of one value, \`nullable\` instead of type \`null\`, exclusive bounds in the spelling of 3.0 or 3.1;
- keywords without effect beside others, such as a bound that every listed value satisfies, or \`uniqueItems\` for a single item;
- the order of lists, and OpenAPI defaults that are written out;
- spellings that look the same in a request: the case of header names, \`explode\` of a list in a path or header, the order of media type
  parameters;
- names of path parameters, callbacks and security schemes;
- descriptions, summaries, tags, examples, the version of the document, and extensions that the runtime does not use;
- components that no operation, webhook or callback refers to.

\`oneOf\` rejects values that match several alternatives. The comparison searches for such a value and reports it as an example. Where it
finds none and cannot prove that the alternatives exclude each other, it reports a warning. Undeclared properties of open objects do not
count in this search, because clients that follow the contract do not send them.`;

/** Every rule, as docs/CHANGES.md lists them. */
export function rulesAsMarkdown(): string {
  return [
    INTRODUCTION,
    '## Operations, parameters, bodies, responses, security',
    table(['rule', 'level', 'message', 'reason or remedy'], FIXED_RULES.map(fixedRow)),
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
