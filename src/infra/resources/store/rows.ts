import { writeExactJson } from '@plumbline/contract/exact-numbers';
import { getOwn, setOwn } from '@plumbline/contract/json';
import type { Row } from '../../db/database.ts';
import { CODECS, indexedText, type Codec } from './codec.ts';
import type { Index } from '../schema/keys.ts';
import type { Column, Table } from '../schema/table.ts';

/** A JSON object: what one row stands for. */
export type Item = Record<string, unknown>;

/** Columns and parameters for them; jsonb as JSON text. */
export type StoredRow = Record<string, string | number | boolean | null>;

export interface RowMapper {
  /**
   * Every column that holds a part of the item, and `_exact` for what they cannot give back as it is.
   *
   * @param emulated fields of the item that were invented
   */
  toRow(item: Item, emulated?: readonly string[]): StoredRow;
  /** What was stored, deep-equal; without what is never shown when `shown`. */
  toItem(row: Row, view: 'whole' | 'shown'): Item;
  /** The item without what is never shown. */
  shown(item: Item): Item;
  codecOf(column: string): Codec;
}

/** Compiled once a table: no schema is looked at while a request runs. */
export function rowMapper(table: Table, indexes: readonly Index[]): RowMapper {
  const indexed = new Set(indexes.flatMap(({ on }) => on.map((column) => column.replaceAll('"', ''))));
  const codecFor = ({ name, type }: Column): Codec =>
    type === 'text' && (indexed.has(name) || name === table.identity?.column) ? indexedText : CODECS[type];
  const codecs = new Map(table.columns.map((column) => [column.name, codecFor(column)]));
  const members = table.columns.flatMap((column) =>
    column.property
      ? [
          {
            property: column.property.name,
            column: column.name,
            codec: codecFor(column),
            isSecret: column.property.isSecret === true,
          },
        ]
      : [],
  );
  const isJson = new Set(table.columns.filter(({ type }) => type === 'jsonb').map(({ name }) => name));
  const named = new Set(members.map(({ property }) => property));
  const hidden = new Set(table.resource.properties.flatMap(({ name, writeOnly }) => (writeOnly ? [name] : [])));

  return {
    toRow(item, emulated = []) {
      const row: StoredRow = {};
      const exact: Item = {};
      for (const { property, column, codec, isSecret } of members) {
        const value = isSecret ? undefined : getOwn(item, property);
        const parameter = value === undefined || value === null ? undefined : codec.encode(value);
        setOwn(row, column, parameter ?? null);
        if (value === undefined || isJson.has(column)) {
          if (value === null) setOwn(exact, property, null);
        } else if (parameter === undefined || !givesBack(codec, parameter, value)) setOwn(exact, property, value);
      }
      for (const property of Object.keys(item))
        if (!named.has(property)) setOwn(exact, property, getOwn(item, property));
      row['_exact'] = Object.keys(exact).length === 0 ? null : writeExactJson(exact);
      row['_emulated'] = emulated.length === 0 ? null : JSON.stringify([...new Set(emulated)]);
      return row;
    },
    toItem(row, view) {
      const item: Item = {};
      for (const { property, column, codec } of members) {
        if (view === 'shown' && hidden.has(property)) continue;
        const stored = getOwn(row, column);
        if (stored !== null && stored !== undefined) setOwn(item, property, codec.decode(stored));
      }
      const exact = row['_exact'];
      if (exact === null || exact === undefined) return item;
      for (const [property, value] of Object.entries(exact)) {
        if (view === 'whole' || !hidden.has(property)) setOwn(item, property, value);
      }
      return item;
    },
    shown(item) {
      if (hidden.size === 0) return item;
      return Object.fromEntries(Object.entries(item).filter(([name]) => !hidden.has(name)));
    },
    codecOf(column) {
      const codec = codecs.get(column);
      if (codec === undefined) throw new Error(`Table ${table.name} has no column ${column}`);
      return codec;
    },
  };
}

/** Whether reading the column gives what was sent. The driver's text for a time is what `encode` made, but for blanks. */
function givesBack(codec: Codec, parameter: string | number | boolean, value: unknown): boolean {
  // The columns of whole numbers give back every digit.
  if (typeof value === 'bigint') return parameter === String(value);
  if (codec !== CODECS.timestamptz) return parameter === value;
  // Seconds, then no fraction, or one of 3 to 6 digits that PostgreSQL would not shorten.
  return parameter === value && /T[\d:]{8}(\.(?!000Z)\d{3}|\.\d{3}\d{0,2}[1-9])?Z$/.test(String(value));
}
