import type { Contract, Finding } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { pointerToken } from '@plumbline/contract/schema';
import { STATUS_OF } from '../../http/errors/errors.ts';
import { isGuarded } from '../item/guarded.ts';
import { referrersOf } from '../item/referring.ts';
import { absentTargetCode } from '../item/targets.ts';
import { authenticationIn } from './authentication.ts';
import { readSchemas } from './bodies/schemas.ts';
import { isUnmade } from './makers.ts';
import { emulatedOperations, reasonOf, type Emulation } from '../emulation/emulation.ts';
import type { Resource, ResourceModel, ResourceOperation, Role } from '../resource.ts';

const ROLES = ['list', 'create', 'read', 'replace', 'update', 'remove', 'clear', 'act'] as const satisfies Role[];

/** Roles that messages call otherwise. */
const NAMES: Partial<Record<Role, string>> = { act: 'action', remove: 'removal' };

/** Every row that resources add to the support report, as its verdict and feature. */
export const RESOURCE_ROWS = [
  ...ROLES.map((role) => `enforced operation:${role}` as const),
  ...ROLES.map((role) => `emulated operation:${role}:values` as const),
  'emulated operation:act:effect',
  'emulated operation:update:effect',
  'emulated operation:example',
  'emulated operation:sample',
  'emulated password',
  'enforced reference',
  'ignored reference',
  'enforced reference:removal',
  'ignored reference:removal',
  'ignored list-parameter',
  'ignored query-parameter',
] as const;

interface ResourceFinding extends Finding {
  feature: FeatureOf<(typeof RESOURCE_ROWS)[number]>;
}

type FeatureOf<Row extends string> = Row extends `${string} ${infer Feature}` ? Feature : never;

/**
 * What the support report says of derived resources: for each operation which resource answers it, or that its example
 * does; and each query parameter that has no effect, with its place.
 */
export function resourceFindings(contract: Contract, model: ResourceModel): ResourceFinding[] {
  const emulated = emulatedOperations(contract, model);
  const isAuthentication = authenticationIn(readSchemas(contract), contract.operations);
  return contract.operations.flatMap((operation): ResourceFinding[] => {
    const served = model.operations.get(operation.id);
    if (served) {
      return [
        servedBy(served, emulated.get(operation.id)),
        ...passwordsOf(served),
        ...referencesOf(model, served),
        ...removalsOf(model, served),
        ...ignoredBy(contract, served),
      ];
    }
    const reason =
      model.notDerived.get(operation.id) ??
      (isAuthentication(operation)
        ? 'It checks or issues credentials, which no table knows.'
        : 'No table could hold what it answers.');
    const message = `${operation.method.toUpperCase()} ${operation.path} serves no resource. ${reason} It answers the contract's example in development, and 501 in production.`;
    return [{ verdict: 'emulated', feature: 'operation:example', message, pointer: operation.pointer }];
  });
}

function servedBy({ operation, role, resource }: ResourceOperation, emulation: Emulation | undefined): ResourceFinding {
  if (emulation !== undefined) {
    return {
      verdict: 'emulated',
      feature:
        emulation.effect === undefined
          ? `operation:${role}:values`
          : `operation:${role === 'update' ? 'update' : 'act'}:effect`,
      message: `${operation.method.toUpperCase()} ${operation.path}: ${reasonOf(emulation)} Production answers 501; development answers and marks it with X-Plumbline-Emulated.`,
      pointer: operation.pointer,
    };
  }
  if (isSample(resource)) {
    const message = `${operation.method.toUpperCase()} ${operation.path} shows samples in development and no items in production, until a client writes one: no operation of the contract creates ${resource.name}.`;
    return { verdict: 'emulated', feature: 'operation:sample', message, pointer: operation.pointer };
  }
  return {
    verdict: 'enforced',
    feature: `operation:${role}`,
    message: `${operation.method.toUpperCase()} ${operation.path} is answered by the resource ${resource.name}, as its ${role}.`,
    pointer: operation.pointer,
  };
}

/** Passwords that a request takes: whoever needs them writes a handler. */
function passwordsOf({ operation, resource, request }: ResourceOperation): ResourceFinding[] {
  return resource.properties
    .filter(({ name, isSecret }) => isSecret === true && request?.properties.includes(name) === true)
    .map(({ name }) => ({
      verdict: 'emulated',
      feature: 'password',
      message: `${name} of ${operation.method.toUpperCase()} ${operation.path} is taken, and neither stored nor shown: nothing can be checked against it.`,
      pointer: operation.pointer,
    }));
}

/** References that a request may write: checked, or why not. */
function referencesOf(
  { itemReferences }: ResourceModel,
  { operation, resource, request, role }: ResourceOperation,
): ResourceFinding[] {
  if (!['create', 'replace', 'update'].includes(role)) return [];
  const code = absentTargetCode(operation);
  const undeclared = 'the operation declares none of 422, 409, 404 and 400';
  return itemReferences
    .filter((each) => each.resource === resource.name && request?.properties.includes(each.property) === true)
    .map(({ property, target, reason = code === undefined ? undeclared : undefined }): ResourceFinding => {
      const place = `${property} of ${operation.method.toUpperCase()} ${operation.path}`;
      const isChecked = reason === undefined && code !== undefined;
      return {
        verdict: isChecked ? 'enforced' : 'ignored',
        feature: 'reference',
        message: isChecked
          ? `${place} must name one of ${target}: an absent one is answered with ${STATUS_OF[code]}.`
          : `${place} is named after ${target}, and is stored without looking for it: ${reason ?? undeclared}.`,
        pointer: operation.pointer,
      };
    });
}

/** What becomes of references to an item that is removed. */
function removalsOf(model: ResourceModel, removal: ResourceOperation): ResourceFinding[] {
  const { operation, resource, role } = removal;
  if (role !== 'remove' && role !== 'clear') return [];
  const isRejected = isGuarded(removal);
  const named = model.itemReferences.filter(({ target, reason }) => target === resource.name && reason === undefined);
  // Without a 409, what stands in the paths below an item goes with it, and refers to nothing any more.
  const referring = isRejected ? referrersOf(model, resource) : named;
  if (referring.length === 0) return [];
  const place = `${operation.method.toUpperCase()} ${operation.path}`;
  const properties = referring.map((each) => `${each.property} of ${each.resource}`).join(', ');
  return [
    {
      verdict: isRejected ? 'enforced' : 'ignored',
      feature: 'reference:removal',
      message: isRejected
        ? `${place} is answered with 409 while ${properties} refers to what it removes.`
        : `${place} removes items also while ${properties} refers to them: it declares no 409.`,
      pointer: operation.pointer,
    },
  ];
}

/**
 * Number of derived operations that show samples, or nothing in production, since no operation creates their items.
 *
 * @param left identifiers of derived operations that are not served
 */
export function countSampled(model: ResourceModel, left: ReadonlySet<string>): number {
  return [...model.operations.values()].filter(
    ({ operation, resource }) =>
      !left.has(operation.id) && resource.identity !== undefined && isUnmade(model, resource, left),
  ).length;
}

/** One thing at a path of its own is there from the start; only items that somebody has to create can be samples. */
function isSample({ isCreatable, identity }: Resource): boolean {
  return !isCreatable && identity !== undefined;
}

function ignoredBy(contract: Contract, { operation, ignored, resource, role }: ResourceOperation): ResourceFinding[] {
  const isList = role === 'list';
  const reason = isList
    ? `it names no property of ${resource.name} that it can be compared with`
    : `a derived ${NAMES[role] ?? role} does not use it`;
  return ignored.map((name) => ({
    verdict: 'ignored',
    feature: isList ? 'list-parameter' : 'query-parameter',
    message: `Query parameter ${name} of ${operation.method.toUpperCase()} ${operation.path} has no effect: ${reason}.`,
    pointer: parameterPointer(contract, operation, name),
  }));
}

/** The parameter's own place where it is written at the operation or its path; else the operation. */
function parameterPointer(contract: Contract, operation: ResourceOperation['operation'], name: string): string {
  const path = `/paths/${pointerToken(operation.path)}`;
  for (const [holder, pointer] of [
    [getOwn(contract.document.paths, operation.path)?.[operation.method], `${path}/${operation.method}`],
    [getOwn(contract.document.paths, operation.path), path],
  ] as const) {
    const parameters = (holder as { parameters?: unknown } | undefined)?.parameters;
    if (!Array.isArray(parameters)) continue;
    const index = parameters.findIndex((one: { name?: unknown }) => one.name === name);
    if (index >= 0) return `${pointer}/parameters/${index}`;
  }
  return operation.pointer;
}
