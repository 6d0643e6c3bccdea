import { violations } from '@plumbline/contract/check';
import type { Contract, Schema } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import { sample } from '@plumbline/contract/sample/sample';
import { resolve } from '@plumbline/contract/schema';
import type { ResourceOperation } from '../../src/infra/resources/resource.ts';
import { memberAt, valueAt } from './members.ts';
import type { RequestValues } from './request.ts';
import { areValid } from './vary/valid-values.ts';
import type { World } from './world.ts';

/**
 * Two items may not share an identity that the client chooses: examples, which samples prefer, always would.
 *
 * @param held names of members that stay as they are
 */
export function freshValues(
  { contract, contested }: World,
  { resource, request, role, operation }: ResourceOperation,
  values: RequestValues,
  held: readonly string[] = [],
): RequestValues {
  const isWriting = role === 'create' || role === 'replace' || role === 'update';
  if (!isWriting || values.body === undefined) return values;
  const copy = structuredClone(values);
  const isContested = contested.has(resource.name);
  for (const target of itemsIn(copy.body, request)) {
    counter += 1;
    for (const { name, schema, unique } of resource.properties) {
      if (!Object.hasOwn(target, name) || held.includes(name)) continue;
      const mayBeUnique = isContested && typeof target[name] === 'string';
      const isIdentity = name === resource.identity?.property;
      // An item keeps its identity when it is changed.
      if (role === 'create' ? !unique && !isIdentity && !mayBeUnique : !unique || isIdentity) continue;
      const given = target[name];
      // The request may be narrower than the property, which other requests write too.
      const isAllowed = (candidate: unknown): boolean => {
        target[name] = candidate;
        return violations(contract, schema, candidate, 'request').length === 0 && areValid(contract, operation, copy);
      };
      if (!fresh(contract, schema, given, counter).some(isAllowed)) target[name] = given;
    }
  }
  return copy;
}

/** The item that a body holds, or the several that it holds. */
function itemsIn(body: unknown, request: ResourceOperation['request']): Record<string, unknown>[] {
  if (request?.isList !== true) return [memberAt(body, request?.at ?? [])];
  const list = valueAt(body, request.at);
  return Array.isArray(list) ? list.filter(isMembers) : [];
}

/** How many fresh identities were handed out; a process proves one contract after another. */
let counter = 0;

/** Starts identities anew, so that the same seed makes the same requests. */
export function forgetIdentities(): void {
  counter = 0;
}

/** Other values in place of one: near it first, then any of the schema. */
function fresh(contract: Contract, schema: Schema, value: unknown, number: number): unknown[] {
  const text = String(value);
  const digits = String(number);
  const near =
    typeof value === 'number' ? [100_000 + number, 1 + number] : [...endings(text, digits), `${text}-${digits}`];
  const bare = { ...resolve(contract, schema) };
  for (const preferred of ['example', 'examples', 'default']) delete bare[preferred];
  return [...near, sample(contract, bare, { seed: number, view: 'request' })];
}

/** So many identities may be handed out before two of them could be alike. */
const DIGITS = 6;

/**
 * The text with the number at its end, in as many digits as can be, at most six: the 5th of `a-20` and the 25th of `a-10`
 * would both be `a-25` otherwise.
 */
function endings(text: string, digits: string): string[] {
  const most = Math.max(digits.length, Math.min(DIGITS, text.length));
  const widths = Array.from({ length: most - digits.length + 1 }, (_, fewer) => most - fewer);
  return widths.map((width) => text.slice(0, Math.max(0, text.length - width)) + digits.padStart(width, '0'));
}
