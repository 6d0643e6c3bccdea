import { agreeing } from '../agreeing.ts';
import { memberAt } from '../members.ts';
import { encodeRequest } from '../request.ts';
import { isShownAsSent } from './shown-as-sent.ts';
import { sampleValues } from '../sample-values.ts';
import { exchange } from '../world.ts';
import { itemPath, shownItem, type Telling } from './telling.ts';
import { differences, lastingDifferences } from './differences.ts';

/** PUT is full and idempotent: what was sent is what is there, and sending it again changes nothing. */
export async function proveReplace(telling: Telling): Promise<void> {
  const { world, made, find, wrong, result, resource } = telling;
  const replace = find('replace');
  if (
    replace === undefined ||
    (replace.key && replace.key.in !== 'path') ||
    replace.operation.method !== 'put' ||
    replace.request === undefined
  )
    return;
  const sampled = sampleValues(world.contract, replace.operation, {
    seed: world.seed + 13,
    path: itemPath(replace, made),
    optional: 'all',
  });
  const named = (await world.nameTargets?.(replace.operation, sampled, [])) ?? sampled;
  const sent = agreeing(world, replace.operation, named);
  if (sent.mediaType === undefined || !/json/.test(sent.mediaType)) return;
  const request = encodeRequest(world.contract, replace.operation, sent);
  const first = await exchange(world, 'replace', request);
  if (first.status >= 300) return;
  result.steps.push('replace again');
  const names = replace.request.names ?? {};
  const body = Object.fromEntries(
    Object.entries(memberAt(sent.body, replace.request.at)).map(([name, value]) => [names[name] ?? name, value]),
  );
  const fixed = new Set(
    resource.properties.filter(({ readOnly, writeOnly }) => readOnly || writeOnly).map(({ name }) => name),
  );
  const expected = Object.fromEntries(
    Object.entries(body).filter(([name, value]) => !fixed.has(name) && isShownAsSent(telling, name, value)),
  );
  const once = await shownItem(telling, made);
  if (!once) return;
  for (const each of differences(once, expected)) wrong('replace', replace, `after PUT, read shows ${each}`);
  const second = await exchange(world, 'replace', request);
  if (second.status !== first.status && second.status !== 412) {
    wrong('replace-idempotent', replace, `the same PUT again answered ${second.status}, first ${first.status}`);
  }
  const twice = (await shownItem(telling, made)) ?? {};
  const changed = lastingDifferences(twice, once);
  for (const each of changed) wrong('replace-idempotent', replace, `after the same PUT again, read shows ${each}`);
}
