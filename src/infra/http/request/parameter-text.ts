import type { Parameter } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';

const DELIMITERS: Readonly<Record<string, RegExp>> = {
  form: /,/,
  simple: /,/,
  spaceDelimited: /%20|\+| /,
  pipeDelimited: /\||%7C/i,
};

/** `.a.b` of style label and `;id=a,b` of style matrix without what announces them. */
export function unprefixed(raw: string, { style, name }: Parameter): string {
  if (style === 'label') return raw.startsWith('.') ? raw.slice(1) : raw;
  if (style !== 'matrix') return raw;
  const bare = raw.startsWith(';') ? raw.slice(1) : raw;
  return bare.startsWith(`${name}=`) ? bare.slice(name.length + 1) : bare;
}

/** The elements of an array, still encoded. */
export function splitElements(bare: string, { style, explode }: Parameter): string[] {
  if (style === 'matrix' && explode) return bare.split(';').map((part) => part.slice(part.indexOf('=') + 1));
  if (style === 'label') return bare.split(labelSeparator(bare, explode));
  const parts = bare.split(getOwn(DELIMITERS, style) ?? /,/);
  return style === 'simple' ? parts.map((part) => part.trim()) : parts;
}

/**
 * The members of an object, still encoded: `role,admin,name,Ann`, or exploded `role=admin,name=Ann`.
 *
 * @returns nothing where the text is not of that form
 */
export function splitMembers(bare: string, { style, explode }: Parameter): [string, string][] | undefined {
  if (explode) {
    const parts = bare.split(style === 'label' ? '.' : style === 'matrix' ? ';' : ',').map((part) => part.trim());
    const pairs = parts.map((part): [string, string] => [
      part.slice(0, part.indexOf('=')),
      part.slice(part.indexOf('=') + 1),
    ]);
    return parts.every((part) => part.indexOf('=') > 0) ? pairs : undefined;
  }
  const parts = splitElements(bare, { style } as Parameter);
  if (parts.length % 2 !== 0) return undefined;
  return parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : []));
}

/** OpenAPI 3.0 wrote `.blue.black` where RFC 6570, and OpenAPI since, write `.blue,black`. */
function labelSeparator(bare: string, explode: boolean): string {
  return explode || !bare.includes(',') ? '.' : ',';
}
