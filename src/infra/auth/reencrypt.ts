import type { PersonalData } from './personal-data.ts';

const BATCH = 200;

/** A row with encrypted columns, by column name; absent values are `null`. */
export interface EncryptedRow {
  id: string;
  values: Readonly<Record<string, string | null>>;
}

/** A table with encrypted columns, as re-encryption needs it. */
export interface EncryptedTable {
  /** `accounts`. */
  name: string;
  count(): Promise<number>;
  /** Rows after an id, in the order of their ids. */
  after(id: string | undefined, limit: number): Promise<EncryptedRow[]>;
  /**
   * Writes new values in place of exactly the old ones.
   *
   * @returns false when the row changed meanwhile: whoever changed it has encrypted it with the current key
   */
  replace(id: string, from: EncryptedRow['values'], to: EncryptedRow['values']): Promise<boolean>;
}

export interface Progress {
  table: string;
  done: number;
  total: number;
  changed: number;
}

/**
 * Encrypts every value anew that an older key encrypted, in small batches so that nobody waits for a lock. Can be
 * stopped and begun again at any time: what is current already is passed over.
 *
 * @param onProgress called after each batch
 */
export async function reencrypt(
  table: EncryptedTable,
  personalData: PersonalData,
  onProgress: (progress: Progress) => void,
): Promise<Progress> {
  const progress = { table: table.name, done: 0, total: await table.count(), changed: 0 };
  let rows = await table.after(undefined, BATCH);
  while (rows.length > 0) {
    // Together, as far as the connections go: each row is a transaction of its own, which the disk is waited for.
    const changed = await Promise.all(rows.map(renew));
    progress.changed += changed.filter(Boolean).length;
    progress.done += rows.length;
    onProgress({ ...progress });
    rows = await table.after(rows.at(-1)?.id, BATCH);
  }
  return progress;

  /** @returns whether the row was changed */
  async function renew({ id, values }: EncryptedRow): Promise<boolean> {
    const stale = Object.entries(values).flatMap(([column, value]): [string, string][] =>
      value === null || personalData.isCurrent(value) ? [] : [[column, value]],
    );
    if (stale.length === 0) return false;
    const to = stale.map(([column, value]): [string, string] => [column, anew(`${table.name}.${column}`, value)]);
    return await table.replace(id, Object.fromEntries(stale), Object.fromEntries(to));
  }

  function anew(column: string, value: string): string {
    return personalData.encrypt(personalData.decrypt(value, column), column);
  }
}
