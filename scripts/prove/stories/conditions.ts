import type { ContractOperation } from '@plumbline/contract/contract';
import type { ResourceOperation } from '../../../src/infra/resources/resource.ts';
import { perform } from '../world.ts';
import { itemPath, type Telling } from './telling.ts';

/** A tag stands for one state (RFC 9110, section 8.8.3): what is shown differently has another one. */
export async function proveTags({ world, made, find, wrong, result }: Telling): Promise<void> {
  const read = find('read');
  const change = find('update') ?? find('replace');
  if (!read || !change) return;
  const shown = () => perform(world, read.operation, { path: itemPath(read, made) }, 'conditions');
  const before = await shown();
  const changing = { path: itemPath(change, made), seed: world.seed + 59 };
  const { status } = await perform(world, change.operation, changing, 'conditions');
  const after = await shown();
  const tag = before.headers.get('etag');
  if (tag === null || status >= 300 || after.status >= 300) return;
  result.steps.push('tags');
  if (after.text !== before.text && after.headers.get('etag') === tag) {
    wrong('etag', read, `the item has changed, and still has the ETag ${tag}`);
  }
}

/** `If-None-Match` of the current tag is 304, `If-Match` of another 412, where the contract declares them. */
export async function proveConditions({ world, made, find, wrong, result }: Telling): Promise<void> {
  const read = find('read');
  if (!read) return;
  const path = itemPath(read, made);
  const { headers, status } = await perform(world, read.operation, { path });
  const tag = headers.get('etag');
  if (tag === null || status >= 300) return;
  result.steps.push('conditions');
  if (declares(read.operation, 'if-none-match')) {
    const again = await perform(
      world,
      read.operation,
      { path, header: { [spelt(read.operation, 'if-none-match')]: tag } },
      'conditions',
    );
    if (again.status !== 304)
      wrong('etag', read, `If-None-Match of the current ETag answered ${again.status}, not 304`);
    for (const named of [`W/${tag.replace(/^W\//, '')}`, `"stale-0", ${tag}`]) {
      const header = { [spelt(read.operation, 'if-none-match')]: named };
      const { status: found } = await perform(world, read.operation, { path, header }, 'conditions');
      if (found !== 304) wrong('etag', read, `If-None-Match: ${named}, which is current, answered ${found}, not 304`);
    }
  }
  for (const change of [find('update'), find('replace')]) {
    if (!change || !declares(change.operation, 'if-match')) continue;
    const name = spelt(change.operation, 'if-match');
    const stale = await perform(
      world,
      change.operation,
      { path: itemPath(change, made), header: { [name]: '"stale-0"' } },
      'conditions',
    );
    if (stale.status !== 412) wrong('etag', change, `If-Match of a stale ETag answered ${stale.status}, not 412`);
    const current = (await perform(world, read.operation, { path })).headers.get('etag') ?? tag;
    const fresh = await perform(
      world,
      change.operation,
      { path: itemPath(change, made), header: { [name]: current }, seed: world.seed + 41 },
      'conditions',
    );
    if (fresh.status === 412) wrong('etag', change, 'If-Match of the current ETag answered 412');
    if (fresh.status >= 300) continue;
    const renewed = (await perform(world, read.operation, { path })).headers.get('etag');
    const shownBefore = fresh.headers.get('etag');
    if (shownBefore !== null && renewed !== shownBefore)
      wrong('etag', change, `the change answered ETag ${shownBefore}, reading shows ${String(renewed)}`);
    const late = await perform(
      world,
      change.operation,
      { path: itemPath(change, made), header: { [name]: current } },
      'conditions',
    );
    if (renewed !== current && late.status !== 412)
      wrong('etag', change, `If-Match of an ETag before the last change answered ${late.status}, not 412`);
    await proveTagForms({ world, made, wrong }, change, async () => {
      return (await perform(world, read.operation, { path })).headers.get('etag') ?? tag;
    });
  }
}

/** Any state (`*`), one of several, and never a weak one: If-Match compares strongly (RFC 9110, section 13.1.1). */
async function proveTagForms(
  { world, made, wrong }: Pick<Telling, 'world' | 'made' | 'wrong'>,
  change: ResourceOperation,
  currentTag: () => Promise<string>,
): Promise<void> {
  const name = spelt(change.operation, 'if-match');
  for (const form of ['*', 'several', 'weak'] as const) {
    const tag = await currentTag();
    if (form === 'weak' && tag.startsWith('W/')) continue;
    const named = { '*': '*', several: `"stale-0", ${tag}`, weak: `W/${tag}` }[form];
    const asked = { path: itemPath(change, made), header: { [name]: named }, seed: world.seed + 41 };
    const { status } = await perform(world, change.operation, asked, 'conditions');
    if (form === 'weak' && status < 300) wrong('etag', change, `If-Match: ${named}, a weak ETag, answered ${status}`);
    if (form !== 'weak' && status === 412) wrong('etag', change, `If-Match: ${named}, which holds, answered 412`);
  }
}

function declares(operation: ContractOperation, header: string): boolean {
  return operation.parameters.some(({ in: location, name }) => location === 'header' && name.toLowerCase() === header);
}

function spelt(operation: ContractOperation, header: string): string {
  return operation.parameters.find(({ name }) => name.toLowerCase() === header)?.name ?? header;
}
