import { heal, type Draft } from '../draft.ts';
import { isMembers, membersOf, type Members } from '../json.ts';
import { pointerToken } from '../schema.ts';

/** Mends `required`: it is a list of names on the object, not a boolean on the property. */
export function healRequired(draft: Draft, schema: Members, pointer: string): void {
  const isFlag = typeof schema.required === 'boolean';
  if ('required' in schema && !Array.isArray(schema.required)) {
    if (typeof schema.required === 'string') schema.required = [schema.required];
    else delete schema.required;
    const message =
      '`required` must be a list of property names; a text is taken for a list of one, others are dropped.';
    if (!isFlag) heal(draft, 'required-not-a-list', `${pointer}/required`, message);
    else
      heal(
        draft,
        'required-on-property',
        `${pointer}/required`,
        'A boolean `required` says nothing here; it was dropped.',
      );
  }
  const flagged = Object.entries(membersOf(schema.properties)).filter(
    ([, property]) => isMembers(property) && typeof property.required === 'boolean',
  ) as [string, Members][];
  for (const [name, property] of flagged) {
    const at = `${pointer}/properties/${pointerToken(name)}/required`;
    heal(
      draft,
      'required-on-property',
      at,
      '`required` belongs on the object, as a list of names; it was moved there.',
    );
    if (property.required === true) schema.required = [...((schema.required ?? []) as unknown[]), name];
    delete property.required;
  }
  const names = schema.required as unknown[] | undefined;
  if (!names) return;
  const distinct = [...new Set(names.filter((name) => typeof name === 'string'))];
  if (distinct.length === names.length) return;
  schema.required = distinct;
  heal(
    draft,
    'duplicate-required',
    `${pointer}/required`,
    '`required` names a property twice, or something that is no name.',
  );
}
