import type { Content } from '@plumbline/contract/contract';

export interface MediaTypeMatches {
  /** Declared names of media types that are the same, or covered by a range of the other side. */
  pairs: [base: string, revision: string][];
  lost: string[];
  gained: string[];
}

/** Finds the same media types in both contents; `application/*` covers `application/json`. */
export function matchMediaTypes(base: Content, revision: Content): MediaTypeMatches {
  const before = Object.keys(base);
  const after = Object.keys(revision);
  const pairs = before.flatMap((name): [string, string][] => {
    const partner = partnerOf(name, after);
    return partner === undefined ? [] : [[name, partner]];
  });
  const paired = new Set(pairs.map(([, name]) => name));
  const gained = after.filter((name) => !paired.has(name));
  for (const name of gained) {
    const range = before.find((one) => covers(one, name));
    if (range !== undefined) pairs.push([range, name]);
  }
  return {
    pairs,
    lost: before.filter((name) => partnerOf(name, after) === undefined),
    gained: gained.filter((name) => !before.some((one) => covers(one, name))),
  };
}

function partnerOf(name: string, others: readonly string[]): string | undefined {
  return others.find((other) => essence(other) === essence(name)) ?? others.find((other) => covers(other, name));
}

/** A media type as it is compared: names in lower case, parameters in one order and without quotes, no charset. */
function essence(name: string): string {
  const [type = '', ...written] = name.split(';').map((part) => part.trim());
  const parameters = written
    .filter((part) => part !== '')
    .map((part) => {
      const [key = '', ...value] = part.split('=');
      return `${key.trim().toLowerCase()}=${value
        .join('=')
        .trim()
        .replace(/^"(.*)"$/u, '$1')}`;
    })
    .filter((part) => !part.startsWith('charset='));
  return [type.toLowerCase(), ...parameters.sort()].join(';');
}

function covers(range: string, name: string): boolean {
  const [type, subtype] = essence(range).split('/');
  return subtype === '*' && (type === '*' || essence(name).startsWith(`${type ?? ''}/`));
}
