import { isEqual } from '@plumbline/contract/sample/json-value';
import type { Contract, Schema, SchemaObject } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import { resolve } from '@plumbline/contract/schema';

/** Formats of texts that mean the same in large and in small letters. */
const WITHOUT_CASE: ReadonlySet<unknown> = new Set(['email', 'idn-email', 'hostname', 'idn-hostname', 'uuid']);

/**
 * Whether a value that is shown means what was sent: the same moment in another offset, the same address in small
 * letters, the same set in another order. What is shown besides is not judged, nor what has another form altogether,
 * as the object that an identifier names.
 */
export function isSameValue(contract: Contract, schema: Schema | undefined, sent: unknown, shown: unknown): boolean {
  if (isEqual(sent, shown)) return true;
  const parts = partsOf(contract, schema ?? true);
  if (typeof sent === 'string' && typeof shown === 'string') {
    return isSameText(new Set(parts.map(({ format }) => format)), sent, shown);
  }
  if (Array.isArray(sent) && Array.isArray(shown)) {
    const items = parts.map((part) => part.items).find((each) => each !== undefined);
    // Values of a list that the contract gives are flags: each is set or not.
    const isSet =
      parts.some(({ uniqueItems }) => uniqueItems === true) ||
      partsOf(contract, items ?? true).some((part) => part.enum !== undefined);
    if (isSet) return isEqual(distinct(sent), distinct(shown));
    return (
      sent.length === shown.length && sent.every((each, index) => isSameValue(contract, items, each, shown[index]))
    );
  }
  if (isMembers(sent) && isMembers(shown)) {
    const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {})) as Record<string, Schema>;
    return Object.entries(sent).every(
      ([name, value]) => !Object.hasOwn(shown, name) || isSameValue(contract, properties[name], value, shown[name]),
    );
  }
  return (
    typeof sent !== typeof shown || sent === null || shown === null || Array.isArray(sent) !== Array.isArray(shown)
  );
}

function isSameText(formats: ReadonlySet<unknown>, sent: string, shown: string): boolean {
  // Letters may be composed or not (Unicode, NFC), and look the same.
  if (sent.normalize() === shown.normalize()) return true;
  if (formats.has('date-time') && Math.abs(Date.parse(sent) - Date.parse(shown)) <= 1) return true;
  const isSpeltFreely = [...formats].some((format) => WITHOUT_CASE.has(format));
  return isSpeltFreely && sent.normalize().toLowerCase() === shown.normalize().toLowerCase();
}

/** A schema and those that it is made of. */
function partsOf(contract: Contract, schema: Schema, depth = 0): SchemaObject[] {
  const found = resolve(contract, schema);
  const { allOf = [], anyOf = [], oneOf = [] } = found;
  if (depth > 4) return [found];
  return [found, ...[...allOf, ...anyOf, ...oneOf].flatMap((part) => partsOf(contract, part, depth + 1))];
}

function distinct(values: readonly unknown[]): string[] {
  return [...new Set(values.map((value) => JSON.stringify(value)))].toSorted();
}
