import { isDeepStrictEqual } from 'node:util';
import { checkOf, type Violation } from '../../contract/check.ts';
import { projection } from '../../contract/lenses/project.ts';
import { schemaView } from '../../contract/lenses/view.ts';
import { HttpError } from '../../http/errors/errors.ts';
import type { Invocation } from '../../http/invocation.ts';
import { isItem } from '../body/members.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';
import { foreignMembers } from './foreign-members.ts';

/**
 * Refuses a change whose result could only be shown by putting something else in the place of what the client said.
 * What was wrong before the change, and what the server makes, blocks no change.
 *
 * @param sent what the client sent of the whole item; none: the change names what it changes, and leaves the rest
 * @throws HttpError 400 naming the fields
 */
export type RefuseUnfit = (invocation: Invocation, before: Item, after: Item, sent?: Item) => void;

export function unfitRefuser(serving: Serving): RefuseUnfit {
  const { service, store, operation, completed } = serving;
  const { contract } = service;
  const { representation } = store.table.resource;
  const view = schemaView(contract, 'response');
  const viewed = view.of(representation);
  const check = checkOf(view, viewed);
  const visible = projection(view, viewed);
  const isForeign = foreignMembers(serving);

  const problemsOf = (item: Item, sent: Item | undefined): Violation[] => {
    const shown = { ...store.rows.shown(item) };
    const problems = check(visible(shown));
    if (problems.length === 0) return problems;
    for (const { pointer } of problems) {
      const [name = '', ...rest] = tokensOf(pointer);
      // A null that cannot be shown says that there is none.
      if (rest.length === 0 && shown[name] === null) delete shown[name];
    }
    const made = completed(representation, shown, '');
    if (!isItem(made)) return problems;
    const known = { ...shown };
    for (const [name, value] of Object.entries(made)) {
      const isLeftOut = sent !== undefined && !(name in sent) && !(name in shown);
      if (isForeign(name) || isLeftOut) known[name] = value;
    }
    return check(visible(known));
  };

  return ({ mediaType = '' }, before, after, sent) => {
    // Of an upload its name is kept, which need not be what is shown of it.
    if (mediaType.startsWith('multipart/')) return;
    const found = problemsOf(after, sent);
    if (found.length === 0) return;
    const known = problemsOf(before, undefined);
    const caused = found.filter((each) => !known.some((other) => isDeepStrictEqual(each, other)));
    const told = caused.filter((each) => {
      const name = memberOf(each);
      if (name === undefined) return sent === undefined;
      return !isForeign(name) && (sent === undefined || name in sent);
    });
    if (told.length === 0) return;
    throw new HttpError('VALIDATION_ERROR', 'The change would leave what the contract does not allow.', {
      details: told.map((each) => ({ field: fieldOf(operation, each), message: each.message })),
    });
  };
}

/** The member of the item that a problem is about: one that is missing is no part of the pointer. */
function memberOf({ pointer, missing }: Violation): string | undefined {
  return pointer === '' ? missing : tokensOf(pointer)[0];
}

function tokensOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Where a request would say it: in its box, by its name, below what is around the item. */
function fieldOf({ request, resource }: Serving['operation'], { pointer, missing }: Violation): string {
  const [name, ...rest] = [...tokensOf(pointer), ...(missing === undefined ? [] : [missing])];
  if (name === undefined) return ['body', ...(request?.at ?? [])].join('.');
  const [said = name] = Object.entries(request?.names ?? {}).find(([, property]) => property === name) ?? [];
  const box = resource.boxes.find(({ members }) => members.includes(name));
  return ['body', ...(request?.at ?? []), ...(box ? [box.name] : []), said, ...rest].join('.');
}
