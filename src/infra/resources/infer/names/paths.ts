import { isSameNoun } from './words.ts';

/** One step of a path: text, or a parameter. */
export type Segment = { literal: string } | { parameter: string };

const SUFFIX = /\.(json|xml|\{format\}|\{ext\}|\{extension\})$/i;

/**
 * Reads a path template as steps: `/pets/{petId}.json` is `pets`, `{petId}`; `/orders/{id}:cancel` is `orders`,
 * `{id}`, `cancel`; OData's `/Things({id})` is `Things`, `{id}`.
 *
 * @param path a template as the contract writes it; a query or fragment after it is no part of its structure
 * @returns its segments; none where one segment holds two parameters, whose structure nobody can know
 */
export function segmentsOf(path: string): Segment[] | undefined {
  const segments: Segment[] = [];
  for (const step of path.replace(/[?#].*$/, '').split('/')) {
    if (step === '') continue;
    const bare = step.replace(SUFFIX, '');
    const parts = /^([^{}]*?)(?:\('?)?(?:\{([^{}]+)\})?(?:'?\))?(?::([\w-]+))?$/.exec(bare);
    if (!parts) return undefined;
    const [, literal = '', parameter, verb] = parts;
    if (parameter !== undefined && literal !== '' && !bare.startsWith(`${literal}(`)) return undefined;
    if (literal !== '') segments.push({ literal });
    if (parameter !== undefined) segments.push({ parameter });
    if (verb !== undefined) segments.push({ literal: verb });
  }
  return segments;
}

/** The same for every path that differs in parameter names only: `/projects/{}/tasks`. */
export function familyKey(segments: readonly Segment[]): string {
  return segments.map((segment) => ('literal' in segment ? `/${segment.literal}` : '/{}')).join('');
}

/** Names of the parameters, outermost first. */
export function parametersOf(segments: readonly Segment[]): string[] {
  return segments.flatMap((segment) => ('parameter' in segment ? [segment.parameter] : []));
}

/** The last literal: what the path is about. `tasks` of `/projects/{projectId}/tasks/{taskId}`; empty when there is none. */
export function nounOf(segments: readonly Segment[]): string {
  const literal = segments.findLast((segment) => 'literal' in segment);
  return literal && 'literal' in literal ? literal.literal : '';
}

/** Whether the path ends in a parameter, as that of an item does. */
export function endsInParameter(segments: readonly Segment[]): boolean {
  const last = segments.at(-1);
  return last !== undefined && 'parameter' in last;
}

/** Whether two paths are about the same noun, whatever leads to it: `/posts` and `/users/{id}/posts`. */
export function isSameSubject(one: readonly Segment[], other: readonly Segment[]): boolean {
  return isSameNoun(nounOf(one), nounOf(other));
}
