import type { Box } from '../resource.ts';
import type { Item } from '../store/rows.ts';
import { isItem } from './members.ts';
import { getOwn, membersOf, setOwn } from '@plumbline/contract/json';

/** An item as bodies show it: its properties in the boxes that the contract keeps them in. Changes no argument. */
export function boxed(item: Item, boxes: readonly Box[]): Item {
  if (boxes.length === 0) return item;
  const shown = { ...item };
  for (const { name, members } of boxes) {
    const inside = members.filter((member) => getOwn(item, member) !== undefined);
    if (inside.length === 0) continue;
    const box = { ...membersOf(getOwn(item, name)) };
    for (const member of inside) {
      setOwn(box, member, getOwn(item, member));
      delete shown[member];
    }
    setOwn(shown, name, box);
  }
  return shown;
}

/** The other way round. What a box holds beside its declared members stays in it, and an empty or null one is kept. */
export function unboxed(body: Item, boxes: readonly Box[]): Item {
  if (boxes.length === 0) return body;
  const item = { ...body };
  for (const { name, members } of boxes) {
    const box = getOwn(body, name);
    if (!isItem(box)) continue;
    const others = Object.entries(box).filter(([member]) => !members.includes(member));
    for (const member of members) if (Object.hasOwn(box, member)) setOwn(item, member, getOwn(box, member));
    if (others.length > 0 || Object.keys(box).length === 0) setOwn(item, name, Object.fromEntries(others));
    else delete item[name];
  }
  return item;
}
