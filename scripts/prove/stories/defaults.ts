import type { Contract, Schema } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import { resolve } from '@plumbline/contract/schema';
import { createItem } from '../create.ts';
import { memberAt } from '../members.ts';
import { isShownAsSent } from './shown-as-sent.ts';
import { declaredIn, type Telling } from './telling.ts';
import { differences, omissions } from './differences.ts';

/** What a create leaves out and the contract has a default for is there with that default. */
export async function proveDefaults(telling: Telling): Promise<void> {
  const { world, made, wrong, result, resource } = telling;
  const bare = await createItem({ ...world, seed: world.seed + 11 }, resource, 0, made.bindings, 'none');
  if (!bare) return;
  const { creator, sent, item } = bare;
  const { operation, request } = creator;
  if (!isMembers(sent.body) || sent.mediaType === undefined || request === undefined || request.at.length > 0) return;
  const schema = operation.requestBody?.content[sent.mediaType]?.schema;
  const given = memberAt(sent.body, request.at);
  const names = request.names ?? {};
  const due = Object.entries(schema === undefined ? {} : defaultsIn(world.contract, schema))
    .filter(([name]) => !Object.hasOwn(given, name))
    .map(([name, value]): [string, unknown] => [names[name] ?? name, value])
    .filter(([name, value]) => isShownAsSent(telling, name, value));
  if (due.length === 0) return;
  result.steps.push('defaults');
  const expected = Object.fromEntries(due);
  for (const each of differences(item, expected))
    wrong('defaults', creator, `what was left out of the request has a default, and the answer shows ${each}`);
  const declared = declaredIn(world, creator);
  for (const name of omissions(item, expected).filter((each) => declared.has(each)))
    wrong('defaults', creator, `${name} was left out of the request and has a default, which the answer does not show`);
}

/** Defaults of the properties that a client may write, parts of the schema looked into. */
function defaultsIn(contract: Contract, schema: Schema, depth = 0): Record<string, unknown> {
  const { properties = {}, allOf = [] } = resolve(contract, schema);
  const own = Object.entries(properties).flatMap(([name, property]): [string, unknown][] => {
    const { default: value, readOnly } = resolve(contract, property);
    return value === undefined || readOnly === true ? [] : [[name, value]];
  });
  const parts = depth > 4 ? [] : allOf.map((part) => defaultsIn(contract, part, depth + 1));
  return Object.assign({}, ...parts, Object.fromEntries(own)) as Record<string, unknown>;
}
