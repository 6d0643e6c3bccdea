import type { Answerer, Invocation } from '../../http/invocation.ts';
import { storeOf, type Serving } from '../serving.ts';
import { rowFinder } from '../store/find.ts';
import { toParameter } from '../store/parameter.ts';
import { textOf } from '../text.ts';
import { keyColumns } from './find-row.ts';
import { getOwn, setOwn } from '../../contract/json.ts';

/**
 * Lets paths name a parent by whatever identifies it (`/projects/{idOrKey}/tasks`): what is below it knows it by its
 * identity alone.
 */
export function withCanonicalParents({ service, operation }: Serving, answer: Answerer): Answerer {
  const renamings = operation.scope.flatMap(({ parameter, column }) => {
    const { resource } = operation.resource.parents.find((parent) => parent.column === column) ?? {};
    const store = resource === undefined ? undefined : storeOf(service, resource);
    const { identity } = store?.table ?? {};
    if (store === undefined || identity?.also === undefined) return [];
    const [own, ...others] = keyColumns(store.table).map(({ name, type }) => ({
      find: rowFinder(store, [{ column: name, orUnknown: false }]),
      parameter: (value: unknown) => toParameter(value, type, store.rows.codecOf(name)),
    }));
    const identityOf = async (value: unknown): Promise<string | undefined> => {
      for (const one of [own, ...others]) {
        const key = one?.parameter(value);
        const row = key === undefined ? undefined : await one?.find([key]);
        if (row) return textOf(getOwn(row, identity.column));
      }
      return undefined;
    };
    return [{ parameter, identityOf }];
  });
  if (renamings.length === 0) return answer;
  return async (invocation: Invocation) => {
    const path = { ...invocation.path };
    for (const { parameter, identityOf } of renamings)
      setOwn(path, parameter, (await identityOf(getOwn(path, parameter))) ?? getOwn(path, parameter));
    return answer({ ...invocation, path });
  };
}
