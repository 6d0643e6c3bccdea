import { violations } from '@plumbline/contract/check';
import { isMembers } from '@plumbline/contract/json';
import { mergePatch } from '../../../src/infra/resources/body/merge-patch.ts';
import { sample } from '@plumbline/contract/sample/sample';
import type { ResourceOperation } from '../../../src/infra/resources/resource.ts';
import { agreeing } from '../agreeing.ts';
import { isJsonPatch, patchOf } from '../json-patch.ts';
import { memberAt } from '../members.ts';
import { encodeRequest, type RequestValues } from '../request.ts';
import { sampleValues } from '../sample-values.ts';
import { areValid } from '../vary/valid-values.ts';
import { exchange } from '../world.ts';
import { isShownAsSent } from './shown-as-sent.ts';
import { itemPath, shownItem, type Telling } from './telling.ts';
import { lastingDifferences } from './differences.ts';

/** PATCH changes what it names and nothing else, as JSON Patch (RFC 6902) or as an object (merge patch, RFC 7396). */
export async function provePatch(telling: Telling): Promise<void> {
  const { world, made, find, resource } = telling;
  const update = find('update');
  if (update === undefined || (update.key && update.key.in !== 'path') || update.operation.method !== 'patch') return;
  await proveJsonPatch(telling, update);
  if (update.request?.at.length !== 0) return;
  const sampled = sampleValues(world.contract, update.operation, {
    seed: world.seed + 29,
    path: itemPath(update, made),
    optional: 'all',
  });
  const named = (await world.nameTargets?.(update.operation, sampled, [])) ?? sampled;
  const values = agreeing(world, update.operation, named);
  if (!isMembers(values.body) || !/^application\/(merge-patch\+)?json/.test(values.mediaType ?? '')) return;
  const names = update.request.names ?? {};
  for (const [name, value] of Object.entries(values.body).slice(0, 6)) {
    const property = resource.properties.find((each) => each.name === (names[name] ?? name));
    if (!property || property.readOnly || property.writeOnly || property.name === resource.identity?.property) continue;
    const alone = (each: unknown): RequestValues => ({ ...values, body: { [name]: each } });
    await proveMember(telling, alone(value), property.name, value);
    const foreign = FOREIGN.find((each) => areValid(world.contract, update.operation, alone(each)));
    if (typeof value === 'string' && foreign !== undefined) {
      await proveMember(telling, alone(foreign), property.name, foreign);
    }
    await proveNull(telling, alone(null), property.name);
  }
}

/** A JSON Patch that gives a member another value changes that member and nothing else (RFC 6902). */
async function proveJsonPatch(telling: Telling, update: ResourceOperation): Promise<void> {
  const { world, made, resource } = telling;
  const { contract } = world;
  const mediaType = Object.keys(update.operation.requestBody?.content ?? {}).find((each) =>
    isJsonPatch({ mediaType: each }),
  );
  if (mediaType === undefined) return;
  const seed = world.seed + 29;
  const values = sampleValues(contract, update.operation, { seed, path: itemPath(update, made), mediaType });
  for (const { name, schema, readOnly, writeOnly } of resource.properties.slice(0, 6)) {
    if (readOnly || writeOnly || name === resource.identity?.property) continue;
    const value = sample(contract, schema, { seed, view: 'request' });
    const patch = patchOf(contract, update.operation, values, name, value);
    if (patch) await proveMember(telling, patch, name, value);
  }
}

/** Texts with letters beyond ASCII, of several lengths: they come back as they went. */
const FOREIGN = ['Zoë 水', 'ë水', 'Zoë 水 '.repeat(8).trim()];

/** One member is changed, as it was said, and no other. */
async function proveMember(telling: Telling, values: RequestValues, property: string, value: unknown): Promise<void> {
  const { world, made, find, wrong, result } = telling;
  const update = find('update');
  if (!update || !areValid(world.contract, update.operation, values)) return;
  if (!isShownAsSent(telling, property, value)) return;
  const before = await shownItem(telling, made);
  const { status } = await exchange(world, 'patch', encodeRequest(world.contract, update.operation, values));
  const after = await shownItem(telling, made);
  // Rules of the business may forbid a step (409, 422); what is then shown is not the patch.
  if (status >= 300 || !before || !after) return;
  if (!result.steps.includes('patch')) result.steps.push('patch');
  const shown = memberAt(before, []);
  const merged = lastingDifferences(after, { ...shown, [property]: mergePatch(shown[property], value) });
  // Only a merge patch says that it goes on within; plain JSON may put the new object in the place of the old.
  const isPlain = !/merge-patch/.test(values.mediaType ?? '');
  if (isPlain && lastingDifferences(after, { ...shown, [property]: value }).length === 0) return;
  for (const each of merged) wrong('merge-patch', update, `after PATCH of ${property} alone, read shows ${each}`);
}

/** Null takes out what it is said of, where the contract takes it. */
async function proveNull(telling: Telling, values: RequestValues, property: string): Promise<void> {
  const { world, made, find, wrong } = telling;
  const update = find('update');
  if (!update || !areValid(world.contract, update.operation, values)) return;
  const { status } = await exchange(world, 'patch', encodeRequest(world.contract, update.operation, values));
  const after = await shownItem(telling, made);
  const kept = after?.[property];
  if (status >= 300 || kept === undefined || kept === null) return;
  // What has to be shown, and cannot be as null, is there all the same.
  const bare = violations(world.contract, telling.resource.representation, {}, 'response');
  if (bare.some(({ missing }) => missing === property) && !isShownAsSent(telling, property, null)) return;
  wrong(
    'merge-patch',
    update,
    `after PATCH of ${property} with null, read shows it as ${JSON.stringify(kept).slice(0, 80)}`,
  );
}
