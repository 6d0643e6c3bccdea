import type { Contract, ContractOperation } from '../../src/infra/contract/contract.ts';
import type { ResourceModel } from '../../src/infra/resources/resource.ts';
import type { Exchange } from './exchange.ts';
import { curlLine, validRequest, type ProvingRequest } from './request.ts';
import type { SampleValuesOptions } from './sample-values.ts';
import { send } from './send.ts';
import { contradictions, mediaTypeOf, type Contradiction, type Received } from './verdict.ts';

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
  seed: number;
  /** How many random requests are made for each operation. */
  examples: number;
  /** How many systematic requests of one kind (edges, faults) are made for each operation; the rest is left out by seed. */
  limit: number;
  /** Resources of which something was taken already (409) that the contract does not say is unique. */
  contested: Set<string>;
  exchanges: Exchange[];
  failures: Failure[];
}

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
  request: ProvingRequest,
  judge: Judge = () => [],
): Promise<Received> {
  const { operation, method, target } = request;
  const received = await send(world.url, request).catch((error: unknown) => {
    world.failures.push({ ...failureOf(world, request), rule: 'no-5xx', problem: `no answer: ${String(error)}` });
    throw error;
  });
  // A HEAD has no body to judge, and a method that nobody declares no declared response.
  const isDeclared = method.toLowerCase() === operation.method;
  const told = isDeclared ? contradictionsOfAny(world, operation, received) : [];
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

/** Operations that a fragment or query of the path tells apart (`/files/{id}#shared`) share a URL, and one of them answers. */
export function sharing({ contract }: World, { method, path }: ContractOperation): ContractOperation[] {
  const [template] = path.split(/[#?]/);
  return contract.operations.filter((each) => each.method === method && each.path.split(/[#?]/)[0] === template);
}

function contradictionsOfAny(world: World, operation: ContractOperation, received: Received): Contradiction[] {
  const own = contradictions(world.contract, operation, received);
  if (own.length === 0) return own;
  const others = sharing(world, operation).filter((each) => each !== operation);
  return others.some((each) => contradictions(world.contract, each, received).length === 0) ? [] : own;
}

/** Notes that something does not hold that no single answer shows. */
export function fail(
  world: World,
  rule: string,
  operation: ContractOperation,
  problem: string,
  request?: ProvingRequest,
): void {
  world.failures.push({
    rule,
    operation: operation.id,
    problem,
    ...(request && { curl: curlLine(world.url, request) }),
  });
}

function failureOf({ url }: World, request: ProvingRequest): Pick<Failure, 'operation' | 'curl'> {
  return { operation: request.operation.id, curl: curlLine(url, request) };
}

/** Sends a valid request for an operation. */
export function perform(
  world: World,
  operation: ContractOperation,
  options: Partial<SampleValuesOptions>,
  check = 'story',
): Promise<Received> {
  return exchange(world, check, validRequest(world.contract, operation, { seed: world.seed, ...options }));
}
