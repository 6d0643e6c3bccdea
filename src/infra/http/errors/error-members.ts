import { STATUS_CODES } from 'node:http';
import type { FieldProblem } from '../../../domain/errors.ts';
import type { Contract, Schema } from '@plumbline/contract/contract';
import { acceptedTypes } from '../request/coerce.ts';
import type { Refusal } from './errors.ts';
import { itemSchema, objectParts } from '../request/schema-parts.ts';

export interface ErrorFacts extends Refusal {
  requestId: string;
  /** What a title says, where it is not the usual words for the status. */
  title?: string;
  /** The path of the request, without its query. */
  path?: string;
}

/** What a member of a foreign error body says, by its name without case and punctuation. */
const MEANINGS: readonly (readonly [RegExp, (facts: ErrorFacts, types: ReadonlySet<string>) => unknown])[] = [
  [
    /^(?:error)?(?:message|msg|description|detail|reason|text|summary)$|^(?:developer|user)message$/,
    ({ message }) => message,
  ],
  [/^title$/, ({ status, message, title }) => title ?? STATUS_CODES[status] ?? message],
  [/^(?:http)?status(?:code)?$/, ({ status }, types) => (types.has('string') ? String(status) : status)],
  [/^(?:error)?code$|^errortype$/, ({ code, status }, types) => (types.has('string') ? code : status)],
  [/^type$/, ({ code }) => code],
  [/^(?:request|trace|correlation|error)id$/, ({ requestId }) => requestId],
  [/^(?:success|ok)$/, () => false],
  [
    /^(?:timestamp|time|date|datetime|(?:occurred|created)at)$/,
    (_facts, types) => (types.has('string') ? new Date().toISOString() : Date.now()),
  ],
  [/^(?:field|param|parameter|property|pointer|location|path|name|source)$/, ({ details }) => details[0]?.field],
];

const MAX_DEPTH = 4;

/**
 * What is known of an error, under the names that a schema declares for it: `message`, `error_description` or `detail`
 * alike hold the message, `errors` or `details` one entry a field. `fillError` fills in the rest.
 */
export function errorMembers(contract: Contract, schema: Schema, facts: ErrorFacts, depth = 0): unknown {
  const types = acceptedTypes(contract, schema);
  if (depth > MAX_DEPTH) return undefined;
  if (types.has('object') && !types.has('string')) return objectMembers(contract, schema, facts, depth);
  if (types.has('array') && !types.has('string')) return listMembers(contract, schema, facts, depth);
  return types.has('string') ? facts.message : undefined;
}

function objectMembers(contract: Contract, schema: Schema, facts: ErrorFacts, depth: number): unknown {
  const { properties, additional } = objectParts(contract, schema);
  if (properties.size === 0 && additional !== undefined) return byField(contract, additional, facts, depth);
  const members = [...properties].flatMap(([name, property]) => {
    const value = memberValue(contract, name, property, facts, depth);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(members);
}

function memberValue(contract: Contract, name: string, schema: Schema, facts: ErrorFacts, depth: number): unknown {
  const types = acceptedTypes(contract, schema);
  const isScalar = types.has('string') || types.has('integer') || types.has('number') || types.has('boolean');
  const bare = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  // The error itself has the address of the request; its entries have the place of a field.
  if (depth === 0 && /^(?:path|instance|uri|url)$/.test(bare) && types.has('string') && facts.path !== undefined)
    return facts.path;
  const meaning = MEANINGS.find(([pattern]) => pattern.test(bare));
  if (meaning !== undefined && isScalar) return meaning[1](facts, types);
  if (/^errors?$|^fault$|^problem$/.test(bare) || !isScalar) return errorMembers(contract, schema, facts, depth + 1);
  return undefined;
}

/** One entry a problem; the refusal itself where it names no field. */
function listMembers(contract: Contract, schema: Schema, facts: ErrorFacts, depth: number): unknown {
  const items = itemSchema(contract, schema);
  const problems: readonly FieldProblem[] =
    facts.details.length > 0 ? facts.details : [{ field: '', message: facts.message }];
  const isText = acceptedTypes(contract, items).has('string');
  return problems.map(({ field, message }) =>
    isText
      ? [field, message].filter((part) => part !== '').join(' ')
      : errorMembers(
          contract,
          items,
          { ...facts, message, details: field === '' ? [] : [{ field, message }] },
          depth + 1,
        ),
  );
}

/** `{ "body.name": ["must not be empty"] }` */
function byField(contract: Contract, entry: Schema, facts: ErrorFacts, depth: number): unknown {
  const fields = Map.groupBy(facts.details, ({ field }) => field);
  const entries = [...fields].map(([field, details]) => {
    const message = details.map((detail) => detail.message).join('; ');
    return [field, errorMembers(contract, entry, { ...facts, message, details: [] }, depth + 1)] as const;
  });
  return Object.fromEntries(entries);
}
