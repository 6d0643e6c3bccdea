import type { Schema } from '@plumbline/contract/contract';
import type { Shape } from '../shape.ts';
import type { Side } from '../side.ts';
import type { Comparer, Pair, Walk } from '../walk.ts';
import { compareProperty } from './property.ts';

/** Properties, required ones, and what holds for those that are not declared. */
export const compareObjects: Comparer = (pair, walk) => {
  if (!pair.base.types.has('object') || !pair.revision.types.has('object')) return;
  const names = new Set(
    [pair.base, pair.revision].flatMap(({ properties, required }) => [...properties.keys(), ...required]),
  );
  for (const name of names) compareProperty(pair, walk, name);
  compareAdditional(pair, walk);
  comparePatternProperties(pair, walk);
};

function compareAdditional(pair: Pair, walk: Walk): void {
  const isClosed = isClosedObject(pair.revision);
  const keyword = 'additionalProperties';
  if (isClosedObject(pair.base) !== isClosed) {
    walk.find(pair, isClosed ? 'additional-properties-forbidden' : 'additional-properties-allowed', { keyword });
  } else if (!isClosed) {
    walk.descend(pair.base.additional, pair.revision.additional, pair.path ? `${pair.path}.*` : '*');
  }
}

/** True when undeclared properties are refused. Absent means open. */
function isClosedObject({ additional }: Shape): boolean {
  return additional.includes(false);
}

function comparePatternProperties(pair: Pair, walk: Walk): void {
  const { patternProperties: base } = pair.base;
  const { patternProperties: revision } = pair.revision;
  const keyword = 'patternProperties';
  for (const [pattern, schemas] of base) {
    const others: readonly Schema[] | undefined = revision.get(pattern);
    const path = pair.path ? `${pair.path}./${pattern}/` : `/${pattern}/`;
    if (others) walk.descend(schemas, others, path);
    else if (isClosedObject(pair.revision)) walk.find(pair, 'pattern-property-forbidden', { from: pattern, keyword });
    else if (pair.revision.additional.length > 0) walk.descend(schemas, pair.revision.additional, path);
    else if (!acceptsAnything(walk.base, schemas))
      walk.find(pair, 'pattern-property-removed', { from: pattern, keyword });
  }
  for (const [pattern, schemas] of revision) {
    if (base.has(pattern)) continue;
    const path = pair.path ? `${pair.path}./${pattern}/` : `/${pattern}/`;
    if (isClosedObject(pair.base)) walk.find(pair, 'pattern-property-allowed', { to: pattern, keyword });
    else if (pair.base.additional.length > 0) walk.descend(pair.base.additional, schemas, path);
    else if (!acceptsAnything(walk.revision, schemas))
      walk.find(pair, 'pattern-property-added', { to: pattern, keyword });
  }
}

/** True when the schemas accept anything. */
function acceptsAnything(side: Side, schemas: readonly Schema[]): boolean {
  return side.shape(schemas).id === side.shape([]).id;
}
