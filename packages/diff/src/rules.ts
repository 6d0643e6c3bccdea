import { levelOf, type Direction, type Effect, type Level } from './change.ts';
import { EVENT_RULES } from './rules/event-rules.ts';
import { OPERATION_RULES } from './rules/operation-rules.ts';
import { REQUEST_PROPERTY_RULES, RESPONSE_PROPERTY_RULES } from './rules/property-rules.ts';
import { REQUEST_RULES } from './rules/request-rules.ts';
import { RESPONSE_RULES } from './rules/response-rules.ts';
import { filled, type Rule, type SchemaRule } from './rules/rule.ts';
import { SCHEMA_RULES } from './rules/schema-rules.ts';
import { SECURITY_RULES } from './rules/security-rules.ts';
import type { Finding } from './walk.ts';

/** What a schema describes, as it stands in rule ids; by the way its values travel. */
export const SUBJECTS = {
  request: ['request-parameter', 'request-body', 'request-property'],
  response: ['response-header', 'response-body', 'response-property'],
} as const;
export type Subject = (typeof SUBJECTS)[Direction][number];

/**
 * Whom the service talks to. For webhooks and callbacks, ids begin with their name, and `response` is what the service
 * sends, `request` what it gets back: the other way round than the document has it.
 */
export type Audience = 'clients' | 'webhook subscribers' | 'callback receivers';

const PREFIXES: Readonly<Record<Audience, string>> = {
  clients: '',
  'webhook subscribers': 'webhook-',
  'callback receivers': 'callback-',
};

/** Rules with a level of their own; those on properties apply to webhooks and callbacks too. */
export const FIXED_RULES: readonly Rule[] = [
  ...[OPERATION_RULES, EVENT_RULES, SECURITY_RULES, REQUEST_RULES, REQUEST_PROPERTY_RULES],
  ...[RESPONSE_RULES, RESPONSE_PROPERTY_RULES],
].flat();

const fixed = new Map<string, Rule>(FIXED_RULES.map((rule) => [rule.id, rule]));
const concerns = new Map<string, SchemaRule>(SCHEMA_RULES.map((rule) => [rule.concern, rule]));

/** What a rule says about one change. */
export interface Statement {
  rule: string;
  level: Level;
  message: string;
}

/** States a change by a rule with a level of its own. */
export function statement(
  id: string,
  facts: Readonly<Record<string, string>>,
  audience: Audience = 'clients',
): Statement {
  const rule = fixed.get(id);
  if (!rule) throw new Error(`No rule ${id} in rules/`);
  const message = sentence(filled(rule.sentence, { clients: audience, ...facts }));
  return { rule: PREFIXES[audience] + id, level: rule.level, message };
}

export interface SchemaFacts {
  subject: Subject;
  direction: Direction;
  audience: Audience;
  /** What changed, as the sentence names it: `property 'name' of the request body`. */
  label: string;
  from: string;
  to: string;
}

/** States a change in what a schema accepts; the level follows from the direction. */
export function schemaStatement(concern: string, { subject, direction, audience, ...facts }: SchemaFacts): Statement {
  const rule = concerns.get(concern);
  if (!rule) throw new Error(`No concern ${concern} in rules/schema-rules.ts`);
  const template = rule.consequence?.[direction] ?? consequence(rule.effect, direction, rule.values);
  return {
    rule: `${PREFIXES[audience]}${subject}-${concern}`,
    level: levelOf(rule.effect, direction),
    message: sentence(filled(`{label} ${rule.change}; ${template}.`, { clients: audience, ...facts })),
  };
}

/** The consequence of a change in the accepted values, and whom it affects. */
function consequence(effect: Effect, direction: Direction, values: string): string {
  const isRequest = direction === 'request';
  const unaffected = '{clients} are not affected';
  switch (effect) {
    case 'narrows':
      return isRequest ? `the service rejects ${values}` : unaffected;
    case 'widens':
      return isRequest
        ? `{clients} may now send ${values} too`
        : `{clients} may receive ${values}, which they never received before`;
    case 'mayNarrow':
      return isRequest ? `the service may reject ${values}` : unaffected;
    case 'mayWiden':
      return isRequest ? unaffected : `{clients} may receive ${values}, which strict ones reject`;
    case 'differs':
      return isRequest
        ? `the service rejects ${values}`
        : `{clients} that expect ${values} cannot read what they receive`;
    case 'unknown':
      return isRequest
        ? `the service may reject ${values}`
        : `{clients} that expect ${values} may not be able to read what they receive`;
    case 'none':
      return unaffected;
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** True when what was found between two schemas is more than information for values that travel this way. */
export function mayBreak({ about }: Pick<Finding, 'about'>, direction: Direction): boolean {
  if ('rule' in about) return fixed.get(about.rule)?.level !== 'info';
  const rule = concerns.get(about.concern);
  return rule !== undefined && levelOf(rule.effect, direction) !== 'info';
}
