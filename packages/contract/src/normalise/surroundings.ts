import { basename } from 'node:path';
import { heal, type Draft } from '../draft.ts';
import { getOwn, isMembers, listOf, type Members, membersOf, setOwn, textOf } from '../json.ts';

/** Mends what stands around the operations: title and version, paths that are missing altogether. */
export function healSurroundings(draft: Draft, file: string): void {
  const { document } = draft;
  if (!isMembers(document.info)) {
    document.info = {};
    heal(draft, 'missing-info', '/info', '`info` is missing; the contract is called by its file name.');
  }
  const info = membersOf(document.info);
  for (const [member, otherwise] of [
    ['title', basename(file)],
    ['version', '0'],
  ] as const) {
    if (typeof info[member] === 'string') continue;
    const written = info[member];
    info[member] = typeof written === 'number' ? String(written) : otherwise;
    heal(
      draft,
      `${member}-not-text`,
      `/info/${member}`,
      `\`info.${member}\` must be a text; it is taken for ${JSON.stringify(info[member])}.`,
    );
  }
  if (document.paths === undefined) {
    document.paths = {};
    if (document.webhooks === undefined)
      heal(draft, 'missing-paths', '', '`paths` is missing; the contract has no operations.');
  }
}

/** Mends a server: every `{variable}` of its URL needs a default. */
export function healServer(draft: Draft, server: Members, pointer: string): void {
  if (typeof server.url !== 'string') {
    server.url = '/';
    heal(draft, 'server-without-url', pointer, 'A server needs a `url`; it is taken for /.');
  }
  const names = [...(textOf(server.url) ?? '').matchAll(/\{([^{}]+)\}/gu)].map(([, name = '']) => name);
  if (names.length === 0) return;
  const variables = (server.variables ??= {}) as Members;
  for (const name of names) {
    const variable = membersOf(getOwn(variables, name));
    if (typeof variable.default === 'string') continue;
    const usual = [variable.default, ...listOf(variable.enum)].filter(isScalar).map(String)[0] ?? name;
    setOwn(variables, name, { ...variable, default: usual });
    heal(
      draft,
      'variable-without-default',
      pointer,
      `The server variable ${name} has no default; it is taken for ${usual}.`,
    );
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
