import type { ContractOperation } from '@plumbline/contract/contract';
import { arranged } from '../../prove/arrange.ts';
import { bindPath } from '../../prove/bind-path.ts';
import { isSecured, NO_CREDENTIALS } from '../../prove/credentials.ts';
import { curlLine, encodeRequest, type ProvingRequest } from '../../prove/request.ts';
import { sampleValues } from '../../prove/sample-values.ts';
import { send } from '../../prove/send.ts';
import { contradictions, type Received } from '../../prove/verdict.ts';
import { faultsOf } from '../../prove/vary/request-variations.ts';
import { applied } from '../../prove/vary/variation.ts';
import { authorised, exchange, type World } from '../../prove/world.ts';
import type { Context } from '../context.ts';
import { startMock } from '../mock-server.ts';
import type { Findings, Problem, Stage } from '../stage.ts';
import { stageWorld } from '../stage-world.ts';
import { MOCK_HEADER } from '../../mock/proxy.ts';
import { distinct, problemOf } from './prove.ts';

/** The same requests to Prism and to the backend: who built against the mock finds the backend the same. */
export const mockParity: Stage = {
  name: 'mock-parity',
  title: 'Backend and mock answer the same requests alike',
  check: (context) => check(context),
};

/** @param start starts the mock */
export async function check(context: Context, start = startMock): Promise<Findings> {
  const { contract } = context;
  if (contract.operations.length === 0) {
    return { summary: 'the contract has no operations to mock', problems: [], compared: 0, isSkipped: true };
  }
  const world = await stageWorld(context);
  const mock = await start(context.file);
  const problems: Problem[] = [];
  let asked = 0;
  let compared = 0;
  try {
    for (const operation of contract.operations) {
      context.progress(operation.id);
      for (const { request, isValid, settle } of await requestsFor(world, operation)) {
        asked += 1;
        const real = await exchange(world, 'mock-parity', request);
        settle?.(real);
        const mocked = await send(mock.url, request).then(unlessGone, (error: unknown) => String(error));
        if (typeof mocked !== 'string' && mocked.status < 500) compared += 1;
        problems.push(
          ...(typeof mocked === 'string'
            ? [unanswered(world.url, request, mocked)]
            : compare(context, world.url, { request, isValid }, real, mocked)),
        );
      }
    }
  } finally {
    await mock.stop();
  }
  const beyond = problems.filter(({ level }) => level === 'note').length;
  const untrue = world.failures.map((failure) => problemOf('mock-parity', failure));
  return {
    summary: `${asked} requests to both, ${compared} answered by the mock; ${beyond} answers that Prism cannot give are listed`,
    compared,
    problems: [...distinct(untrue), ...problems, ...deadMock(asked, compared)],
  };
}

/** A mock that answers nothing proves nothing. */
export function deadMock(asked: number, compared: number): Problem[] {
  if (compared > 0 || asked === 0) return [];
  const message = `The mock answered none of ${asked} requests, so nothing was compared. Run \`npm run mock\` on the contract to see why.`;
  return [{ rule: 'mock-parity/nothing-compared', level: 'error', message }];
}

/** What the mock answers while it is dead or starts again is no answer of it. */
function unlessGone(received: Received): Received | string {
  return received.headers.get(MOCK_HEADER) === 'unavailable' ? `${received.status}, it is not running` : received;
}

interface Asked {
  request: ProvingRequest;
  isValid: boolean;
  settle?: (received: Received) => void;
}

/** A valid request, one with the first fault that there is, and one without a credential where one is needed. */
async function requestsFor(world: World, operation: ContractOperation): Promise<Asked[]> {
  const { contract, seed } = world;
  const path = await bindPath(world, operation);
  const { request, settle } = await arranged(world, operation, sampleValues(contract, operation, { seed, path }));
  const values = sampleValues(contract, operation, { seed, path, optional: 'all' });
  const fault = faultsOf(contract, operation, values).find(({ pointer }) => !pointer.startsWith('/path/'));
  const faulty = [
    ...(fault ? [authorised(world, encodeRequest(contract, operation, applied(values, fault)))] : []),
    ...(isSecured(operation) ? [encodeRequest(contract, operation, request.values, NO_CREDENTIALS)] : []),
  ];
  return [
    { request: authorised(world, request), isValid: true, settle },
    ...faulty.map((each) => ({ request: each, isValid: false })),
  ];
}

/** The mock has to survive every request: where it gives no answer at all, clients that build against it get none. */
function unanswered(url: string, request: ProvingRequest, error: string): Problem {
  return {
    rule: 'mock-parity/no-answer',
    level: 'error',
    operation: request.operation.id,
    message: `The mock gave no answer: ${error}`,
    reproduce: curlLine(url, request),
  };
}

function compare(
  { contract, file }: Context,
  url: string,
  { request, isValid }: Asked,
  real: Received,
  mocked: Received,
): Problem[] {
  const { operation } = request;
  const about = { operation: operation.id, reproduce: curlLine(url, request) };
  if (isSameClass(real.status, mocked.status)) {
    // The mock's body is checked too: it is what people build against.
    return contradictions(contract, operation, mocked).map(({ rule, message }) => ({
      ...about,
      rule: `mock-parity/${rule}`,
      level: 'note',
      message: `Prism, mocking ${file}: ${message}`,
    }));
  }
  const limit = limitOf(operation, isValid, real, mocked);
  return [
    {
      ...about,
      rule: limit === undefined ? 'mock-parity/status' : 'mock-parity/beyond-prism',
      level: limit === undefined ? 'error' : 'note',
      message: `the backend answered ${real.status}, Prism ${mocked.status}${limit === undefined ? '' : `: ${limit}`}`,
    },
  ];
}

/** The exact success may be chosen by state (200 or 201), refusals by taste (400 or 422). */
function isSameClass(one: number, other: number): boolean {
  if (one === other) return true;
  const isValidation = [400, 415, 422].includes(one) && [400, 415, 422].includes(other);
  return isValidation || (one < 300 && other < 300);
}

/** What Prism is known not to do; nothing for a difference that nobody can excuse. */
function limitOf({ path }: ContractOperation, isValid: boolean, real: Received, mocked: Received): string | undefined {
  if ([404, 409, 412].includes(real.status)) return 'Prism has no state';
  if (mocked.status >= 500) return 'Prism could not make an answer';
  if (/[?#]/.test(path)) return 'Prism does not tell paths apart by query or fragment';
  if (mocked.status === 404) return 'Prism does not find this path';
  if (mocked.status === 406) return 'Prism has no body in an accepted media type';
  if (isValid && real.status < 400) return 'Prism refuses a valid request';
  if (!isValid && real.status >= 400 && real.status < 500) return 'Prism does not refuse this';
  return undefined;
}
