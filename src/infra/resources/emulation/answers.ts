import type { Schema } from '@plumbline/contract/contract';
import { declaredResponse } from '../../http/served-operation.ts';
import { DONE, MESSAGE } from '../answer/answer-body.ts';
import type { Schemas } from '../infer/bodies/schemas.ts';
import type { BodyPath, Resource, ResourceOperation, Shape } from '../resource.ts';
import { isGivenBySchema, unknownMembers } from './unknown.ts';

/** What an answer has to show besides the known members of an item. */
export function unknownInAnswer(
  schemas: Schemas,
  { operation, resource }: ResourceOperation,
  shape: Shape,
  isShown: boolean,
  members: ReadonlySet<string>,
): string[] {
  const { schema, at, itemAt = [], cursorAt, identityAt, isList, facts, status } = shape;
  if (schema === undefined) return [];
  const hasDescription = (declaredResponse(operation, status)?.description ?? '') !== '';
  if (at === undefined && identityAt?.length === 0) return [];
  const told = [...(identityAt ? [identityAt] : []), ...facts.map((each) => each.at)];
  const visit = (outer: Schema, place: BodyPath): string[] => {
    if (at !== undefined && isSame(place, at)) {
      const element = isList ? (schemas.elements(outer) ?? true) : outer;
      return isShown ? ofElement(schemas, resource, element, { itemAt, cursorAt }, members) : [];
    }
    if (told.some((each) => isSame(each, place))) return [];
    const isAbove = [at ?? [], ...told].some(
      (each) => each.length > place.length && isSame(each.slice(0, place.length), place),
    );
    const name = place.at(-1);
    if (!isAbove && isTold(schemas, outer, name, hasDescription)) return [];
    const { size } = schemas.properties(outer);
    if (size === 0) return isAbove ? [] : [place.join('.') || 'body'].filter(() => !isOpenObject(schemas, outer));
    const required = [...schemas.required(outer)];
    return required.flatMap((member) => {
      const [declared = true] = schemas.properties(outer).get(member) ?? [];
      return visit(declared, [...place, member]);
    });
  };
  return visit(schema, []);
}

function ofElement(
  schemas: Schemas,
  resource: Resource,
  element: Schema,
  { itemAt, cursorAt }: { itemAt: BodyPath; cursorAt: BodyPath | undefined },
  members: ReadonlySet<string>,
): string[] {
  const visit = (outer: Schema, place: BodyPath): string[] => {
    if (isSame(place, itemAt)) {
      return unknownMembers(schemas, outer, (name, declared) => {
        const box = resource.boxes.find((each) => each.name === name);
        if (box === undefined) return members.has(name) ? 'all' : 'nothing';
        const inside = unknownMembers(schemas, declared, (member) => (members.has(member) ? 'all' : 'nothing'));
        return inside.length === 0 ? 'all' : 'nothing';
      });
    }
    if (cursorAt !== undefined && isSame(place, cursorAt)) return [];
    return unknownMembers(schemas, outer, (name, declared) =>
      itemAt[place.length] === name
        ? visit(declared, [...place, name]).length === 0
          ? 'all'
          : 'nothing'
        : cursorAt?.[place.length] === name
          ? 'all'
          : 'nothing',
    );
  };
  return visit(element, []);
}

/** Members around an item that are true of every answer: a flag for what was done, a text that describes it, no elements. */
function isTold(schemas: Schemas, schema: Schema, name: string | undefined, hasDescription: boolean): boolean {
  if (isGivenBySchema(schemas, schema)) return true;
  const kind = schemas.kind(schema);
  if (kind === 'array') return Number(schemas.core(schema)['minItems'] ?? 0) === 0;
  if (kind === 'boolean') return name !== undefined && DONE.test(name);
  return (
    kind === 'string' && hasDescription && (name === undefined || MESSAGE.test(name)) && isPlainText(schemas, schema)
  );
}

function isPlainText(schemas: Schemas, schema: Schema): boolean {
  const { format, pattern, enum: values } = schemas.core(schema);
  return format === undefined && pattern === undefined && values === undefined;
}

function isOpenObject(schemas: Schemas, schema: Schema): boolean {
  const kind = schemas.kind(schema);
  const hasMore = Number(schemas.core(schema)['minProperties'] ?? 0) > 0 || schemas.required(schema).size > 0;
  return ['object', 'any', 'mixed'].includes(kind) && !hasMore;
}

function isSame(one: BodyPath, other: BodyPath): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}
