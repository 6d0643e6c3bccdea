import { writeExactJson } from '../exact-numbers.ts';
import type { Contract, Schema, SchemaObject } from '../contract.ts';
import { members } from '../views/hidden.ts';
import { isSchema, schemaMap } from '../views/keywords.ts';

type Documented = Pick<Contract, 'document'>;

/** The `xml` object of OpenAPI 3.1 (4.8.26). */
interface XmlHints {
  name?: string;
  namespace?: string;
  prefix?: string;
  attribute?: boolean;
  wrapped?: boolean;
}

/** Writes a JSON value as the XML that its schema describes: `xml.name`, `attribute`, `wrapped`, `prefix`, `namespace`. */
export function xmlText(contract: Documented, schema: Schema, value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(contract, schema, referenceName(schema) ?? 'root', value, true)}`;
}

/** @param isRoot a root is one element, so an array there is wrapped whatever it says */
function element(contract: Documented, schema: Schema, name: string, value: unknown, isRoot = false): string {
  const parts = members(contract, schema, true);
  const hints = hintsOf(parts);
  const tag = qualified(hints, name);
  const namespace =
    hints.namespace === undefined
      ? ''
      : ` xmlns${hints.prefix ? `:${hints.prefix}` : ''}="${escaped(hints.namespace)}"`;
  if (Array.isArray(value)) {
    const items = parts.map((part) => part.items).find(isSchema) ?? true;
    const isWrapped = hints.wrapped === true || isRoot;
    const itemName = isWrapped && !isRoot ? name : (referenceName(items) ?? name);
    const inner = value.map((item) => element(contract, items, isRoot ? itemName : tag, item)).join('');
    return isWrapped ? `<${tag}${namespace}>${inner}</${tag}>` : inner;
  }
  if (typeof value !== 'object' || value === null) return `<${tag}${namespace}>${scalar(value)}</${tag}>`;
  const properties = parts.flatMap((part) => Object.entries(schemaMap(part.properties) ?? {}));
  const declared = new Map<string, Schema>(properties);
  const attributes: string[] = [];
  const inner = Object.entries(value).map(([key, member]: [string, unknown]) => {
    const property = declared.get(key) ?? true;
    const memberHints = hintsOf(members(contract, property, true));
    if (memberHints.attribute !== true) return element(contract, property, key, member);
    attributes.push(` ${qualified(memberHints, key)}="${scalar(member)}"`);
    return '';
  });
  return `<${tag}${namespace}${attributes.join('')}>${inner.join('')}</${tag}>`;
}

function hintsOf(parts: readonly SchemaObject[]): XmlHints {
  return Object.assign({}, ...parts.map((part) => part['xml'] ?? {}).reverse()) as XmlHints;
}

function qualified({ name, prefix }: XmlHints, otherwise: string): string {
  const local = (name ?? otherwise).replace(/[^\w.-]/g, '_').replace(/^(?=[\d.-])/, '_');
  return prefix ? `${prefix}:${local}` : local;
}

function referenceName(schema: Schema): string | undefined {
  return typeof schema === 'object' ? schema.$ref?.slice(schema.$ref.lastIndexOf('/') + 1) : undefined;
}

function scalar(value: unknown): string {
  if (value === null || value === undefined) return '';
  return escaped(typeof value === 'string' ? value : writeExactJson(value));
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
