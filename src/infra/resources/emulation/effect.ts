import { segmentsOf } from '../infer/names/paths.ts';
import { normal, words } from '../infer/names/words.ts';
import type { Property, ResourceOperation } from '../resource.ts';

/** Whether a verb is about a property: `rename` about `name`, `assign` about `assigneeId`. */
function isNamedIn(property: string, verb: string): boolean {
  const [name, said] = [normal(property), normal(verb)];
  return said.includes(name) || name.includes(stemOf(said)) || name.includes(stemOf(said.replace(/^re/, '')));
}

/** What forms of a word have in common; never so short that it is part of any word. */
const stemOf = (word: string): string => word.slice(0, Math.max(4, word.length - 2));

const STATE = /^(.*_)?(status|state|phase|stage)$/;

/**
 * The verb of an operation whose effect nothing says. An effect is known where a request gives values for the item's own
 * properties, all that it holds are such, and the item shows no state that the verb could be about and the request leaves
 * out.
 */
export function unknownEffect({
  operation,
  role,
  request,
  assigns = [],
  resource,
}: ResourceOperation): string | undefined {
  if (role !== 'act' && role !== 'update') return undefined;
  const types = Object.keys(operation.requestBody?.content ?? {});
  const isOpen = request !== undefined && request.properties.length === 0;
  if (role === 'update' && (isOpen || types.some((type) => /json-patch/i.test(type)))) return undefined;
  const own = new Map(resource.properties.map((each) => [each.name, each]));
  const assigned = assigns.flatMap(({ column }) => resource.properties.filter((each) => each.column === column));
  const said = request?.properties ?? [];
  const isStored = ({ name, readOnly }: Property): boolean => !readOnly && name !== resource.identity?.property;
  const stored = [...said.flatMap((name) => own.get(name) ?? []).filter(isStored), ...assigned];
  const verb = verbOf(operation.path);
  if (stored.length === 0) return verb;
  if (role === 'update') return undefined;
  const isForeign = said.some((name) => !own.has(name));
  const names = new Set(stored.map(({ name }) => name));
  if ([...names].some((name) => isNamedIn(name, verb))) return isForeign ? verb : undefined;
  const isLeftOut = resource.properties.some(({ name }) => !names.has(name) && isAbout(name, verb));
  return isForeign || isLeftOut ? verb : undefined;
}

/** Whether a property could say what a verb did: `status`, or `cancelledAt` of `cancel`. */
function isAbout(property: string, verb: string): boolean {
  return STATE.test(words(property).join('_')) || normal(property).includes(stemOf(normal(verb)));
}

/** The last step of a path that is not a parameter. */
function verbOf(path: string): string {
  const literals = (segmentsOf(path) ?? []).flatMap((segment) => ('literal' in segment ? [segment.literal] : []));
  return literals.at(-1) ?? path;
}
