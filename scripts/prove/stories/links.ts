import type { ContractOperation } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import { reach } from '../reach.ts';
import { arranged } from '../arrange.ts';
import { validRequest } from '../request.ts';
import { sampleValues } from '../sample-values.ts';
import { exchange, fail, sendArranged, type World } from '../world.ts';
import { linkTargets } from './next-page.ts';

/** So many addresses of one answer are followed: a page of items gives one each. */
const MOST = 10;

/**
 * Every address on this server that an answer gives leads somewhere: in a `Link` header, in links to other pages, and
 * in the `self` and `_links` of items. Asks every operation that reads and whose path can be bound.
 */
export async function proveLinks(world: World): Promise<void> {
  for (const operation of world.contract.operations) {
    if (operation.method === 'get') await followFrom(world, operation);
  }
}

async function followFrom(world: World, operation: ContractOperation): Promise<void> {
  const derived = world.model.operations.get(operation.id);
  const { path } = await reach(world, operation);
  const values = sampleValues(world.contract, operation, { seed: world.seed, path });
  const sent = await arranged(world, operation, values, (made) => ({ ...made, path: { ...made.path, ...path } }));
  const { request } = sent;
  const { headers, status, json } = await sendArranged(world, 'links', sent);
  // What an example of the contract says leads to where its author was.
  if (status >= 300 || headers.get('x-plumbline-answer') === 'example') return;
  const told = derived?.response.facts.filter(({ fact }) => fact.endsWith('Url')).map(({ at }) => at) ?? [];
  const addresses = [
    ...linkTargets(headers.get('link')).map(({ target }) => target),
    ...told.map((at) => at.reduce<unknown>((part, key) => (isMembers(part) ? part[key] : undefined), json)),
    ...addressesIn(json),
  ].filter((address): address is string => typeof address === 'string' && address !== '');
  for (const address of [...new Set(addresses)].slice(0, MOST)) {
    const target = onThisServer(world, address);
    if (target === undefined) continue;
    const served = operationsAt(world, target);
    const there = served.find(({ method }) => method === 'get');
    if (there === undefined) {
      // A link to what can only be done is not for reading.
      if (served.length > 0) continue;
      fail(world, 'links', operation, `the answer links to ${address}, which the contract does not serve`, request);
      continue;
    }
    const asked = there === operation ? request : validRequest(world.contract, there, { seed: world.seed });
    const found = await exchange(world, 'links', { ...asked, target });
    if (found.status >= 400) {
      fail(world, 'links', operation, `the answer links to ${address}, which answers ${found.status}`, request);
    }
  }
}

/** Hypermedia as HAL, JSON:API and Siren write it: `_links`, `links`, and `href` or an address below them. */
function addressesIn(value: unknown, isLink = false): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => addressesIn(each, isLink));
  if (!isMembers(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (typeof member !== 'string') return addressesIn(member, isLink || name === '_links' || name === 'links');
    const isAddress = isLink && /^(self|href|next|prev|previous|first|last|related)$/.test(name);
    return isAddress ? [member] : [];
  });
}

/** The operations that a path may lead to, those with the fewest parameters in theirs first. */
function operationsAt({ contract }: World, target: string): ContractOperation[] {
  const [pathname = ''] = target.split('?');
  return contract.operations
    .filter(({ path, basePaths }) => basePaths.some((base) => fits(base + path, pathname)))
    .toSorted((one, other) => one.path.split('{').length - other.path.split('{').length);
}

function fits(template: string, pathname: string): boolean {
  const [plain = ''] = template.split(/[#?]/);
  const literals = plain.split(/\{[^{}]*\}/).map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${literals.join('[^/]+')}$`).test(pathname);
}

/** The path and query of an address of this server; nothing of others, and of templates that have to be filled. */
function onThisServer({ url }: World, address: string): string | undefined {
  if (!/^(\/|https?:)/.test(address) || address.includes('{') || !URL.canParse(address, url)) return undefined;
  const there = new URL(address, url);
  return there.origin === new URL(url).origin ? there.pathname + there.search : undefined;
}
