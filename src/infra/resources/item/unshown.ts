import { isDeepStrictEqual } from 'node:util';
import { getOwn } from '@plumbline/contract/json';
import { projection } from '@plumbline/contract/views/project';
import { schemaView } from '@plumbline/contract/views/view';
import type { Invocation } from '../../http/invocation.ts';
import { withReadOnly } from '../../http/request/read-only.ts';
import { membersIn } from '../body/body.ts';
import { getAt, isItem } from '../body/members.ts';
import { placeOf, requestPlace } from '../body/place.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';
import { textOf } from '../text.ts';
import { generatedOf } from './generated.ts';
import { MOST_NAMED, noteNotAsSent, notedFields } from './not-as-sent.ts';
import { otherForms } from './other-forms.ts';
import { timesOf } from './times.ts';

/** An item after a write, as bodies show it. */
interface Written {
  item: Item;
  seed: string;
}

/**
 * Records which members of a request body the item does not show, so that the answer names them (docs/decisions/0010):
 * members that no representation declares, instructions, and readOnly members with another value than the item has.
 * Members that are writeOnly, null, defaults of the contract, or shown as the object that they identify are not among them.
 */
export type NoteUnshown = (
  invocation: Invocation,
  /** In the order of the request. */
  written: readonly Written[],
  /** The whole body of the answer. */
  answer: unknown,
) => void;

const WRITING: readonly string[] = ['create', 'replace', 'update', 'act'];

export function unshownNoter(serving: Serving): NoteUnshown {
  const { service, operation, store, built } = serving;
  const { request, role, key } = operation;
  if (request === undefined || !WRITING.includes(role)) return () => undefined;
  const { representation, references, parents, properties } = store.table.resource;
  const view = schemaView(service.contract, 'response');
  const shownOf = projection(view, view.of(representation));
  const { isDefault } = otherForms(serving);
  const exempt = new Set([
    key?.name,
    ...references.map(({ from }) => from),
    ...parents.map(({ property }) => property),
    ...properties.filter(({ isSecret }) => isSecret === true).map(({ name }) => name),
  ]);
  // A client that changes an item sends back the time and the version that it read.
  const renewed = role === 'create' ? [] : renewedBy(serving);

  return (invocation, written, answer) => {
    const { mediaType = '', body } = invocation;
    if (typeof body !== 'object' || body === null || Buffer.isBuffer(body) || mediaType.includes('json-patch')) return;
    const schema = getOwn(operation.operation.requestBody?.content, mediaType)?.schema ?? true;
    const withoutSecrets = projection(view, view.of(schema), 'visible');
    // The body as a whole, once: a request may hold many items.
    const takenBody = withoutSecrets(body);
    const itemsTaken = membersIn(operation, { body: takenBody });
    const itemsSent = membersIn(operation, { body: withoutSecrets(withReadOnly(body)) });
    const isSaidByPath = (value: unknown): boolean =>
      Object.values(invocation.path).some((each) => textOf(each) === textOf(value));
    const note = (places: readonly (readonly string[])[]): void => {
      const fields = places.slice(0, MOST_NAMED).map((at) => ['body', ...at].join('.'));
      const known = notedFields(invocation);
      const isKnown = (field: string): boolean =>
        known.some((other) => `${other}.`.startsWith(`${field}.`) || `${field}.`.startsWith(`${other}.`));
      noteNotAsSent(
        invocation,
        fields.filter((field) => !isKnown(field)),
      );
    };
    for (const [index, { item, seed }] of written.entries()) {
      if (notedFields(invocation).length >= MOST_NAMED) break;
      const taken = itemsTaken[index] ?? {};
      const shown = shownOf(built(representation, item, seed).value);
      const places = unshown(itemsSent[index] ?? {}, taken, shown, []).filter(([name = '', ...rest]) => {
        const isOwn = rest.length === 0;
        const value = getAt(taken, [name, ...rest]);
        if (exempt.has(name) || (isOwn && (renewed.includes(name) || isSaidByPath(value)))) return false;
        return !isDefault(invocation, requestPlace(operation, [name, ...rest]), value);
      });
      note(places.map(([name = '', ...rest]) => [...placeOf(operation, name), ...rest]));
    }
    const around = unshownAround(takenBody, request, answer).filter(([name = '']) => !exempt.has(name));
    note(around.filter((at) => !isDefault(invocation, at, getAt(body, at))));
  };
}

function renewedBy(serving: Serving): readonly string[] {
  const { contract, model } = serving.service;
  return [...timesOf(serving).updated, ...generatedOf(contract, model, serving.store.table.resource).versions];
}

/**
 * Places of members that are not shown.
 *
 * @param sent all that the client sent
 * @param taken the same without readOnly members, which only have to be shown where they say something else
 */
function unshown(sent: unknown, taken: unknown, shown: unknown, at: readonly string[]): string[][] {
  if (Array.isArray(sent) && Array.isArray(taken) && Array.isArray(shown)) {
    if (sent.length !== shown.length) return [];
    return sent.flatMap((each, index) => unshown(each, taken[index], shown[index], [...at, String(index)]));
  }
  if (!isItem(sent) || !isItem(taken) || !isItem(shown)) return [];
  return Object.entries(sent).flatMap(([name, value]) => {
    const there = getOwn(shown, name);
    const place = [...at, name];
    if (value === null || value === undefined) return [];
    if (!Object.hasOwn(taken, name)) return isDeepStrictEqual(value, there) ? [] : [place];
    return there === undefined ? [place] : unshown(value, getOwn(taken, name), there, place);
  });
}

/** Places of members beside the item in the body that the answer does not have either. */
function unshownAround(
  body: unknown,
  { at, aloneAt }: { at: readonly string[]; aloneAt?: readonly string[] },
  answer: unknown,
): string[][] {
  return at.flatMap((key, depth) => {
    const outer = at.slice(0, depth);
    const members = getAt(body, outer);
    if (!isItem(members)) return [];
    return Object.entries(members)
      .filter(([name, value]) => name !== key && name !== aloneAt?.[depth] && value !== null && value !== undefined)
      .map(([name]) => [...outer, name])
      .filter((place) => getAt(answer, place) === undefined);
  });
}
