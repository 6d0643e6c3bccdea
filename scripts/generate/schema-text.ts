import { relative } from 'node:path';
import type { Contract, Schema } from '@plumbline/contract/contract';

/** The folder that the page is written to, which its links start from. */
const PAGES = 'docs';

/**
 * A schema in a few words of Markdown: the name of a component, linked to the file that it is written in, or what the
 * schema asks for (`integer, 1 to 100`).
 */
export function schemaText(contract: Contract, schema: Schema | undefined): string {
  if (schema === undefined || typeof schema === 'boolean') return 'anything';
  if (schema.$ref !== undefined) return componentLink(contract, schema.$ref);
  if (schema.enum) return `one of ${schema.enum.map(asCode).join(', ')}`;
  if (schema.const !== undefined) return asCode(schema.const);
  if (schema.items !== undefined) return `list of ${schemaText(contract, schema.items)}${range(schema, 'Items')}`;
  const type = [schema.type ?? 'anything'].flat().join(' or ');
  const format = typeof schema.format === 'string' ? ` (${schema.format})` : '';
  return `${type}${format}${range(schema, 'Length')}${bounds(schema['minimum'], schema['maximum'])}`;
}

function componentLink(contract: Contract, ref: string): string {
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  const file = contract.locate(ref.slice(1))?.file;
  return file === undefined ? name : `[${name}](${relative(PAGES, file)})`;
}

function range(schema: Exclude<Schema, boolean>, what: 'Items' | 'Length'): string {
  const unit = what === 'Items' ? ' items' : ' characters';
  const text = bounds(schema[`min${what}`], schema[`max${what}`]);
  return text === '' ? '' : text + unit;
}

function bounds(minimum: unknown, maximum: unknown): string {
  const least = typeof minimum === 'number' ? minimum : undefined;
  const most = typeof maximum === 'number' ? maximum : undefined;
  if (least === undefined) return most === undefined ? '' : `, at most ${most}`;
  return most === undefined ? `, at least ${least}` : `, ${least} to ${most}`;
}

function asCode(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
