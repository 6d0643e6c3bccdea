import fc from 'fast-check';
import type { ContractOperation } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import { isJson } from '@plumbline/contract/media-type';
import { isEqual } from '@plumbline/contract/sample/json-value';
import type { ResourceOperation } from '../../../src/infra/resources/resource.ts';
import { arranged, type Change } from '../arrange.ts';
import { type Bindings } from '../create.ts';
import { judgeEffect, watch } from '../effects/effects.ts';
import { freshValues } from '../fresh-values.ts';
import { fittingPatch, isJsonPatch } from '../json-patch.ts';
import type { RequestValues } from '../request.ts';
import { sampleValues } from '../sample-values.ts';
import { some } from '../some.ts';
import { edgesOf } from '../vary/request-variations.ts';
import { unshowable } from '../vary/showable.ts';
import { areValid } from '../vary/valid-values.ts';
import { applied, type Variation } from '../vary/variation.ts';
import type { Received } from '../verdict.ts';
import { sendArranged, type World } from '../world.ts';
import { isAccepted } from './acceptance.ts';

/** What a check works on: an operation, who serves it, and path values that name what exists. */
export interface Subject {
  operation: ContractOperation;
  derived: ResourceOperation | undefined;
  path: Bindings;
}

/** Valid requests are accepted: every media type, with all that is optional and with none of it, at every edge, and mixed. */
export async function proveValid(world: World, subject: Subject): Promise<void> {
  const { contract, seed, limit } = world;
  const accept = acceptor(world, subject);
  const { operation, path } = subject;
  const mediaTypes = Object.keys(operation.requestBody?.content ?? {});
  for (const optional of ['none', 'some', 'all'] as const) {
    await accept(`valid:${optional}`, sampleValues(contract, operation, { seed, path, optional }));
  }
  for (const mediaType of mediaTypes) {
    for (const body of operation.requestBody?.content[mediaType]?.examples ?? []) {
      const values = sampleValues(contract, operation, { seed, path, mediaType, body });
      if (areValid(contract, operation, values)) await accept('valid:example', values);
    }
    const values = sampleValues(contract, operation, { seed, path, mediaType, optional: 'some' });
    await accept('valid:media-type', values);
  }
  const everything = sampleValues(contract, operation, { seed, path, optional: 'all' });
  const edges = edgesOf(contract, operation, everything).filter(({ pointer }) => !pointer.startsWith('/path/'));
  for (const edge of some(edges, limit, seed)) {
    await accept(`valid:${edge.kind} ${edge.pointer}`, everything, [edge]);
  }
  if (world.examples > 0) await proveMixed(world, subject, accept);
}

/** Random values with several edges at once; what fails is shrunk to the fewest edges that still do. */
async function proveMixed(world: World, subject: Subject, accept: Accept): Promise<void> {
  const { contract, examples, failures } = world;
  const { operation, path } = subject;
  const before = failures.length;
  const requests = fc.record({
    seed: fc.nat(100_000),
    optional: fc.constantFrom('none' as const, 'some' as const, 'all' as const),
    picks: fc.array(fc.nat(10_000), { maxLength: 4 }),
  });
  let smallest: World['failures'] = [];
  const property = fc.asyncProperty(requests, async ({ seed, optional, picks }) => {
    const sampled = sampleValues(contract, operation, { seed, path, optional });
    const taken: Variation[] = [];
    let values = sampled;
    for (const pick of picks) {
      const edges = edgesOf(contract, operation, values).filter(({ pointer }) => !pointer.startsWith('/path/'));
      const edge = edges[pick % edges.length];
      const next = edge && applied(values, edge);
      if (!next || !areValid(contract, operation, next)) continue;
      values = next;
      taken.push(edge);
    }
    await accept('valid:mixed', sampled, taken);
    const found = failures.splice(before);
    if (found.length > 0) smallest = found;
    return found.length === 0;
  });
  await fc.check(property, { seed: world.seed, numRuns: examples, interruptAfterTimeLimit: 10_000 });
  failures.push(...smallest);
}

/**
 * Sends one valid request.
 *
 * @param edges done to the values once they are arranged: what is at an edge is not arranged away
 */
type Accept = (check: string, values: RequestValues, edges?: readonly Variation[]) => Promise<void>;

/** What was done once may be asked for once more; a third time says nothing new. */
const MOST_ALIKE = 2;
/** What so many requests of a kind did is looked at: each costs one or two more. */
const MOST_WATCHED = 3;

function acceptor(world: World, { operation, derived }: Subject): Accept {
  const { contract } = world;
  const sentAlike = new Map<string, number>();
  const watched = { plain: 0, edged: 0 };
  return async (check, values, edges = []) => {
    const alike = JSON.stringify(edges.reduce(applied, values));
    const count = sentAlike.get(alike) ?? 0;
    if (count >= MOST_ALIKE) return;
    sentAlike.set(alike, count + 1);
    // What is sampled may be what is there already; an edge is another value.
    const kind = edges.length === 0 ? 'plain' : 'edged';
    const change: Change = (made, held) => {
      const edged = edges.reduce(applied, made);
      return derived ? freshValues(world, derived, edged, held) : edged;
    };
    const send = async (): Promise<Received> => {
      const ready = await arranged(world, operation, values, change);
      const sent = ready.request.values;
      // A schema that nothing satisfies, or that its media type cannot carry, cannot be proven by a valid request.
      const isPossible =
        areValid(contract, operation, sent) && isWritable(sent) && isApplicable(world, operation, sent);
      const isKeepable = derived === undefined || unshowable(contract, derived, sent).length === 0;
      const judge = isPossible ? isAccepted(operation, isKeepable) : undefined;
      if (derived === undefined) return sendArranged(world, check, ready, judge);
      const aftermath = watched[kind] < MOST_WATCHED ? await watch(world, derived, ready) : undefined;
      const received = await sendArranged(world, check, ready, (answer) => [
        ...(judge?.(answer) ?? []),
        ...(answer.status < 300 ? judgeEffect(world, derived, ready, answer) : []),
      ]);
      if (received.status < 300) watched[kind] += 1;
      await aftermath?.(received);
      return received;
    };
    const { status } = await send();
    if (status !== 409 || derived?.role !== 'create' || world.contested.has(derived.resource.name)) return;
    world.contested.add(derived.resource.name);
    await send();
  };
}

/** The schema of a JSON Patch allows many that no item can be changed by: only one that fits has to be accepted. */
function isApplicable(world: World, operation: ContractOperation, sent: RequestValues): boolean {
  return !isJsonPatch(sent) || isEqual(sent.body, fittingPatch(world, operation, sent)?.body);
}

/** Forms have no empty lists and no empty objects: what is left is another value. */
function isWritable({ mediaType, body }: RequestValues): boolean {
  if (mediaType === undefined || isJson(mediaType)) return true;
  // A form has fields; no list stands in it by itself.
  if (/form/.test(mediaType) && body !== undefined && !isMembers(body)) return false;
  if (!isMembers(body)) return true;
  const members = Object.values(body);
  return (
    members.length > 0 && !members.some((member) => member === null || (Array.isArray(member) && member.length === 0))
  );
}
