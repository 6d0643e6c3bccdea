import { isDeepStrictEqual } from 'node:util';
import { checkOf, type Violation } from '@plumbline/contract/check';
import { getOwn, setOwn } from '@plumbline/contract/json';
import { projection } from '@plumbline/contract/views/project';
import { schemaView } from '@plumbline/contract/views/view';
import { valueAt } from '@plumbline/contract/sample/json-value';
import { sample } from '@plumbline/contract/sample/sample';
import { pointerToken } from '@plumbline/contract/schema';
import type { Invocation } from '../../http/invocation.ts';
import { isItem, setAt } from '../body/members.ts';
import { placeOf, requestPlace } from '../body/place.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';
import { foreignMembers } from './foreign-members.ts';
import { unkeptTeller } from './not-as-sent.ts';
import { otherForms } from './other-forms.ts';
import { reconcile, type Place } from './reconcile.ts';

/**
 * Holds what a client sent against what answers can show: what they could only show by putting something else in its place
 * is refused or, where the contract declares no status for that, left as it was before, and the answer tells. What was
 * wrong before a change, what the server makes, and what is only written in another form than it is shown, is no reason.
 *
 * @param before the item that is changed; none: it is new
 * @param sent what the client sent of the whole item; none: the change names what it changes, and leaves the rest
 * @returns `after`, without what cannot be shown as it was sent
 * @throws HttpError 400 (or 422) or ConflictError naming the fields, where the contract declares one of these
 */
export type Fit = (invocation: Invocation, before: Item | undefined, after: Item, sent?: Item) => Item;

export function fitterOf(serving: Serving): Fit {
  const { service, store, operation, built } = serving;
  const { representation } = store.table.resource;
  const view = schemaView(service.contract, 'response');
  const viewed = view.of(representation);
  const check = checkOf(view, viewed);
  const visible = projection(view, viewed);
  const isForeign = foreignMembers(serving);
  const { isOtherForm, isNamedNull, isDefault } = otherForms(serving);
  const tell = unkeptTeller(operation.operation);

  /** What could be shown of a member that was left out. */
  const usual = ([name = '', ...rest]: Place): unknown => {
    const { schema } = store.table.resource.properties.find((each) => each.name === name) ?? {};
    return schema && rest.length === 0 ? sample(service.contract, schema, { seed: name, view: 'response' }) : undefined;
  };

  return (invocation, before, after, sent) => {
    const { mediaType = '' } = invocation;
    const shown = { ...store.rows.shown(after) };
    const wrong = check(visible(shown));
    // Of an upload its name is kept, which need not be what is shown of it.
    if (wrong.length === 0 || mediaType.startsWith('multipart/')) return after;
    dropWrongNulls(shown, wrong);
    const made = built(representation, shown, '').value;
    const said = visible(shown);
    if (!isItem(made) || !isItem(said)) return after;

    const asked = aboutOne(operation, invocation, after);
    const altered: Place[] = [];
    const nulls: string[] = [];
    const known: Item = { ...shown };
    const reconciling = {
      isOtherForm: (at: Place, value: unknown) => isOtherForm(asked, requestPlace(operation, at), value ?? usual(at)),
      isStepwise: mediaType.includes('json-patch'),
      altered: (at: Place) => altered.push(at),
    };
    for (const name of new Set([...Object.keys(said), ...Object.keys(made)])) {
      if (isForeign(name)) setOwn(known, name, getOwn(made, name));
      else if (Object.hasOwn(said, name)) {
        const had = sent ? undefined : getOwn(before, name);
        setOwn(known, name, reconcile(getOwn(said, name), getOwn(made, name), had, [name], reconciling));
      } else if (isNamedNull(asked, requestPlace(operation, [name]))) nulls.push(name);
      else if (sent === undefined || Object.hasOwn(sent, name)) altered.push([name]);
      if (!Object.hasOwn(said, name) && !altered.some(([first]) => first === name))
        setOwn(known, name, getOwn(made, name));
    }
    const kept = nulls.length === 0 ? after : without(nulls, before, after);
    const problems = altered.length === 0 ? [] : check(visible(known));
    if (problems.length === 0) return kept;
    const earlier = before === undefined ? [] : check(visible(store.rows.shown(before)));
    const unkept = altered.filter((at) => {
      if (sent !== undefined) return at[0] !== undefined && Object.hasOwn(sent, at[0]);
      return isMissing(after, at)
        ? !earlier.some((each) => missingAt(each) === pointerOf(at))
        : !isDeepStrictEqual(valueAt(before, pointerOf(at)), valueAt(after, pointerOf(at)));
    });
    const details = unkept
      .filter((at) => !isDefault(asked, requestPlace(operation, at), valueAt(after, pointerOf(at))))
      .map((at) => ({ field: fieldOf(operation, at), message: messageAt(problems, at) }));
    if (details.length > 0) tell(invocation, 'What was sent would leave what the contract does not allow.', details);
    if (unkept.length === 0) return kept;
    return without(
      unkept.flatMap(([name]) => name ?? []),
      before,
      kept,
    );
  };
}

function dropWrongNulls(shown: Item, wrong: readonly Violation[]): void {
  const wrongAt = new Set(wrong.map(({ pointer }) => pointer));
  for (const [name, value] of Object.entries(shown)) {
    if (value === null && wrongAt.has(pointerOf([name]))) delete shown[name];
  }
}

/** The item with those members as they were before; what it was as a whole, where one of them was not there. */
function without(names: readonly string[], before: Item | undefined, after: Item): Item {
  if (before !== undefined && names.some((name) => !Object.hasOwn(before, name) && !Object.hasOwn(after, name)))
    return before;
  const others = Object.entries(after).filter(([name]) => !names.includes(name));
  const restored = Object.entries(before ?? {}).filter(([name]) => names.includes(name));
  return Object.fromEntries([...others, ...restored]);
}

function aboutOne({ request }: Serving['operation'], invocation: Invocation, item: Item): Invocation {
  return request?.isList === true ? { ...invocation, body: setAt(invocation.body, request.at, [item]) } : invocation;
}

/** What the caller knows the place by: without a body, query parameters say it. */
function fieldOf(operation: Serving['operation'], [name = '', ...rest]: Place): string {
  const column = operation.resource.properties.find((each) => each.name === name)?.column;
  const assigned = operation.assigns?.find((each) => each.column === column);
  return assigned ? `query.${assigned.parameter}` : ['body', ...placeOf(operation, name), ...rest].join('.');
}

function messageAt(problems: readonly Violation[], at: Place): string {
  const pointer = pointerOf(at);
  const problem = problems.find((each) => (missingAt(each) ?? each.pointer) === pointer);
  return problem?.message ?? 'cannot be shown as it was sent';
}

const pointerOf = (at: Place): string => at.map((key) => `/${pointerToken(key)}`).join('');

const isMissing = (item: Item, at: Place): boolean => valueAt(item, pointerOf(at)) === undefined;

function missingAt({ pointer, missing }: Violation): string | undefined {
  return missing === undefined ? undefined : `${pointer}/${pointerToken(missing)}`;
}
