import type { Effect, Level } from '../change.ts';

/** A rule with a fixed level. In `sentence`, `{name}` stands for a fact of the change. */
export interface Rule {
  id: string;
  level: Level;
  /** What changed, and who breaks and how. */
  sentence: string;
  /** Why it has this level, or what to do instead. */
  documentation: string;
}

/** A rule as tables write it: id, level, sentence, documentation. */
export type RuleRow = readonly [id: string, level: Level, sentence: string, documentation: string];

export function fixedRules(rows: readonly RuleRow[]): Rule[] {
  return rows.map(([id, level, sentence, documentation]) => ({ id, level, sentence, documentation }));
}

/** A rule about what a schema accepts. Its level follows from the effect and the direction the values travel. */
export interface SchemaRule {
  /** Last part of the id: `max-decreased` makes `request-parameter-max-decreased`, `response-property-max-decreased`, ... */
  concern: string;
  effect: Effect;
  /** What changed; `{from}` and `{to}` stand for the facts. */
  change: string;
  /** The values that are lost or gained, for the sentence that says who breaks. */
  values: string;
  /** What it means in words of its own, where the effect alone does not say it well. */
  consequence?: { request: string; response: string };
}

/** Replaces each `{name}` by the fact of that name. */
export function filled(template: string, facts: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/gu, (_, name: string) => facts[name] ?? '');
}
