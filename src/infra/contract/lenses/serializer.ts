import type { Contract, Schema } from '../contract.ts';
import { projection } from './project.ts';
import { schemaView } from './view.ts';

/** Writes a value as the JSON text that its schema lets out. */
export type Serializer = (value: unknown) => string;

const serializers = new WeakMap<object, Serializer>();

/**
 * The serializer of a response schema, compiled on first use: writeOnly members and members that nobody declares never
 * leave. It does not judge: a value that breaks its schema is written as it is, for the check to report.
 */
export function serializer(contract: Pick<Contract, 'document'>, schema: Schema): Serializer {
  const view = schemaView(contract, 'response');
  const viewed = view.of(schema);
  if (typeof viewed === 'boolean') return writeJson;
  const project = projection(view, viewed);
  const made = serializers.get(viewed) ?? ((value) => writeJson(project(value)));
  serializers.set(viewed, made);
  return made;
}

function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value ?? null);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // A database's 64-bit integers may come as bigint, which JSON.stringify refuses.
    return JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? wholeNumber(member) : member));
  }
}

/** `JSON.rawJSON` keeps every digit; TypeScript does not know it yet. */
function wholeNumber(value: bigint): unknown {
  const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };
  return rawJSON(value.toString());
}
