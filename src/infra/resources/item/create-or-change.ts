import type { Row } from '../../db/database.ts';
import { TakenIdentifierError } from '../store/key-error.ts';

/**
 * Creates what is not there. Of several who do so at once one makes it; the others find it there and change it.
 *
 * @param create makes it @param change changes what is there; `undefined` where nothing is
 * @returns the row, and whether it is new
 */
export async function createOrChange(
  create: () => Promise<Row>,
  change: () => Promise<Row | undefined>,
): Promise<{ row: Row; isNew: boolean }> {
  try {
    return { row: await create(), isNew: true };
  } catch (error) {
    const row = error instanceof TakenIdentifierError ? await change() : undefined;
    if (row === undefined) throw error;
    return { row, isNew: false };
  }
}
