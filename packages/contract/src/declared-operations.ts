import { ADDITIONAL_METHODS, METHODS, type Method } from './methods.ts';
import { isMembers, membersOf, type Members } from './json.ts';

/** One operation of a path item. */
export interface DeclaredOperation {
  method: Method;
  operation: Members;
  /** Keys from the path item to it: `['get']`, `['additionalOperations', 'COPY']`. */
  at: readonly string[];
}

/** `additionalOperations` writes methods in capitals. */
const ADDITIONAL = new Map(ADDITIONAL_METHODS.map((method) => [method.toUpperCase(), method] as const));

/** Whether `additionalOperations` can be served under that name. */
export function isAdditionalMethod(name: string): boolean {
  return ADDITIONAL.has(name);
}

/** Every operation of a path item, those on methods of its own first. */
export function declaredOperations(item: Members): DeclaredOperation[] {
  const own = METHODS.flatMap((method) => {
    const operation = item[method];
    return isMembers(operation) ? [{ method, operation, at: [method] }] : [];
  });
  const additional = Object.entries(membersOf(item.additionalOperations)).flatMap(([name, operation]) => {
    const method = ADDITIONAL.get(name);
    return method !== undefined && isMembers(operation)
      ? [{ method, operation, at: ['additionalOperations', name] }]
      : [];
  });
  return [...own, ...additional];
}
