import type { Parameter } from '@plumbline/contract/contract';
import { isMembers, listOf, membersOf } from '@plumbline/contract/json';
import { atPointer } from '@plumbline/contract/schema';
import { compareValues, report, type Comparison, type Where } from './comparison.ts';
import type { Encoding } from './encoding.ts';
import { pathParameterNames } from './match-operations.ts';
import type { OperationPair } from './operation-pair.ts';
import { compareParameterSunsets, reportParameterRemoval } from './parameter-deprecation.ts';
import type { Side } from './side.ts';
import { isComposed, wireStyles } from './wire-style.ts';

/** Parameters that came, went, moved or changed. Path parameters are told apart by position, not by name. */
export function compareParameters(comparison: Comparison, pair: OperationPair): void {
  const before = keyed(pair.base);
  const after = keyed(pair.revision);
  const { base, revision } = comparison;
  const whereOf = (one?: Parameter, other?: Parameter): Where => ({
    operation: pair.where.operation,
    ...(one && { base: pointerOf(base, pair.where.base, one) }),
    ...(other && { revision: pointerOf(revision, pair.where.revision, other) }),
  });
  for (const [key, parameter] of before) {
    const partner = after.get(key);
    if (partner) {
      compareParameter(comparison, parameter, partner, whereOf(parameter, partner));
      continue;
    }
    const moved = [...after].find(([other, { name }]) => name === parameter.name && !before.has(other))?.[1];
    const where = whereOf(parameter, moved);
    if (!moved) reportParameterRemoval(comparison, parameter, labelOf(parameter), where);
    else {
      const facts = { parameter: labelOf(parameter), from: parameter.in, to: moved.in };
      report(comparison, 'request-parameter-moved', where, facts);
    }
  }
  for (const [key, parameter] of after) {
    const isMoved = [...before].some(([other, { name }]) => name === parameter.name && !after.has(other));
    if (before.has(key) || isMoved) continue;
    const rule = parameter.required ? 'new-required-request-parameter' : 'new-optional-request-parameter';
    report(comparison, rule, whereOf(undefined, parameter), { parameter: labelOf(parameter) });
  }
}

function compareParameter(comparison: Comparison, base: Parameter, revision: Parameter, where: Where): void {
  const parameter = labelOf(base);
  if (base.required !== revision.required) {
    const rule = `request-parameter-became-${revision.required ? 'required' : 'optional'}`;
    report(comparison, rule, where, { parameter });
  }
  if (base.deprecated !== revision.deprecated) {
    const rule = revision.deprecated ? 'request-parameter-deprecated' : 'request-parameter-reactivated';
    report(comparison, rule, where, { parameter });
  }
  if (base.allowEmptyValue !== revision.allowEmptyValue) {
    const rule = `request-parameter-empty-value-${revision.allowEmptyValue ? 'allowed' : 'forbidden'}`;
    report(comparison, rule, where, { parameter });
  }
  compareParameterSunsets(comparison, revision, parameter, where);
  if (base.mediaType !== revision.mediaType) {
    const facts = { parameter, from: base.mediaType ?? base.style, to: revision.mediaType ?? revision.style };
    report(comparison, 'request-parameter-media-type-changed', where, facts);
  } else {
    const { from, to } = wireStyles(comparison, base, revision);
    if (from !== to) report(comparison, 'request-parameter-style-changed', where, { parameter, from, to });
  }
  const carrier = { direction: 'request', audience: 'clients', kind: 'parameter', name: parameter } as const;
  const places = { ...where, base: where.base ?? '', revision: where.revision ?? '' };
  const encoding = encodingOf(base, isComposed(comparison.base, base) ? base : revision);
  compareValues(comparison, { ...carrier, where: places, encoding }, base.schema, revision.schema);
}

/** @param list the version whose style decides how lists are written */
function encodingOf({ mediaType }: Parameter, list: Parameter): Encoding {
  if (mediaType !== undefined || list.mediaType !== undefined) return 'json';
  return list.style === 'form' && list.explode ? 'repeated' : 'text';
}

/** Parameters by what tells them apart: location and name, header names in lower case; for path parameters the position. */
function keyed({ path, parameters }: OperationPair['base']): Map<string, Parameter> {
  const names = pathParameterNames(path);
  return new Map(
    parameters.map((parameter) => {
      const { in: location, name } = parameter;
      if (location === 'path') return [`path ${names.indexOf(name)}`, parameter];
      return [`${location} ${location === 'header' ? name.toLowerCase() : name}`, parameter];
    }),
  );
}

function labelOf({ in: location, name }: Parameter): string {
  return `${location} parameter '${name}'`;
}

/** Where a parameter is written: at the operation, its path item or among the components. */
function pointerOf(side: Side, operation: string, { in: location, name }: Parameter): string {
  const item = operation.slice(0, operation.lastIndexOf('/'));
  for (const owner of [operation, item]) {
    const declared = listOf(membersOf(atPointer(side.contract.document, owner)).parameters);
    for (const parameter of declared) {
      const isReference = isMembers(parameter) && typeof parameter.$ref === 'string';
      const node = membersOf(
        isReference ? atPointer(side.contract.document, String(parameter.$ref).slice(1)) : parameter,
      );
      if (node.in === location && node.name === name) return side.pointerOf(node) ?? operation;
    }
  }
  return operation;
}
