/**
 * JSON numbers without loss: a whole number that a double cannot hold exactly is a `bigint`, every other number is a
 * `number` of the same decimal value, and a literal that is neither is reported instead of rounded
 * (docs/decisions/0014).
 */

/** A number literal that cannot be kept: it has more digits than a double, or is out of its range. */
export class UnkeepableNumber {
  readonly literal: string;
  constructor(literal: string) {
    this.literal = literal;
  }
}

/**
 * Text in which a number may lose digits: 16 digits or more, or an exponent. It looks only where a number can begin, so
 * that identifiers and times in strings do not count, and reads each character once.
 */
const MAY_LOSE_DIGITS = /(?:^|[[:,\s])-?(?:\d{16}|[\d.]{17}|[\d.]+[eE])/;

/**
 * Parses JSON text. Numbers that cannot be kept are `UnkeepableNumber`s in the result.
 *
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseExactJson(text: string): unknown {
  if (!MAY_LOSE_DIGITS.test(text)) return JSON.parse(text) as unknown;
  return JSON.parse(text, (_name, value: unknown, context?: { source?: string }) => {
    const literal = context?.source;
    if (typeof value !== 'number' || literal === undefined) return value;
    return exactNumber(literal) ?? new UnkeepableNumber(literal);
  });
}

/** Writes JSON text with every digit of whole numbers. Values without a `bigint` take no longer than usual. */
export function writeExactJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? rawNumber(member) : member));
  }
}

/** `JSON.rawJSON` keeps every digit; TypeScript does not know it yet. */
function rawNumber(value: bigint): unknown {
  const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };
  return rawJSON(value.toString());
}

/** The value of a number literal; `undefined` where it cannot be kept. */
export function exactNumber(literal: string): number | bigint | undefined {
  const value = Number(literal);
  if (literal.length < 16 && !/[eE]/.test(literal)) return value;
  const sent = decimalOf(literal);
  if (sent === undefined || !Number.isFinite(value)) return undefined;
  if (sent.exponent >= 0 && !Number.isSafeInteger(value)) {
    return BigInt(sent.sign + sent.digits + '0'.repeat(sent.exponent));
  }
  const kept = decimalOf(String(value));
  const isSame = kept?.digits === sent.digits && (kept.exponent === sent.exponent || sent.digits === '0');
  return isSame ? value : undefined;
}

/** A whole number as text that a database gave: `number` where that is exact. */
export function exactInteger(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

interface Decimal {
  sign: string;
  /** Significant digits, without zeros around them. */
  digits: string;
  exponent: number;
}

function decimalOf(literal: string): Decimal | undefined {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  if (whole === '') return undefined;
  const all = whole + fraction;
  let [start, end] = [0, all.length];
  while (start < end && all[start] === '0') start += 1;
  while (end > start && all[end - 1] === '0') end -= 1;
  if (start === end) return { sign, digits: '0', exponent: 0 };
  return { sign, digits: all.slice(start, end), exponent: Number(power) - fraction.length + (all.length - end) };
}
