/** Something that takes a while to make, kept until it is spoilt. */
export interface Kept<Value> {
  get(): Promise<Value>;
  /** Takes the place of what is kept. */
  set(value: Value): void;
  /** The next to ask gets a new one. */
  spoil(): void;
}

/** Keeps what `make` gives, made when first asked for. */
export function kept<Value>(make: () => Promise<Value>): Kept<Value> {
  let value: Promise<Value> | undefined;
  const making = (): Promise<Value> => {
    const made = make();
    // What failed once may succeed the next time.
    made.catch(() => {
      if (value === made) value = undefined;
    });
    return made;
  };
  return {
    get: () => (value ??= making()),
    set: (next) => {
      value = Promise.resolve(next);
    },
    spoil: () => {
      value = undefined;
    },
  };
}
