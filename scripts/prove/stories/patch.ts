import { isMembers } from '../../../src/infra/contract/json.ts';
import { memberAt } from '../members.ts';
import { encodeRequest } from '../request.ts';
import { sampleValues } from '../sample-values.ts';
import { areValid } from '../vary/valid-values.ts';
import { exchange } from '../world.ts';
import { isShownAsSent } from './replace.ts';
import { differences, itemPath, shownItem, type Telling } from './telling.ts';

/** PATCH with a JSON body changes what it names and nothing else (merge patch, RFC 7396). */
export async function provePatch(telling: Telling): Promise<void> {
  const { world, made, find, wrong, result, resource } = telling;
  const update = find('update');
  if (update?.key?.in !== 'path' || update.operation.method !== 'patch' || update.request?.at.length !== 0) return;
  const values = sampleValues(world.contract, update.operation, {
    seed: world.seed + 29,
    path: itemPath(update, made),
    optional: 'all',
  });
  if (!isMembers(values.body) || !/^application\/(merge-patch\+)?json/.test(values.mediaType ?? '')) return;
  const names = update.request.names ?? {};
  for (const [name, value] of Object.entries(values.body).slice(0, 6)) {
    const property = resource.properties.find((each) => each.name === (names[name] ?? name));
    const single = { ...values, body: { [name]: value } };
    if (!property || property.readOnly || property.writeOnly || property.name === resource.identity?.property) continue;
    if (!areValid(world.contract, update.operation, single)) continue;
    if (!isShownAsSent(telling, property.name, value)) continue;
    const before = await shownItem(telling, made);
    const { status } = await exchange(world, 'patch', encodeRequest(world.contract, update.operation, single));
    const after = await shownItem(telling, made);
    // Rules of the business may forbid a step (409, 422); what is then shown is not the patch.
    if (status >= 300 || !before || !after) continue;
    if (!result.steps.includes('patch')) result.steps.push('patch');
    const expected = { ...memberAt(before, []), [property.name]: value };
    const changed = differences(after, expected).filter(
      (each) => !/^(updated|modified|edited|version|revision|etag|last)/i.test(each),
    );
    for (const each of changed) wrong('merge-patch', update, `after PATCH of ${name} alone, read shows ${each}`);
  }
}
