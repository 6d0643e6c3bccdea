/** What is known about pairs in one direction, for the whole comparison of two contracts. */
export interface Knowledge {
  same: Set<string>;
  different: Set<string>;
  /** Same if a pair higher up turns out the same; in the order they were found, with the depth of that pair. */
  tentative: Map<string, number>;
}

export function emptyKnowledge(): Knowledge {
  return { same: new Set(), different: new Set(), tentative: new Map() };
}

/** Takes back what was found since there were `known` entries; gives the pairs. */
export function forget(tentative: Map<string, number>, known: number): string[] {
  if (tentative.size === known) return [];
  const since = [...tentative.keys()].slice(known);
  for (const key of since) tentative.delete(key);
  return since;
}
