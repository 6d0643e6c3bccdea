import { exactInteger, exactNumber, writeExactJson } from '@plumbline/contract/exact-numbers';
import type { ColumnType } from '../resource.ts';

/** Between a JSON value and what a column of one type takes and gives. */
export interface Codec {
  /** A parameter for the database; `undefined`: the column cannot hold the value, not even nearly. */
  encode(value: unknown): string | number | boolean | undefined;
  /** The JSON value of what the driver gave. What it makes of an encoded value may differ from the original. */
  decode(stored: unknown): unknown;
}

const asIs = (stored: unknown): unknown => stored;

/** Index entries of PostgreSQL end at 2,704 bytes; a longer text is stored up to here, and whole in `_exact`. */
const LONGEST_INDEXED = 500;

const text: Codec = { encode: (value) => (typeof value === 'string' ? value : undefined), decode: asIs };

export const indexedText: Codec = {
  encode: (value) => (typeof value === 'string' ? beginning(value) : undefined),
  decode: asIs,
};

/** Never half a surrogate pair. */
function beginning(value: string): string {
  return value.length <= LONGEST_INDEXED ? value : value.slice(0, LONGEST_INDEXED).replace(/[\ud800-\udbff]$/, '');
}

function whole(smallest: number, largest: number): Codec {
  return {
    encode: (value) =>
      Number.isInteger(value) && (value as number) >= smallest && (value as number) <= largest
        ? (value as number)
        : undefined,
    decode: Number,
  };
}

const LARGEST_INT64 = 2n ** 63n - 1n;

/** 64-bit numbers; drivers give text, `number` or `bigint`. */
const int64: Codec = {
  encode(value) {
    if (Number.isSafeInteger(value)) return value as number;
    if (typeof value !== 'bigint' || value > LARGEST_INT64 || value < -LARGEST_INT64 - 1n) return undefined;
    return String(value);
  },
  decode: (stored) => exactInteger(String(stored)),
};

const numeric: Codec = {
  encode: (value) => (typeof value === 'bigint' ? String(value) : number.encode(value)),
  decode: (stored) => exactNumber(String(stored)) ?? Number(stored),
};

const number: Codec = {
  encode: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
  decode: Number,
};

const UUID = /^(?:urn:uuid:)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

function isDay(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return !value.startsWith('0000') && !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** An instant in UTC with the fraction as it was sent; PostgreSQL keeps six digits of it. */
function encodeInstant(value: unknown): string | undefined {
  const [, day = '', minutes = '', seconds = '', fraction = '', zone = ''] = DATE_TIME.exec(String(value)) ?? [];
  if (typeof value !== 'string' || !isDay(day)) return undefined;
  // The second 60 of a leap is the last one to JavaScript; what was sent stays in `_exact`.
  const time = Date.parse(`${day}T${minutes}:${seconds === '60' ? '59' : seconds}${zone.toUpperCase()}`);
  if (Number.isNaN(time)) return undefined;
  if (zone === 'Z' && seconds < '60' && minutes < '24') return value;
  const utc = new Date(time).toISOString();
  // Beyond the years 1 to 9999 ISO 8601 and PostgreSQL write years differently.
  return /^(?!0000)\d{4}-/.test(utc) ? utc.replace(/\.\d+Z$/, `${fraction.slice(0, 7)}Z`) : undefined;
}

/** PostgreSQL writes `2024-01-01 10:00:00.5+00` in a session at UTC; JSON reads `2024-01-01T10:00:00.500Z`. */
function decodeInstant(stored: unknown): unknown {
  const written = String(stored);
  const fraction = written.slice(19).replace(/\+00$/, '');
  return `${written.slice(0, 10)}T${written.slice(11, 19)}${fraction === '' ? '' : fraction.padEnd(4, '0')}Z`;
}

/** What each type of column takes and gives. Typed columns need not be exact: `_exact` is. */
export const CODECS: Record<ColumnType, Codec> = {
  text,
  boolean: { encode: (value) => (typeof value === 'boolean' ? value : undefined), decode: asIs },
  integer: whole(-2147483648, 2147483647),
  bigint: int64,
  numeric,
  'double precision': number,
  timestamptz: { encode: encodeInstant, decode: decodeInstant },
  date: {
    encode: (value) => (typeof value === 'string' && DATE.test(value) && isDay(value) ? value : undefined),
    decode: asIs,
  },
  uuid: {
    encode: (value) => (typeof value === 'string' ? UUID.exec(value)?.[1]?.toLowerCase() : undefined),
    decode: asIs,
  },
  jsonb: { encode: (value) => writeExactJson(value), decode: asIs },
};
