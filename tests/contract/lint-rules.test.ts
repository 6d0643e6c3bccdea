import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { lintFiles } from './lint-files.ts';

const RULESET = 'openapi/.spectral.yaml';

interface Example {
  rule: string;
  outcome: 'fails' | 'passes';
  patch: unknown;
}

const documentation = await readFile('docs/LINT.md', 'utf8');
const contract: unknown = parse(await readFile('docs/lint/contract.yaml', 'utf8'));
const ruleset = parse(await readFile(RULESET, 'utf8')) as {
  rules: Record<string, unknown>;
  overrides: { rules: Record<string, 'off'> }[];
};
const own = Object.keys(ruleset.rules).filter((rule) => ruleset.rules[rule] !== 'off');
const examples = examplesOf(documentation);

let directory: string;
/** The rules that each example breaks, by the name of its file. */
let broken: Map<string, string[]>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-lint-'));
  const files = [join(directory, 'contract.json')];
  await writeFile(files[0] ?? '', JSON.stringify(contract));
  for (const example of examples) {
    const file = join(directory, fileOf(example));
    await writeFile(file, JSON.stringify(mergePatch(contract, example.patch)));
    files.push(file);
  }
  const findings = Map.groupBy(await lintFiles(files), ({ source }) => basename(source));
  broken = new Map([...findings].map(([file, found]) => [file, [...new Set(found.map(({ code }) => code))]]));
}, 60_000);

afterAll(async () => {
  await rm(directory, { recursive: true });
});

test('every rule of the house has a failing and a passing example', () => {
  const outcomes = Map.groupBy(examples, ({ rule }) => rule);
  expect([...outcomes.keys()].toSorted()).toEqual(own.toSorted());
  for (const [rule, each] of outcomes) {
    expect({ rule, outcomes: each.map(({ outcome }) => outcome) }).toEqual({ rule, outcomes: ['fails', 'passes'] });
  }
});

test('the rules taken from outside that are off are those that the documentation gives reasons for', () => {
  const outside = documentation.split('\n## ').find((section) => section.startsWith('Rules taken from outside')) ?? '';
  const told = outside
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, , where]) => where !== undefined && /^(everywhere|registration)/.test(where))
    .flatMap(([, rules = '']) => [...rules.matchAll(/`([^`]+)`/g)].map(([, rule]) => rule));
  const off = Object.keys(ruleset.rules).filter((rule) => ruleset.rules[rule] === 'off');
  const offSomewhere = ruleset.overrides.flatMap(({ rules }) => Object.keys(rules));
  expect(told.toSorted()).toEqual([...off, ...offSomewhere].toSorted());
});

test('the contract that the examples change breaks no rule', () => {
  expect(broken.get('contract.json') ?? []).toEqual([]);
});

test.each(examples)('the example that $outcome for $rule does', (example) => {
  const found = broken.get(fileOf(example)) ?? [];
  if (example.outcome === 'passes') expect(found).toEqual([]);
  else expect(found.filter((rule) => own.includes(rule))).toEqual([example.rule]);
});

/** The fenced blocks of the documentation, each under the heading of its rule. */
function examplesOf(text: string): Example[] {
  return text.split('\n### ').flatMap((section) => {
    const rule = section.slice(0, section.indexOf('\n'));
    return [...section.matchAll(/```yaml (fails|passes)\n(.*?)```/gs)].map(([, outcome, block = '']) => ({
      rule,
      outcome: outcome === 'fails' ? 'fails' : 'passes',
      patch: parse(block) as unknown,
    }));
  });
}

function fileOf({ rule, outcome }: Example): string {
  return `${rule}.${outcome}.json`;
}

/** RFC 7396. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
