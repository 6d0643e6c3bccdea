import type { Place } from './contract.ts';

/** One thing that keeps a contract from being loaded: what is wrong and what to do. */
export interface Problem {
  message: string;
  place?: Place;
}

/**
 * The contract cannot be loaded. Everything that was found wrong is in it at once; `message` is readable as it stands,
 * one line a problem, each with `file:line:column` where there is one.
 */
export class ContractError extends Error {
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[], options?: ErrorOptions) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(`${file} cannot be loaded, ${count}:\n${problems.map(line).join('\n')}`, options);
    this.name = 'ContractError';
    this.problems = problems;
  }
}

/** `file:line:column`, as editors and terminals make a link of it. */
export function placeText(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}

function line({ message, place }: Problem): string {
  return place ? `  ${placeText(place)}  ${message}` : `  ${message}`;
}
