import { violations } from '../check.ts';
import type { Content, Contract, ContractOperation, Finding, Schema } from '../contract.ts';
import { pointerToken } from '../schema.ts';

/** Examples that their own schema does not allow. They are shown as written; what is answered follows the schema. */
export function contradictingExamples(contract: Contract): Finding[] {
  return contract.operations.flatMap((operation) => operationExamples(contract, operation));
}

function operationExamples(contract: Contract, operation: ContractOperation): Finding[] {
  const { pointer, requestBody, responses, parameters } = operation;
  return [
    ...parameters.flatMap(({ name, schema, example }) =>
      check(contract, schema, example, 'request', { pointer, what: `The example of parameter ${name}` }),
    ),
    ...contentExamples(contract, requestBody?.content ?? {}, 'request', `${pointer}/requestBody`),
    ...Object.entries(responses).flatMap(([status, { content }]) =>
      contentExamples(contract, content, 'response', `${pointer}/responses/${status}`),
    ),
  ];
}

function contentExamples(
  contract: Contract,
  content: Content,
  view: 'request' | 'response',
  pointer: string,
): Finding[] {
  return Object.entries(content).flatMap(([name, { schema, examples }]) => {
    if (schema === undefined || !/[/+]json\b/u.test(name)) return [];
    const at = { pointer: `${pointer}/content/${pointerToken(name)}`, what: `An example of ${name}` };
    return examples.flatMap((example) => check(contract, schema, example, view, at));
  });
}

interface At {
  pointer: string;
  what: string;
}

function check(
  contract: Contract,
  schema: Schema,
  example: unknown,
  view: 'request' | 'response',
  { pointer, what }: At,
): Finding[] {
  if (example === undefined) return [];
  const [first] = violations(contract, schema, example, view);
  if (!first) return [];
  const message = `${what} contradicts its schema: ${`${first.pointer} ${first.message}`.trim()}. Answers follow the schema.`;
  return [{ verdict: 'ignored', feature: 'contradicting-example', message, pointer }];
}
