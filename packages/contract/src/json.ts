/** A JSON object whose members are not known yet: what a source document is made of. */
export type Members = Record<string, unknown>;

/** True for a JSON object: not null, not an array. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one for anything else, so that what is missing needs no special case. */
export function membersOf(value: unknown): Members {
  return isMembers(value) ? value : {};
}

/** The value as an array; an empty one for anything else. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value if it is a string. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A copy without the named members. */
export function without(members: Members, ...names: string[]): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}

/**
 * A member of a JSON object, whatever its name: `constructor` and `toString` of an object that has no such member are
 * not those that every JavaScript object inherits.
 */
export function getOwn<T>(members: Readonly<Record<string, T>> | null | undefined, name: string): T | undefined;
export function getOwn(members: object, name: string): unknown;
export function getOwn(members: object | null | undefined, name: string): unknown {
  return members && Object.hasOwn(members, name) ? (members as Members)[name] : undefined;
}

/** Sets a member, whatever its name: assigning to `__proto__` would change the prototype instead. */
export function setOwn<T>(members: Record<string, T>, name: string, value: NoInfer<T>): void {
  if (name === '__proto__') {
    Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
  } else members[name] = value;
}
