import type { Place } from '@plumbline/contract/contract';

/** `breaking`: a client that keeps to the base contract can fail. `warning`: it may. `info`: it does not. */
export type Level = 'breaking' | 'warning' | 'info';

/** Where in one of the two contracts a change can be seen. */
export interface ChangePlace {
  /** JSON pointer into the normalised document. */
  pointer: string;
  place?: Place;
}

/** One difference between two contracts that somebody could notice. Plain data. */
export interface Change {
  /** Stable id of the rule that found it, as `request-property-became-required`; `rules.ts` lists all. */
  rule: string;
  level: Level;
  /** `GET /pets/{petId}` as the base writes it, or the revision if it is new; none for the contract as a whole. */
  operation?: string;
  /** One sentence: what changed, and who breaks and how. */
  message: string;
  base?: ChangePlace;
  revision?: ChangePlace;
}

/** Which way values travel: `request` from the client to the service, `response` from the service to the client. */
export type Direction = 'request' | 'response';

/**
 * What a change does to the set of accepted values. `may` where it depends on what the schema cannot say; `differs` where
 * values are lost and others gained; `unknown` where the two sets cannot be compared; `none` where they are the same.
 */
export type Effect = 'narrows' | 'widens' | 'mayNarrow' | 'mayWiden' | 'differs' | 'unknown' | 'none';

/**
 * The one law behind the levels of all schema rules: requests are contravariant (refusing what was accepted breaks
 * clients), responses covariant (sending what was never sent breaks them).
 */
export function levelOf(effect: Effect, direction: Direction): Level {
  const isRequest = direction === 'request';
  switch (effect) {
    case 'differs':
      return 'breaking';
    case 'unknown':
      return 'warning';
    case 'none':
      return 'info';
    case 'narrows':
      return isRequest ? 'breaking' : 'info';
    case 'widens':
      return isRequest ? 'info' : 'breaking';
    case 'mayNarrow':
      return isRequest ? 'warning' : 'info';
    case 'mayWiden':
      return isRequest ? 'info' : 'warning';
  }
}
