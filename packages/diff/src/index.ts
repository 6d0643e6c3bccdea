/** Finds the changes between two OpenAPI contracts, and which of them break clients. */
export type { Change } from './change.ts';
export { compareContracts } from './compare.ts';
export { NestingError } from './nesting-error.ts';
export { changesAsJson, changesAsMarkdown, changesAsText } from './present.ts';
