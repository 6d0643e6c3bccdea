import Negotiator from 'negotiator';
import type { Contract, Parameter } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { resolve } from '@plumbline/contract/schema';

/** Headers by which clients negotiate of their own accord, in lists with weights (RFC 9110, section 12.5). */
const CHOICES: Record<string, (negotiator: Negotiator, known: string[]) => string[]> = {
  'accept-language': (negotiator, known) => negotiator.languages(known),
  'accept-encoding': (negotiator, known) => negotiator.encodings(known),
  'accept-charset': (negotiator, known) => negotiator.charsets(known),
};

/**
 * Reads a header that negotiates where a contract declares it as one of some values: browsers and `fetch` send it
 * whatever the contract says, as `*` or `en-US,en;q=0.9`.
 *
 * @returns the value that its client likes best, `undefined` where it takes none of them and need not; none for any other
 *   parameter
 */
export function negotiatedReader(
  contract: Contract,
  { in: place, name, schema, required }: Parameter,
): ((text: string) => string | undefined) | undefined {
  const choose = place === 'header' ? getOwn(CHOICES, name.toLowerCase()) : undefined;
  const known = (resolve(contract, schema).enum ?? []).filter((value) => typeof value === 'string');
  if (choose === undefined || known.length === 0) return undefined;
  return (text) => {
    if (known.includes(text)) return text;
    const [best] = choose(new Negotiator({ headers: { [name.toLowerCase()]: text } }), known);
    return best ?? (required ? text : undefined);
  };
}
