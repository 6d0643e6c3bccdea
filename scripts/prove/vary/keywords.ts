import type { SchemaObject } from '@plumbline/contract/contract';
import { buildValid } from '@plumbline/contract/sample/learn';
import type { Site } from './site.ts';

/** What the parts of a schema state by one keyword, numbers only: the narrowest counts. */
export function stated({ flat }: Site, keyword: string): number[] {
  return flat.parts.flatMap((part) => (typeof part[keyword] === 'number' ? [part[keyword]] : []));
}

export function largest(site: Site, keyword: string): number | undefined {
  const all = stated(site, keyword);
  return all.length === 0 ? undefined : Math.max(...all);
}

export function smallest(site: Site, keyword: string): number | undefined {
  const all = stated(site, keyword);
  return all.length === 0 ? undefined : Math.min(...all);
}

export function states({ flat }: Site, keyword: string): boolean {
  return flat.parts.some((part) => part[keyword] !== undefined && part[keyword] !== false);
}

/** A valid value that keeps to more than the contract asks, `{ minLength: 200 }`; nothing where there is none. */
export function valid({ view, flat }: Site, more: SchemaObject): unknown {
  const built = buildValid(view, { allOf: [...flat.parts], ...more }, undefined, { seed: 1, optional: 'none' });
  return built.violations.length === 0 ? built.value : undefined;
}

/** Lengths beyond this would test the network, not the contract. */
export const LONGEST = 20_000;
/** As many elements of an array as are still sent. */
export const MOST_ITEMS = 200;
