import type { Answered, Fault } from './proxy.ts';
import { answers, inItem, ITEM, type Json } from './tamper.ts';

/** Faults in how one item is shown. */
export function itemFaults(): Record<string, Fault> {
  const remembered: { identifier?: unknown } = {};
  return {
    'leaves an optional member out when read': answers(200, dropping('isSharp', 'code', 'state'), 'GET', ITEM),
    'shows another than was asked for': answers(
      200,
      (answered) => {
        const item = JSON.parse(answered.body) as Json;
        item['id'] = '00000000-0000-7000-8000-000000000000';
        answered.body = JSON.stringify(item);
      },
      'GET',
      ITEM,
    ),
    'creates in another time zone': inItem((item) => {
      item['createdAt'] = new Date(Date.parse(String(item['createdAt'])) + 3 * 3_600_000).toISOString();
    }),
    'misspells a member': answers(
      200,
      (answered) => (answered.body = answered.body.replace('"state"', '"State"')),
      'GET',
      ITEM,
    ),
    'mangles letters beyond ASCII': inItem((item) => {
      item['name'] = String(item['name']).replaceAll(/[^\x20-\x7e]/g, '?');
    }),
    'gives all one identifier': answers(201, (answered) => {
      const item = JSON.parse(answered.body) as Json;
      item['id'] = remembered.identifier ??= item['id'];
      answered.body = JSON.stringify(item);
    }),
    'shows an undeclared member': inItem((item) => (item['internalNote'] = 'x')),
    'shows a writeOnly member': inItem((item) => (item['pin'] = '1234')),
    'leaves a required member out': inItem((item) => delete item['kind']),
    'shows a number as text': inItem((item) => (item['weight'] = String(item['weight']))),
    'shows a value outside its enum': inItem((item) => (item['kind'] = 'hammer')),
    'shows a time in another format': inItem((item) => (item['createdAt'] = '2026-01-01 10:00')),
    'shows null where none may be': inItem((item) => (item['code'] = null)),
    'shows another name than was sent': inItem((item) => (item['name'] = String(item['name']).toUpperCase())),
  };
}

/** Leaves members out of a JSON body. */
function dropping(...names: string[]): (answered: Answered) => void {
  return (answered) => {
    const body = JSON.parse(answered.body) as Json;
    for (const name of names) Reflect.deleteProperty(body, name);
    answered.body = JSON.stringify(body);
  };
}
