import { declaredOperations } from '../declared-operations.ts';
import { heal, type Draft } from '../draft.ts';
import { membersOf, type Members } from '../json.ts';
import { pointerToken } from '../schema.ts';

/**
 * Gives every operation an id of its own. Missing ones are made from method and path, `getUsersByUserId`; of duplicates
 * the first keeps the name, the others get a number. The same contract always gets the same ids.
 */
export function uniqueOperationIds(draft: Draft): void {
  const operations = operationsOf(draft.document);
  const declared = new Set(operations.map(({ operation }) => operation.operationId));
  const taken = new Set<string>();
  for (const { operation, method, path, pointer } of operations) {
    const written = typeof operation.operationId === 'string' ? operation.operationId : '';
    const wanted = written || synthesised(method, path);
    const isFree = (id: string) => !taken.has(id) && (id === written || !declared.has(id));
    let id = wanted;
    for (let number = 2; !isFree(id); number += 1) id = `${wanted}${number}`;
    taken.add(id);
    operation.operationId = id;
    if (!written) heal(draft, 'missing-operation-id', pointer, `No operationId; it is called ${id}.`);
    else if (id !== written) {
      const message = `The operationId ${written} is taken by an earlier operation; this one is called ${id}.`;
      heal(draft, 'duplicate-operation-id', `${pointer}/operationId`, message);
    }
  }
}

interface Found {
  operation: Members;
  method: string;
  path: string;
  pointer: string;
}

function operationsOf(document: Members): Found[] {
  return Object.entries(membersOf(document.paths)).flatMap(([path, item]) =>
    declaredOperations(membersOf(item)).map(({ operation, method, at }) => ({
      operation,
      method,
      path,
      pointer: `/paths/${[path, ...at].map(pointerToken).join('/')}`,
    })),
  );
}

function synthesised(method: string, path: string): string {
  const words = path.split('/').map((segment) => {
    const name = segment.replaceAll(/\{[^}]*\}/gu, (parameter) => ` by ${parameter.slice(1, -1)} `);
    return name
      .split(/[^A-Za-z0-9]+/u)
      .map(capitalised)
      .join('');
  });
  return `${method}${words.join('') || 'Root'}`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
