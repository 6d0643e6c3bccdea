import { isMembers } from '@plumbline/contract/json';
import { largest, LONGEST, MOST_ITEMS, smallest, valid } from './keywords.ts';
import type { Site } from './site.ts';
import type { Variation } from './variation.ts';

/** Values at the edge of what the contract allows at one place: every bound, every listed value, there and not there. */
export function edgesAt(site: Site): Variation[] {
  const { flat, pointer, value, isRequired } = site;
  const edges: Variation[] = (flat.values ?? []).map((listed) => ({ kind: 'enum', pointer, value: listed }));
  if (!isRequired) edges.push({ kind: 'absent', pointer });
  if (flat.types?.has('null') === true) edges.push({ kind: 'null', pointer, value: null });
  for (const part of flat.parts) {
    for (const shown of part.examples ?? []) edges.push({ kind: 'example', pointer, value: shown });
  }
  if (flat.values) return edges;
  if (typeof value === 'boolean') edges.push({ kind: 'boolean', pointer, value: !value });
  if (typeof value === 'string') edges.push(...textEdges(site));
  if (typeof value === 'number') edges.push(...numberEdges(site));
  if (Array.isArray(value)) edges.push(...arrayEdges(site));
  if (isMembers(value) && flat.required.size === 0) edges.push({ kind: 'empty', pointer, value: {} });
  return edges;
}

function textEdges(site: Site): Variation[] {
  const lengths = [
    { kind: 'minLength', length: largest(site, 'minLength') },
    { kind: 'maxLength', length: smallest(site, 'maxLength') },
  ];
  return lengths.flatMap(({ kind, length }) => {
    if (length === undefined || length > LONGEST) return [];
    const text = valid(site, { type: 'string', minLength: length, maxLength: length });
    return text === undefined ? [] : [{ kind, pointer: site.pointer, value: text }];
  });
}

function numberEdges(site: Site): Variation[] {
  const bounds = [
    { kind: 'minimum', number: largest(site, 'minimum') },
    { kind: 'maximum', number: smallest(site, 'maximum') },
    { kind: 'exclusiveMinimum', number: inside(site, largest(site, 'exclusiveMinimum'), 1) },
    { kind: 'exclusiveMaximum', number: inside(site, smallest(site, 'exclusiveMaximum'), -1) },
  ];
  return bounds.flatMap(({ kind, number }) =>
    number === undefined || !Number.isSafeInteger(Math.trunc(number))
      ? []
      : [{ kind, pointer: site.pointer, value: number }],
  );
}

/** The next number that an exclusive bound still lets pass. */
function inside(site: Site, bound: number | undefined, direction: 1 | -1): number | undefined {
  if (bound === undefined) return undefined;
  const step = largest(site, 'multipleOf') ?? (site.flat.types?.has('integer') === true ? 1 : 0.01);
  return Number((bound + direction * step).toPrecision(15));
}

function arrayEdges(site: Site): Variation[] {
  const counts = [
    { kind: 'minItems', count: largest(site, 'minItems') ?? 0 },
    { kind: 'maxItems', count: smallest(site, 'maxItems') },
  ];
  return counts.flatMap(({ kind, count }) => {
    if (count === undefined || count > MOST_ITEMS) return [];
    const items = valid(site, { type: 'array', minItems: count, maxItems: count });
    return items === undefined ? [] : [{ kind, pointer: site.pointer, value: items }];
  });
}
