import type { Schema } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { isJson } from '../infer/bodies/media.ts';
import type { Schemas } from '../infer/bodies/schemas.ts';
import type { ResourceOperation } from '../resource.ts';
import { isReadOnly } from './unknown.ts';

/** What a request declares of each property that it can give. */
export function writtenMembers(
  schemas: Schemas,
  { operation, request, resource }: ResourceOperation,
): Map<string, Schema[]> {
  const found = new Map<string, Schema[]>();
  const add = (name: string, declared: readonly Schema[]): void => {
    const property = getOwn(request?.names, name) ?? name;
    const writable = declared.filter((schema) => !isReadOnly(schemas, schema));
    if (writable.length > 0) found.set(property, [...(found.get(property) ?? []), ...writable]);
  };
  for (const [mediaType, { schema = true }] of Object.entries(operation.requestBody?.content ?? {})) {
    if (/json-patch/i.test(mediaType) || (!isJson(mediaType) && !/form/i.test(mediaType))) continue;
    for (const place of [request?.at ?? [], ...(request?.aloneAt ? [request.aloneAt] : [])]) {
      let items: readonly Schema[] = [schema];
      for (const key of place) items = items.flatMap((each) => schemas.properties(each).get(key) ?? []);
      for (const each of items) {
        const item = schemas.elements(each) ?? each;
        for (const [name, declared] of schemas.properties(item)) {
          const box = resource.boxes.find((one) => one.name === name);
          if (box === undefined) add(name, declared);
          for (const member of box?.members ?? []) {
            add(
              member,
              declared.flatMap((one) => schemas.properties(one).get(member) ?? []),
            );
          }
        }
      }
    }
  }
  return found;
}
