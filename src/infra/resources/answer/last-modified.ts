import { prepared, type Row } from '../../db/database.ts';
import { fitsHeader } from '../../http/response/response-headers.ts';
import { qualified } from '../schema/table.ts';
import type { Serving } from '../serving.ts';
import { declaredHeader } from './urls.ts';

/**
 * When a row was last written, as the contract declares `Last-Modified`: an HTTP date, or RFC 3339. Asked for only where
 * it is declared.
 *
 * @returns `undefined` where it is not declared, fits in neither form, or the row is gone
 */
export function lastModifiedOf({
  service: { contract },
  operation,
  store: { table, database },
}: Serving): (row: Row, status: number) => Promise<string | undefined> {
  const statement = prepared(`select _updated_at from ${qualified(table)} where _key = $1`);
  return async (row, status) => {
    const declared = declaredHeader(operation.operation, status, 'last-modified');
    if (declared === undefined) return undefined;
    const [found] = await database.query(statement, [row['_key']]);
    if (found === undefined) return undefined;
    const moment = new Date(String(found['_updated_at']));
    return [moment.toUTCString(), moment.toISOString()].find((text) => fitsHeader(contract, declared, text));
  };
}
