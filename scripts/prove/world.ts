import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import type { ResourceModel } from '../../src/infra/resources/resource.ts';
import { arranged, type ArrangedRequest, type NameTargets } from './arrange.ts';
import type { Exchange } from './exchange.ts';
import { curlLine, signed, type ProvingRequest, type RequestValues } from './request.ts';
import { sampleValues, type SampleValuesOptions } from './sample-values.ts';
import { send } from './send.ts';
import { contradictionsOfAny } from './sharing.ts';
import type { Supplies } from './supplies/supplies.ts';
import { showable } from './vary/showable.ts';
import { mediaTypeOf, type Contradiction, type Received } from './verdict.ts';

/** One thing that was found wrong. */
export interface Failure {
  /** Name of the check, `valid-accepted`. */
  rule: string;
  operation: string;
  problem: string;
  curl?: string;
}

/** What a check needs to act on one backend, and where it tells what came of it. */
export interface World {
  contract: Contract;
  model: ResourceModel;
  url: string;
  /** Who calls, and values that no contract tells. */
  supplies: Supplies;
  seed: number;
  /** How many random requests are made for each operation. */
  examples: number;
  /** How many systematic requests of one kind (edges, faults) are made for each operation; the rest is left out by seed. */
  limit: number;
  /** Creates what requests refer to; none: references are as sampled. */
  nameTargets?: NameTargets;
  /** Resources of which something was taken already (409) that the contract does not say is unique. */
  contested: Set<string>;
  exchanges: Exchange[];
  /** The last requests, which show again what no single answer shows. */
  trail: ProvingRequest[];
  failures: Failure[];
}

/** So many requests tell enough of what led to a failure: what was done, and what was then seen. */
const TRAIL = 3;

/** Judges an answer beyond what holds of every answer. */
export type Judge = (received: Received) => Contradiction[];

/**
 * Sends a request, judges the answer, and notes both.
 *
 * @param check what the request is to find out, `fault:maxLength`
 */
export async function exchange(
  world: World,
  check: string,
  unsigned: ProvingRequest,
  judge: Judge = () => [],
): Promise<Received> {
  const request = authorised(world, unsigned);
  const { operation, method, target } = request;
  world.trail.push(request);
  world.trail.splice(0, world.trail.length - TRAIL);
  const received = await send(world.url, request).catch((error: unknown) => {
    world.failures.push({ ...failureOf(world, request), rule: 'no-5xx', problem: `no answer: ${String(error)}` });
    throw error;
  });
  // A HEAD has no body to judge, and a method that nobody declares no declared response.
  const isDeclared = method.toLowerCase() === operation.method;
  const told = isDeclared ? contradictionsOfAny(world.contract, operation, received) : [];
  const found = [...told, ...judge(received)];
  const mediaType = mediaTypeOf(received);
  const { status, milliseconds } = received;
  world.exchanges.push({
    operation: operation.id,
    check,
    method,
    target,
    status,
    ...(mediaType !== undefined && { mediaType }),
    milliseconds,
    problems: found.length,
  });
  for (const { rule, message } of found) {
    world.failures.push({ ...failureOf(world, request), rule, problem: `${message} [${check}]` });
  }
  return received;
}

/** Notes that something does not hold that no single answer shows; without a request, the last ones show it again. */
export function fail(
  world: World,
  rule: string,
  operation: ContractOperation,
  problem: string,
  request?: ProvingRequest,
): void {
  const requests = request ? [authorised(world, request)] : world.trail;
  const curl = requests.map((each) => curlLine(world.url, each)).join('\n');
  world.failures.push({ rule, operation: operation.id, problem, ...(curl !== '' && { curl }) });
}

function failureOf({ url }: World, request: ProvingRequest): Pick<Failure, 'operation' | 'curl'> {
  return { operation: request.operation.id, curl: curlLine(url, request) };
}

/** The request with the credential of somebody who may do it, where nobody else is said to send it. */
export function authorised({ supplies }: World, request: ProvingRequest): ProvingRequest {
  return request.isUnsigned === true ? signed(request, supplies.credentials(request.operation)) : request;
}

/** Sends a request that was arranged, and tells those who arranged it. */
export async function sendArranged(
  world: World,
  check: string,
  { request, settle }: ArrangedRequest,
  judge?: Judge,
): Promise<Received> {
  const received = await exchange(world, check, request, judge);
  settle(received);
  return received;
}

/** Sends a valid request for an operation. Path values and a body that are given stay as they are. */
export async function perform(
  world: World,
  operation: ContractOperation,
  options: Partial<SampleValuesOptions>,
  check = 'story',
): Promise<Received> {
  const { contract, model } = world;
  const sampled = sampleValues(contract, operation, { seed: world.seed, ...options });
  const values = showable(contract, model.operations.get(operation.id), operation, sampled);
  const keep = (made: RequestValues): RequestValues => ({
    ...made,
    path: { ...made.path, ...options.path },
    ...(options.body !== undefined && { body: options.body }),
  });
  return sendArranged(world, check, await arranged(world, operation, values, keep));
}
