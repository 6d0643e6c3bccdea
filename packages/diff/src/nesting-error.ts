/** Schemas are nested more deeply than they can be compared. */
export class NestingError extends Error {
  constructor(deepest: number, at: string) {
    super(
      `${at} is nested more than ${deepest} levels deep, which is the limit of the comparison. ` +
        'Shorten the chain of schemas, for instance by one that refers to itself, or compare the contracts without ' +
        'this part.',
    );
    this.name = 'NestingError';
  }
}
