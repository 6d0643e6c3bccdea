import { isMembers } from '@plumbline/contract/json';
import { allows } from '@plumbline/contract/views/flatten';
import { pointerToken } from '@plumbline/contract/schema';
import { largest, LONGEST, MOST_ITEMS, smallest, states, valid } from './keywords.ts';
import type { Site } from './site.ts';
import type { Variation } from './variation.ts';

/** What no contract that lists values, formats or patterns means. */
const ODD_TEXTS = ['no such value ¶', '!', '', ' ', 'not-a-format', '\u{1F4D0}', '-1', 'A'.repeat(300)];

/** One thing wrong at a time at one place; whoever applies one checks that the contract indeed forbids it. */
export function faultsAt(site: Site): Variation[] {
  const { pointer, value, flat } = site;
  const faults: Variation[] = typeFaults(site);
  if (flat.values) faults.push(...ODD_TEXTS.slice(0, 1).map((text) => ({ kind: 'enum', pointer, value: text })));
  if (typeof value === 'string') faults.push(...textFaults(site));
  if (typeof value === 'number') faults.push(...numberFaults(site));
  if (Array.isArray(value)) faults.push(...arrayFaults(site, value));
  if (isMembers(value)) {
    for (const name of flat.required) {
      if (Object.hasOwn(value, name)) faults.push({ kind: 'required', pointer: `${pointer}/${pointerToken(name)}` });
    }
    faults.push({ kind: 'additionalProperties', pointer: `${pointer}/plumblineUnknown`, value: 'unknown' });
  }
  return faults;
}

/** Another type: one that nobody takes for the right one, and one that a lax reader would turn into it. */
function typeFaults({ flat, pointer, value }: Site): Variation[] {
  const others = [
    { type: 'object', value: { plumbline: true } },
    { type: 'string', value: 'not a number' },
    { type: 'number', value: 12.5 },
    { type: 'null', value: null },
    { type: 'array', value: [[]] },
  ].filter(({ type }) => !allows(flat, type));
  const similar = typeof value === 'string' ? (allows(flat, 'number') ? undefined : 12.5) : String(value);
  return [
    ...others.slice(0, 1).map((other) => ({ kind: 'type', pointer, value: other.value })),
    ...(similar === undefined || typeof value === 'object' ? [] : [{ kind: 'coercion', pointer, value: similar }]),
  ];
}

function textFaults(site: Site): Variation[] {
  const { pointer } = site;
  const faults: Variation[] = [];
  const most = smallest(site, 'maxLength');
  if (most !== undefined && most < LONGEST) {
    const longest = valid(site, { type: 'string', minLength: most, maxLength: most });
    const text =
      typeof longest === 'string' && longest !== ''
        ? longest + (Array.from(longest).at(-1) ?? 'x')
        : 'x'.repeat(most + 1);
    faults.push({ kind: 'maxLength', pointer, value: text });
  }
  const least = largest(site, 'minLength');
  if (least !== undefined && least > 0 && least < LONGEST) {
    const text = String(site.value).repeat(least);
    faults.push({
      kind: 'minLength',
      pointer,
      value: Array.from(text)
        .slice(0, least - 1)
        .join(''),
    });
  }
  for (const kind of ['pattern', 'format'] as const) {
    if (states(site, kind)) faults.push(...ODD_TEXTS.map((text) => ({ kind, pointer, value: text })));
  }
  return faults;
}

function numberFaults(site: Site): Variation[] {
  const { pointer, value, flat } = site;
  const step = largest(site, 'multipleOf') ?? 1;
  const isFractional = flat.types?.has('number') === true && largest(site, 'multipleOf') === undefined;
  const beyond = isFractional ? 0.01 : step;
  const candidates: [kind: string, number: number | undefined][] = [
    ['minimum', shifted(largest(site, 'minimum'), -beyond)],
    ['maximum', shifted(smallest(site, 'maximum'), beyond)],
    ['exclusiveMinimum', largest(site, 'exclusiveMinimum')],
    ['exclusiveMaximum', smallest(site, 'exclusiveMaximum')],
    ['multipleOf', states(site, 'multipleOf') ? shifted(Number(value), step / 2) : undefined],
    ['integer', shifted(Number(value), 0.5)],
    ['format', states(site, 'format') ? 2 ** 31 : undefined],
  ];
  return candidates.flatMap(([kind, number]) =>
    number === undefined || !Number.isFinite(number) ? [] : [{ kind, pointer, value: number }],
  );
}

function shifted(number: number | undefined, by: number): number | undefined {
  return number === undefined ? undefined : Number((number + by).toPrecision(15));
}

function arrayFaults(site: Site, value: readonly unknown[]): Variation[] {
  const { pointer } = site;
  const faults: Variation[] = [];
  const most = smallest(site, 'maxItems');
  const least = largest(site, 'minItems');
  const full =
    most === undefined || most > MOST_ITEMS
      ? undefined
      : valid(site, { type: 'array', minItems: most, maxItems: most });
  if (Array.isArray(full)) {
    const one = valid(site, { type: 'array', minItems: 1, maxItems: 1 });
    const extra: unknown[] = full.length > 0 ? full.slice(0, 1) : Array.isArray(one) ? one : ['extra'];
    faults.push({ kind: 'maxItems', pointer, value: [...(full as unknown[]), ...extra] });
  }
  if (least !== undefined && least > 0) faults.push({ kind: 'minItems', pointer, value: value.slice(0, least - 1) });
  if (states(site, 'uniqueItems') && value.length > 0) {
    faults.push({ kind: 'uniqueItems', pointer, value: [value[0], value[0], ...value.slice(1)] });
  }
  return faults;
}
