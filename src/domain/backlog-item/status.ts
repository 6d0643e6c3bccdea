/** Where an item can stand, in the order in which it gets there. */
const STATUSES = ['draft', 'ready', 'in-progress', 'done'] as const;

export type BacklogItemStatus = (typeof STATUSES)[number];

/** Items go one step at a time, forth or back. */
export function isStep(from: BacklogItemStatus, to: BacklogItemStatus): boolean {
  return Math.abs(STATUSES.indexOf(from) - STATUSES.indexOf(to)) === 1;
}
