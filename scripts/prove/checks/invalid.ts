import { isEqual } from '@plumbline/contract/sample/json-value';
import type { Schema } from '@plumbline/contract/contract';
import { allows, flatten } from '@plumbline/contract/views/flatten';
import { schemaView } from '@plumbline/contract/views/view';
import { freshValues } from '../fresh-values.ts';
import { encodeRequest, type RequestValues } from '../request.ts';
import { sampleValues } from '../sample-values.ts';
import { some } from '../some.ts';
import { faultsOf } from '../vary/request-variations.ts';
import { areValid } from '../vary/valid-values.ts';
import { applied } from '../vary/variation.ts';
import { sharing } from '../sharing.ts';
import { exchange, fail, perform, type World } from '../world.ts';
import { isRefused } from './acceptance.ts';
import { bodyFaults, type FaultyRequest } from './body-faults.ts';
import type { Subject } from './valid.ts';

/** Invalid requests, one fault at a time, are refused, and nothing has changed. */
export async function proveInvalid(world: World, subject: Subject): Promise<void> {
  const { operation } = subject;
  // What is invalid for one operation may be right for another at the same URL.
  if (sharing(world.contract, operation).length > 1) return;
  const isSafe = operation.method === 'get' || operation.method === 'head';
  const before = isSafe ? undefined : await snapshot(world, subject);
  const faulty = faultyRequests(world, subject);
  for (const each of faulty) await refuse(world, each);
  if (isSafe || isEqual(before, await snapshot(world, subject))) return;
  // Which of them was it?
  for (const each of faulty) {
    const earlier = await snapshot(world, subject);
    await refuse(world, each);
    if (isEqual(earlier, await snapshot(world, subject))) continue;
    fail(world, 'nothing-changed', operation, `a refused request (${each.kind}) changed what is stored`, each.request);
    return;
  }
}

function faultyRequests(world: World, { operation, derived, path }: Subject): FaultyRequest[] {
  const { contract, seed, limit } = world;
  const sampled = sampleValues(contract, operation, { seed, path, optional: 'all' });
  const values = derived ? freshValues(world, derived, sampled) : sampled;
  // Where nothing is valid, no single fault can be told from what is wrong already.
  if (!areValid(contract, operation, values)) return [];
  const faults = some(faultsOf(contract, operation, values), limit, seed);
  return [
    ...faults.map((fault) => ({
      kind: `${fault.kind} ${fault.pointer}`,
      request: encodeRequest(contract, operation, applied(values, fault)),
      statuses: fault.pointer.startsWith('/path/') ? pathRefusals(operation) : [400, 422],
    })),
    ...misspelt(world, operation, values),
    ...repeated(world, operation, values),
    ...bodyFaults(contract, operation, values),
  ];
}

/** Who declares that invalid requests are told so has to tell, also of the path; others may say that nothing is there. */
function pathRefusals({ responses }: Subject['operation']): readonly number[] {
  const telling = ['400', '422', '4XX', '4xx', 'default'];
  return telling.some((status) => Object.hasOwn(responses, status)) ? [400, 422] : [400, 404, 422];
}

/** A query parameter that nobody declares: a misspelt filter must not silently show everything. */
function misspelt({ contract }: World, operation: Subject['operation'], values: RequestValues): FaultyRequest[] {
  // An object spread over the query may take any name.
  const takesAny = operation.parameters.some(
    (each) => each.in === 'query' && each.explode && each.style === 'form' && mayBeObject(contract, each.schema),
  );
  if (takesAny) return [];
  const query = { ...values.query, plumblineUnknown: 'x' };
  return [
    { kind: 'unknown /query', request: encodeRequest(contract, operation, { ...values, query }), statuses: [400, 422] },
  ];
}

/** A parameter of one value that is given twice, and one that is given none: no reader can say what is meant. */
function repeated({ contract }: World, operation: Subject['operation'], values: RequestValues): FaultyRequest[] {
  const view = schemaView(contract, 'request');
  const single = operation.parameters.find((each) => {
    const flat = flatten(view, view.of(each.schema));
    const isNumber = allows(flat, 'number') || allows(flat, 'integer');
    const isOther = ['array', 'object', 'string', 'null'].some((type) => allows(flat, type));
    return each.in === 'query' && each.mediaType === undefined && isNumber && !isOther;
  });
  if (single === undefined || !Object.hasOwn(values.query, single.name)) return [];
  const request = encodeRequest(contract, operation, values);
  const name = encodeURIComponent(single.name);
  const twice = `${request.target}&${name}=${String(values.query[single.name])}`;
  const none = request.target.replace(new RegExp(`([?&]${name}=)[^&]*`), '$1');
  const faults: FaultyRequest[] = [
    { kind: `repeated /query/${single.name}`, request: { ...request, target: twice }, statuses: [400, 422] },
  ];
  if (single.allowEmptyValue === true || none === request.target) return faults;
  return [
    ...faults,
    { kind: `empty /query/${single.name}`, request: { ...request, target: none }, statuses: [400, 422] },
  ];
}

function mayBeObject(contract: World['contract'], schema: Schema): boolean {
  const view = schemaView(contract, 'request');
  return allows(flatten(view, view.of(schema)), 'object');
}

async function refuse(world: World, { kind, request, statuses }: FaultyRequest): Promise<void> {
  await exchange(world, `fault:${kind}`, request, isRefused(statuses, kind));
}

/** What the resource shows to those who read it: bodies by operation. */
export async function snapshot(
  world: World,
  { derived, path }: Pick<Subject, 'derived' | 'path'>,
): Promise<Record<string, unknown>> {
  const shown: Record<string, unknown> = {};
  if (!derived) return shown;
  for (const { operation, resource, role, key } of world.model.operations.values()) {
    if (resource !== derived.resource || operation.method !== 'get') continue;
    if (role !== 'list' && role !== 'read') continue;
    if (key !== undefined && key.in !== 'path') continue;
    if (operation.parameters.some((each) => each.in === 'path' && !Object.hasOwn(path, each.name))) continue;
    const { status, json } = await perform(world, operation, { path }, 'snapshot');
    shown[operation.id] = status < 300 ? json : status;
  }
  return shown;
}
