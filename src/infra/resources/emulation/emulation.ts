import type { Contract } from '@plumbline/contract/contract';
import { readSchemas, type Schemas } from '../infer/bodies/schemas.ts';
import { generatedOf } from '../item/generated.ts';
import type { Resource, ResourceModel, ResourceOperation } from '../resource.ts';
import { unknownInAnswer } from './answers.ts';
import { unknownEffect } from './effect.ts';
import { writtenMembers } from './requests.ts';
import { unknownMembers } from './unknown.ts';

/** What derived operations would have to make up: production does not derive them, development marks their answers. */
export interface Emulation {
  operation: ResourceOperation;
  /** Fields that answers have to show and that nothing gives: `shipping`, `lines.price`. */
  values: readonly string[];
  /** The verb of an action of which nothing says what it does: `cancel`. */
  effect?: string;
}

/**
 * Finds the derived operations that would have to invent something. It looks at schemas only; what depends on the values
 * of a request is found when the request comes.
 *
 * @returns by operation id
 */
export function emulatedOperations(contract: Contract, model: ResourceModel): Map<string, Emulation> {
  const schemas = readSchemas(contract);
  const known = new Map(model.resources.map((each) => [each.name, knownOf(contract, model, each)]));
  return new Map(
    [...model.operations].flatMap(([id, operation]): [string, Emulation][] => {
      const own = known.get(operation.resource.name);
      const values = own === undefined ? [] : valuesOf(schemas, operation, own);
      const effect = unknownEffect(operation);
      if (values.length === 0 && effect === undefined) return [];
      return [[id, { operation, values, ...(effect === undefined ? {} : { effect }) }]];
    }),
  );
}

/** Why an operation is emulated, and what to do about it, as the rest of a sentence. */
export function reasonOf({ operation, values, effect }: Emulation): string {
  const { id } = operation.operation;
  if (effect !== undefined) {
    return `the contract does not say what "${effect}" of ${id} changes. Write a handler for it.`;
  }
  const fields = values.slice(0, MOST_NAMED).join(', ') + (values.length > MOST_NAMED ? ', ...' : '');
  const [it] = values.length === 1 ? ['it'] : ['them'];
  return `answers of ${id} require ${fields}, and nothing gives ${it} a value. Make ${it} optional, give a default, or write a handler.`;
}

const MOST_NAMED = 10;

interface Known {
  /** Members of an item that the server gives values itself. */
  generated: ReadonlySet<string>;
  /** Members of an item that some request or the server gives values. */
  members: ReadonlySet<string>;
  /** Nothing makes items, so that none is ever shown. */
  isEmpty: boolean;
}

function knownOf(contract: Contract, model: ResourceModel, resource: Resource): Known {
  const { identifiers, versions, times } = generatedOf(contract, model, resource);
  const { identity, parents, references, selfAt } = resource;
  const shown = references.flatMap((each) => (each.resource === undefined ? [] : [each.property, each.from]));
  const generated = new Set([
    ...identifiers,
    ...versions,
    ...times,
    ...(identity?.property === undefined ? [] : [identity.property]),
    ...parents.flatMap(({ property }) => property ?? []),
    ...shown,
    ...selfAt.flatMap(([name]) => name ?? []),
  ]);
  const own = [...model.operations.values()].filter((each) => each.resource.name === resource.name);
  return {
    generated,
    members: new Set([...generated, ...resource.properties.flatMap((each) => (each.isSecret ? [] : [each.name]))]),
    isEmpty: !resource.isCreatable && !own.some(({ role }) => role === 'replace' || role === 'update'),
  };
}

function valuesOf(schemas: Schemas, operation: ResourceOperation, known: Known): string[] {
  const { role, resource, response, created } = operation;
  const makes = role === 'create' || (role === 'replace' && (created !== undefined || resource.identity === undefined));
  const isFirst = resource.identity === undefined && (makes || role === 'update');
  const item = makes || isFirst ? ofItem(schemas, operation, known.generated) : [];
  // Of what nothing makes there is never an item to show, unless there is always one.
  const isShown = !known.isEmpty || resource.identity === undefined;
  const alone = known.isEmpty && resource.identity === undefined ? known.generated : known.members;
  const shapes = [response, ...(created ? [created] : [])];
  return [
    ...new Set([...item, ...shapes.flatMap((shape) => unknownInAnswer(schemas, operation, shape, isShown, alone))]),
  ];
}

/** What an item has to show that neither a request nor the server gives. */
function ofItem(schemas: Schemas, operation: ResourceOperation, generated: ReadonlySet<string>): string[] {
  const written = writtenMembers(schemas, operation);
  return unknownMembers(schemas, operation.resource.representation, (name) =>
    generated.has(name) ? 'all' : (written.get(name) ?? 'nothing'),
  );
}
