import type { Ajv, FuncKeywordDefinition, SchemaValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { NUMBER_FORMATS } from './doubles.ts';
import { addStep } from './work.ts';

/** Marks a schema whose every use counts as a step of work. */
export const STEP = 'x-plumbline-step';

/** Shorter texts are all that these formats have; so long a one need not be looked at. */
const MOST_TEXT = 8192;
const SHORT = ['date', 'time', 'date-time', 'iso-time', 'iso-date-time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'regex', 'uuid'] as const; // prettier-ignore

/**
 * The formats of strings, each in time that is proportional to the text. `url` is no format of JSON Schema; the package's
 * own check of it backtracks, and refuses every private address, a development server's among them.
 */
export const FORMATS = {
  ...fullFormats,
  ...NUMBER_FORMATS,
  url: fullFormats.uri,
  ...Object.fromEntries(SHORT.map((name) => [name, short(fullFormats[name])])),
};

function short(format: unknown): (text: string) => boolean {
  const { validate = format } = format as { validate?: unknown };
  const test = validate instanceof RegExp ? (text: string) => validate.test(text) : (validate as typeof isShort);
  const isShort = (text: string): boolean => text.length <= MOST_TEXT && test(text);
  return isShort;
}

/**
 * Gives a compiler of schemas the keywords that its own are too slow for: `uniqueItems` compared each object with each
 * other, and `enum` each value with each allowed one.
 */
export function addLinearKeywords(ajv: Pick<Ajv, 'addKeyword' | 'removeKeyword'>): void {
  for (const keyword of ['uniqueItems', 'enum']) ajv.removeKeyword(keyword);
  ajv.addKeyword(uniqueItems);
  ajv.addKeyword(oneOfValues);
  ajv.addKeyword({
    keyword: STEP,
    // Before what looks into the value: a branch that fails at once was entered all the same.
    before: '$ref',
    validate: () => {
      addStep();
      return true;
    },
  });
}

const uniqueItems: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  errors: true,
  compile(isUnique: boolean) {
    const check: SchemaValidateFunction = (items: unknown[]) => {
      if (!isUnique || items.length < 2) return true;
      const positions = new Map<unknown, number>();
      for (const [i, item] of items.entries()) {
        const key = identityOf(item);
        const j = positions.get(key);
        if (j !== undefined) {
          const message = `must NOT have duplicate items (items ## ${j} and ${i} are identical)`;
          check.errors = [{ keyword: 'uniqueItems', message, params: { i, j } }];
          return false;
        }
        positions.set(key, i);
      }
      return true;
    };
    return check;
  },
};

const oneOfValues: FuncKeywordDefinition = {
  keyword: 'enum',
  schemaType: 'array',
  errors: true,
  compile(values: unknown[]) {
    const allowed = new Set(values.map(identityOf));
    const check: SchemaValidateFunction = (value: unknown) => {
      if (allowed.has(identityOf(value))) return true;
      const message = 'must be equal to one of the allowed values';
      check.errors = [{ keyword: 'enum', message, params: { allowedValues: values } }];
      return false;
    };
    return check;
  },
};

/** Equal JSON values have the same identity, others another: scalars are their own, the rest is text in one order. */
function identityOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? `json ${canonical(value)}`
    : typeof value === 'string'
      ? `text ${value}`
      : value;
}

function canonical(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
