import { violations } from '@plumbline/contract/check';
import type { Schema } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import { flatten, type FlatSchema } from '@plumbline/contract/views/flatten';
import { carries, declaredNames, memberSchema } from '@plumbline/contract/views/object-members';
import { schemaView, type SchemaView } from '@plumbline/contract/views/view';
import { pointerToken } from '@plumbline/contract/schema';
import { decided } from '../vary/site.ts';
import type { Telling } from './telling.ts';

/** Written and shown may be two things: an identifier and what it identifies, a member that answers do not declare. */
export function isShownAsSent({ world, resource }: Telling, name: string, value: unknown): boolean {
  const property = resource.properties.find((each) => each.name === name);
  if (!property) return false;
  // What requests take says nothing of what is shown; what else the item has is not judged.
  const wrong = violations(world.contract, resource.representation, { [name]: value }, 'response');
  if (wrong.some(({ pointer }) => pointer.startsWith(`/${pointerToken(name)}`))) return false;
  const view = schemaView(world.contract, 'response');
  return hasOneForm(view, memberSchema(flatten(view, view.of(resource.representation)), name), value);
}

/** Whether the schema leaves no other way to show the value: no object for what it says, and no member unsaid. */
function hasOneForm(view: SchemaView, schema: Schema, value: unknown): boolean {
  const flat = decided(view, schema, value);
  if (Array.isArray(value)) {
    const items = flat.parts.find((part) => part.items !== undefined)?.items;
    return items === undefined || value.every((item) => hasOneForm(view, items, item));
  }
  if (isMembers(value)) {
    return Object.entries(value).every(
      ([name, member]) => carries(flat, name) && hasOneForm(view, memberSchema(flat, name), member),
    );
  }
  const branches = flatten(view, schema).choices.flat();
  return !branches.some((branch) => describesObjects(flatten(view, branch)));
}

function describesObjects(flat: FlatSchema): boolean {
  return flat.types === undefined ? declaredNames(flat).length > 0 : flat.types.has('object');
}
