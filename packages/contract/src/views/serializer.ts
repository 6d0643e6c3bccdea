import type { Contract, Schema } from '../contract.ts';
import { writeExactJson } from '../exact-numbers.ts';
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
  if (typeof viewed === 'boolean') return (value) => writeExactJson(value ?? null);
  const project = projection(view, viewed);
  const made = serializers.get(viewed) ?? ((value) => writeExactJson(project(value) ?? null));
  serializers.set(viewed, made);
  return made;
}
