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
  return {
    get: () => (value ??= make()),
    set: (next) => {
      value = Promise.resolve(next);
    },
    spoil: () => {
      value = undefined;
    },
  };
}
