import { getOwn } from '@plumbline/contract/json';
import type { Resource } from '../resource.ts';
import { textOf } from '../text.ts';

/**
 * The name of an item as Google's APIs write it, which is its path without what stands before the first collection:
 * `shelves/s1/books/x` of `/v1/shelves/{shelf}/books/{book}`. A value that is such a name already stays as it is.
 *
 * @param template path of an operation
 * @param parameter the path parameter where the name ends; none: the whole path
 * @returns `undefined` where the path has no literal before its first parameter, or is not a path of names
 */
export function resourceName(
  template: string,
  values: Readonly<Record<string, unknown>>,
  parameter?: string,
): string | undefined {
  let name = '';
  let isInside = false;
  for (const part of template.split('/').filter((each) => each !== '')) {
    const [, own] = /^\{([^{}]+)\}(?::[\w-]+)?$/.exec(part) ?? [];
    if (own === undefined) {
      if (part.includes('{')) return undefined;
      name = isInside ? `${name}/${part}` : part;
      continue;
    }
    const value = textOf(getOwn(values, own));
    if (name === '') return undefined;
    isInside = true;
    name = value.startsWith(`${name}/`) ? value : `${name}/${value}`;
    if (own === parameter) return name;
  }
  return parameter === undefined ? name : undefined;
}

/** Whether items may be identified by such a name: by text in `name`, which their path calls otherwise. */
export function isNamedByPath({ identity }: Pick<Resource, 'identity'>, parameter: string): boolean {
  return identity?.property === 'name' && identity.type === 'text' && parameter !== 'name';
}
