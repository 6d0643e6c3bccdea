import type { Parameter, SecurityRequirement } from '@plumbline/contract/contract';
import { compareContents } from './bodies.ts';
import { compareValues, type Carrier, type Comparison } from './comparison.ts';
import { matchMediaTypes } from './media-types.ts';
import { partEncodings } from './part-encodings.ts';
import { compareAnswers } from './sent-answers.ts';
import { tell, type SentPair } from './sent-pair.ts';
import { wireStyles } from './wire-style.ts';

/** Compares a request that the service sends, and the answers that it takes. */
export function compareSentRequest(comparison: Comparison, pair: SentPair): void {
  compareRemarks(comparison, pair);
  compareSentParameters(comparison, pair);
  compareSentBody(comparison, pair);
  compareAnswers(comparison, pair);
}

function compareRemarks(comparison: Comparison, pair: SentPair): void {
  const { base, revision } = pair;
  if (base.deprecated !== revision.deprecated) {
    tell(comparison, pair, revision.deprecated ? 'deprecated' : 'reactivated');
  }
  const [from, to] = [shownSecurity(base.security), shownSecurity(revision.security)];
  if (from !== to && from !== 'none') tell(comparison, pair, 'security-changed', { from, to });
}

function shownSecurity(security: readonly SecurityRequirement[]): string {
  const alternatives = security.map((requirement) => Object.keys(requirement).sort().join(' and ') || 'none');
  return [...new Set(alternatives)].sort().join(' or ') || 'none';
}

/** Headers and the like that the service sends: what it always sent must still come. */
function compareSentParameters(comparison: Comparison, pair: SentPair): void {
  const [before, after] = [keyed(pair.base.parameters), keyed(pair.revision.parameters)];
  for (const [key, one] of before) {
    const other = after.get(key);
    const parameter = `${one.in} parameter '${one.name}'`;
    if (!other) {
      tell(comparison, pair, `${one.required ? 'required' : 'optional'}-parameter-removed`, { parameter });
      continue;
    }
    if (one.required !== other.required) {
      tell(comparison, pair, `parameter-became-${other.required ? 'required' : 'optional'}`, { parameter });
    }
    const { from, to } =
      one.mediaType === undefined && other.mediaType === undefined
        ? wireStyles(comparison, one, other)
        : { from: one.mediaType ?? one.style, to: other.mediaType ?? other.style };
    if (from !== to) tell(comparison, pair, 'parameter-style-changed', { parameter, from, to });
    const carrier: Carrier = {
      ...{ direction: 'response', audience: pair.audience, kind: 'header', where: pair.where },
      ...{ name: `${parameter} of ${pair.label}`, encoding: one.mediaType === undefined ? 'text' : 'json' },
    };
    compareValues(comparison, carrier, one.schema, other.schema);
  }
  for (const [key, { in: location, name }] of after) {
    if (!before.has(key)) tell(comparison, pair, 'parameter-added', { parameter: `${location} parameter '${name}'` });
  }
}

function keyed(parameters: readonly Parameter[]): Map<string, Parameter> {
  return new Map(
    parameters.map((parameter) => {
      const { in: location, name } = parameter;
      return [`${location} ${location === 'header' ? name.toLowerCase() : name}`, parameter];
    }),
  );
}

/** The service chooses the media type: one more is one that receivers may not be able to read. */
function compareSentBody(comparison: Comparison, pair: SentPair): void {
  const [base, revision] = [pair.base.requestBody, pair.revision.requestBody];
  if (!base || !revision) {
    if (base) tell(comparison, pair, 'body-removed');
    if (revision) tell(comparison, pair, 'body-added');
    return;
  }
  if (base.required !== revision.required) {
    tell(comparison, pair, `body-became-${revision.required ? 'required' : 'optional'}`);
  }
  const { lost, gained, pairs } = matchMediaTypes(base.content, revision.content);
  const widened = pairs.filter(([from, to]) => to.includes('*') && !from.includes('*')).map(([, to]) => to);
  for (const to of new Set([...gained, ...widened])) tell(comparison, pair, 'body-media-type-added', { to });
  for (const from of lost) tell(comparison, pair, 'body-media-type-removed', { from });
  for (const [from, to] of pairs) {
    const one = partEncodings(comparison.base, base.content[from]);
    const other = partEncodings(comparison.revision, revision.content[to]);
    if (one !== other) tell(comparison, pair, 'body-encoding-changed', { from });
  }
  const carrier = { direction: 'response', audience: pair.audience, kind: 'body', where: pair.where } as const;
  compareContents(comparison, { ...carrier, name: `the body of ${pair.label}` }, base.content, revision.content);
}
