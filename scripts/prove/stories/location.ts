import { memberAt } from '../members.ts';
import { validRequest } from '../request.ts';
import { exchange } from '../world.ts';
import type { Telling } from './telling.ts';
import { differences } from './differences.ts';

/** `Location` of what was created leads to it. */
export async function proveLocation({ world, made, find, wrong, result }: Telling): Promise<void> {
  const { creator, received } = made;
  const location = received.headers.get('location');
  const read = find('read');
  if (location === null || received.status !== 201 || !read) return;
  result.steps.push('location');
  const { pathname, search } = new URL(location, world.url);
  const request = validRequest(world.contract, read.operation, { seed: world.seed });
  const found = await exchange(world, 'location', { ...request, target: pathname + search });
  if (found.status >= 300) {
    wrong('location', creator, `GET of Location ${location} answered ${found.status}`);
    return;
  }
  for (const each of differences(memberAt(found.json, read.response.at ?? []), made.item)) {
    wrong('location', creator, `Location leads to another item: it shows ${each}`);
  }
}
