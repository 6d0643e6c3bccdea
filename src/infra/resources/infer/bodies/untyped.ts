import type { Schema } from '@plumbline/contract/contract';
import type { Carrier } from './carriers.ts';
import { type Family, hasMethod } from '../drafts/families.ts';
import { identityProperty } from '../columns/identity.ts';
import { nounOf } from '../names/paths.ts';
import type { Schemas } from './schemas.ts';
import { itemParameter, type Traits } from '../drafts/traits.ts';

/**
 * Frameworks that write contracts from code often say nothing of an answer but that it is JSON. What a family takes is
 * then what it shows, with an identifier, if one of its operations reads an item and none says more.
 *
 * @returns the family with answers, or as it is
 */
export function withAssumedAnswers(schemas: Schemas, family: Family): Family {
  const all = [...family.onCollection, ...family.onItem];
  const parameter = family.onItem.filter(hasMethod('get')).filter(isUntyped).map(itemParameter)[0];
  if (parameter === undefined || all.some(({ answers }) => answers.length > 0)) return family;
  const writers = [...family.onCollection.filter(hasMethod('post')), ...family.onItem.filter(hasMethod('put', 'post'))];
  const taken = writers.flatMap(({ requests }) => requests).find(({ isList, at }) => !isList && at.length === 0)?.item;
  if (taken === undefined) return family;
  const isIdentified = identityProperty(schemas, taken, nounOf(family.segments), parameter) !== undefined;
  const item: Schema = isIdentified
    ? taken
    : { allOf: [taken, { type: 'object', required: ['id'], properties: { id: parameter.schema } }] };
  const assumed = (isList: boolean): Carrier => ({ at: [], itemAt: [], isList, item, declared: item, plausibility: 2 });

  function answering(traits: Traits, isList: boolean): Traits {
    if (!isUntyped(traits) || traits.operation.method === 'delete') return traits;
    return { ...traits, answers: [assumed(isList)], list: isList ? assumed(true) : undefined };
  }

  return {
    ...family,
    onCollection: family.onCollection.map((traits) => answering(traits, hasMethod('get')(traits))),
    onItem: family.onItem.map((traits) => answering(traits, false)),
  };

  function isUntyped({ success }: Traits): boolean {
    const { body, schema } = success;
    return (
      body === 'json' && schema !== undefined && schemas.kind(schema) === 'any' && schemas.properties(schema).size === 0
    );
  }
}
