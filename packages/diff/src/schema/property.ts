import { linearPattern } from '@plumbline/contract/patterns/linear-pattern';
import type { Schema } from '@plumbline/contract/contract';
import type { Shape } from '../shape.ts';
import type { Pair, Walk } from '../walk.ts';

/** One property of an object on one side. */
interface Member {
  /** Declared by name, or required without being declared. */
  isPresent: boolean;
  /** Does not travel in this direction: readOnly in requests, writeOnly in responses. */
  isHidden: boolean;
  isRequired: boolean;
  /** What must hold for it: its declaration, else what holds for undeclared properties. */
  schemas: readonly Schema[];
  shape: Shape;
  declared: Schema | undefined;
}

/** Compares one property that at least one of the two objects names. */
export function compareProperty(pair: Pair, walk: Walk, name: string): void {
  const base = memberOf(walk, 'base', pair.base, name);
  const revision = memberOf(walk, 'revision', pair.revision, name);
  const path = pair.path ? `${pair.path}.${name}` : name;
  const find = (rule: string): void => {
    walk.findProperty({ rule, pair, path, declared: { base: base.declared, revision: revision.declared } });
  };
  if (base.isPresent && revision.isPresent) {
    if (base.isHidden && revision.isHidden) return;
    if (base.isHidden || revision.isHidden) {
      find(visibilityRule(walk, base, revision));
      return;
    }
    if (base.isRequired !== revision.isRequired) find(requirednessRule(walk, revision));
    walk.descend(base.schemas, revision.schemas, path);
  } else if (base.isPresent) {
    if (!base.isHidden) compareRemoved({ walk, path, find }, base, revision);
  } else if (!revision.isHidden) compareAdded({ walk, path, find }, base, revision);
}

interface Place {
  walk: Walk;
  path: string;
  find: (rule: string) => void;
}

function compareRemoved({ walk, path, find }: Place, base: Member, { schemas }: Member): void {
  const isTyped = schemas.length > 0 && !schemas.includes(false);
  if (base.shape.acceptsNothing && !base.isRequired) {
    if (walk.direction === 'request') walk.descend(base.schemas, schemas, path);
    else if (!schemas.includes(false)) find('response-optional-property-added');
  } else if (walk.direction === 'response')
    find(`response-${base.isRequired ? 'required' : 'optional'}-property-removed`);
  else if (schemas.includes(false)) find('request-property-forbidden');
  // It is still accepted, as any undeclared property is, if it fits what is asked of those.
  else if (isTyped) walk.descend(base.schemas, schemas, path);
  else find('request-property-removed');
}

function compareAdded({ walk, path, find }: Place, { schemas }: Member, revision: Member): void {
  const isClosed = schemas.includes(false);
  const isTyped = schemas.length > 0 && !isClosed;
  const isForbidden = revision.shape.acceptsNothing && !revision.isRequired;
  // Declared as `false`: there was nothing to know of it, and now it must not be there.
  if (isForbidden) {
    if (!isClosed) walk.descend(schemas, revision.schemas, path);
    return;
  }
  if (walk.direction === 'request') {
    if (revision.isRequired) find('new-required-request-property');
    else if (!isTyped) find('new-optional-request-property');
  } else if (isClosed) find('response-property-added-to-closed-object');
  else if (!isTyped) find(`response-${revision.isRequired ? 'required' : 'optional'}-property-added`);
  if (isTyped) walk.descend(schemas, revision.schemas, path);
}

function visibilityRule({ direction }: Walk, base: Member, revision: Member): string {
  if (direction === 'request') {
    if (revision.isHidden) return 'request-property-became-read-only';
    return revision.isRequired
      ? 'required-request-property-became-not-read-only'
      : 'request-property-became-not-read-only';
  }
  if (!revision.isHidden) return 'response-property-became-not-write-only';
  return `response-${base.isRequired ? 'required' : 'optional'}-property-became-write-only`;
}

function requirednessRule({ direction }: Walk, revision: Member): string {
  return `${direction}-property-became-${revision.isRequired ? 'required' : 'optional'}`;
}

function memberOf(walk: Walk, side: 'base' | 'revision', object: Shape, name: string): Member {
  const declared = object.properties.get(name);
  const schemas = declared ?? undeclared(object, name);
  const shape = walk[side].shape(schemas);
  return {
    isPresent: declared !== undefined || object.required.has(name),
    isHidden: walk.direction === 'request' ? shape.readOnly : shape.writeOnly,
    isRequired: object.required.has(name),
    schemas,
    shape,
    declared: declared?.[0],
  };
}

/** What holds for a property that is not declared by name. */
export function undeclared({ patternProperties, additional }: Shape, name: string): readonly Schema[] {
  const matching = [...patternProperties]
    .filter(([pattern]) => isMatch(pattern, name))
    .flatMap(([, schemas]) => schemas);
  return matching.length > 0 ? matching : additional;
}

function isMatch(pattern: string, name: string): boolean {
  try {
    return linearPattern(pattern).test(name);
  } catch {
    return false;
  }
}
