import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { violations } from '@plumbline/contract/check';
import type { Contract, Schema } from '@plumbline/contract/contract';
import { sample } from '@plumbline/contract/sample/sample';
import { resolve } from '@plumbline/contract/schema';
import type { Identity, Resource } from '../resource.ts';

/**
 * Makes identifiers for items whose creator brings none: UUIDs of version 7 (they sort by time, which keeps the index
 * compact), else text that the identifier's schema accepts.
 *
 * @returns `undefined` for numbers, which the database hands out
 */
export function identifierMaker(contract: Contract, { type, schema }: Identity): () => string | undefined {
  if (type === 'bigint') return () => undefined;
  if (type === 'uuid' || violations(contract, schema, uuidV7(), 'response').length === 0) return uuidV7;
  const bare = withoutExample(contract, schema);
  return () => String(sample(contract, bare, { seed: randomUUID(), view: 'response' }));
}

/**
 * The same for a property that identifies items beside their identity. Text is digits where it may be: some answers show
 * as a number what others show as text.
 */
export function alternativeMaker(contract: Contract, { properties }: Resource, name: string): () => unknown {
  const { schema = true, type } = properties.find((property) => property.name === name) ?? {};
  const fits = (value: unknown): boolean => violations(contract, schema, value, 'response').length === 0;
  const digits = (): number => 10_000 + randomInt(2 ** 31 - 10_000);
  if (type !== 'text' && fits(digits())) return digits;
  if (type === 'text' && fits(String(digits()))) return () => String(digits());
  return identifierMaker(contract, { type: type === 'uuid' ? 'uuid' : 'text', schema, column: '' });
}

/** A schema whose samples differ by their seed: an example would be the same for every item. */
export function withoutExample(contract: Contract, schema: Schema): Schema {
  const bare = { ...resolve(contract, schema) };
  delete bare.example;
  delete bare.examples;
  delete bare.default;
  return bare;
}

/** RFC 9562, section 5.7: 48 bits of milliseconds, then random. */
export function uuidV7(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
