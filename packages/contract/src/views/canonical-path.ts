/** A path in the one form that every router understands: `/shard/{petId}/{p2}`. */
export interface CanonicalPath {
  template: string;
  /** Parameter names as the contract writes them, in the order of the template. */
  parameters: string[];
  /** What the template calls them; the contract's own names wherever those are identifiers. */
  canonicalNames: string[];
}

/**
 * Reduces a path template to its parameters. Templates such as `/{id}.json`, `/{id}:cancel`, `/{base}...{head}` or names
 * with hyphens mean something else, or nothing, to the validator's router; ours has matched the request already and
 * hands on only the values, one a segment.
 */
export function canonicalPath(path: string): CanonicalPath {
  const parameters = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
  const distinct = [...new Set(parameters)];
  const canonicalNames = distinct.map((name, index) => (/^(?!__)[A-Za-z_]\w*$/.test(name) ? name : `p${index + 1}`));
  const free = canonicalNames.map((name, index) =>
    canonicalNames.indexOf(name) === index ? name : `p${index + 1}_${name}`,
  );
  return {
    template: ['/shard', ...free.map((name) => `{${name}}`)].join('/'),
    parameters: distinct,
    canonicalNames: free,
  };
}
