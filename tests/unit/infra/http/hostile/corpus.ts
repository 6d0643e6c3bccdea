import type { HostileRequest } from './measured-server.ts';

/** A generator of numbers below one, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let next = Math.imul(state ^ (state >>> 15), state | 1);
    next ^= next + Math.imul(next ^ (next >>> 7), next | 61);
    return ((next ^ (next >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Where requests go, and what a valid one says. */
export interface Target {
  method: string;
  /** `{}` stands for an identifier. */
  path: string;
  /** A valid body; none: the operation has none. */
  body?: Record<string, unknown>;
  /** `form`: it takes forms, in both media types. */
  mediaType?: string;
}

const list = <Item>(length: number, make: (index: number) => Item): Item[] => Array.from({ length }, (_, i) => make(i));
const nested = (depth: number, open: string, close: string): string => open.repeat(depth) + '1' + close.repeat(depth);

/** Texts that are long for a pattern, a format or a name, with `n` as the measure of it. */
const TEXTS: readonly ((n: number) => string)[] = [
  (n) => 'a'.repeat(n) + '!',
  (n) => 'a-'.repeat(n) + '.',
  (n) => `${'a.'.repeat(n)}@`,
  (n) => `a@${'a-'.repeat(n)}`,
  (n) => `http://${':'.repeat(n)}`,
  (n) => `https://${'a.'.repeat(n)}/${'/a'.repeat(n)}\n`,
  (n) => `2020-01-01T00:00:00.${'1'.repeat(n)}`,
  (n) => 't'.repeat(n),
  (n) => '('.repeat(n),
  (n) => ' '.repeat(n) + 'x',
  (n) => '9'.repeat(n),
  (n) => '\u0000'.repeat(n),
  (n) => '\ud800'.repeat(Math.min(n, 50)),
  (n) => '😀'.repeat(n),
  (n) => '%'.repeat(n),
  (n) => `'; drop table notes; --${'"'.repeat(n)}`,
  () => '',
  () => '__proto__',
  () => 'constructor',
  () => '../../../etc/passwd',
];

/** JSON texts of values that are hostile wherever they stand. */
const VALUES: readonly ((n: number) => string)[] = [
  () => '9'.repeat(309),
  () => '-1e400',
  () => '1e-400',
  () => '-0',
  () => '1152921504606846976',
  () => '9223372036854775808',
  () => 'null',
  () => 'true',
  () => '{}',
  () => '[]',
  () => '[null]',
  () => '"\\ud800"',
  () => '"\\u0000"',
  () => '{"__proto__":{"a":1}}',
  () => '{"constructor":{"prototype":{"a":1}}}',
  () => '{"toString":1,"":2,"valueOf":null,"hasOwnProperty":[]}',
  (n) => nested(Math.min(n, 100_000), '[', ']'),
  (n) => nested(Math.min(n, 60), '{"in":', '}'),
  (n) => nested(Math.min(n, 60), '{"left":"x","in":', '}'),
  (n) => '['.repeat(n),
  (n) => JSON.stringify(list(n, () => '\u0000')),
  (n) => JSON.stringify(list(n, (i) => ({ id: i }))),
  (n) => JSON.stringify(list(n, () => ({}))),
  (n) => JSON.stringify(list(n, () => 'a')),
  (n) => JSON.stringify(list(n, (i) => i)),
  (n) => JSON.stringify(Object.fromEntries(list(n, (i) => [`n${i}`, i]))),
  (n) => `{${list(n, () => '"a":1').join(',')}}`,
  (n) => JSON.stringify({ ['k'.repeat(n)]: list(n, () => '\u0000') }),
  (n) => JSON.stringify(list(n, (i) => ({ op: 'add', path: `/tags/${i}`, value: i }))),
  () => '[{"op":"remove","path":"/tags/length"},null,{"op":"test","path":5}]',
  (n) => JSON.stringify(list(n, () => ({ op: 'copy', from: '', path: '/extra' })).slice(0, 25)),
  ...TEXTS.map((text) => (n: number) => JSON.stringify(text(n))),
];

const NAMES = ['note', 'note[0]', 'note[]', 'note[4294967294]', 'note[1e9]', 'note[a][b]', '__proto__', 'note[__proto__]', 'constructor', '', 'note[0][99999]', `a${'[x]'.repeat(60)}`, 'x'.repeat(300)]; // prettier-ignore

const QUERIES: readonly ((n: number) => string)[] = [
  (n) => list(n, (i) => `n${i}=1`).join('&'),
  (n) => list(n, () => 'tag=a').join('&'),
  (n) => `tag=${'a,'.repeat(n)}`,
  (n) => `sort=${'-name,'.repeat(n)}`,
  (n) => `filter${'[a]'.repeat(n)}=1`,
  (n) => list(n, (i) => `filter[a${i}]=1`).join('&'),
  () => 'filter[__proto__][a]=1',
  () => 'filter[a]=1&filter[a][b]=2',
  () => 'limit=1e9',
  () => 'limit=-1&offset=99999999999999999999',
  () => `limit=${'9'.repeat(300)}`,
  () => 'cursor=%00',
  () => 'name=%',
  () => 'name=%ff',
  () => 'count=NaN&count=Infinity',
  () => 'name',
  () => '&&&=&=',
  (n) => `name=${'%F0%9F%98%80'.repeat(n)}`,
  (n) => `name=${'%25'.repeat(n)}`,
];

const HEADERS: readonly ((n: number) => Record<string, string>)[] = [
  (n) => ({ accept: 'a/b,'.repeat(n) }),
  (n) => ({ accept: `${list(n, (i) => `t${i}/x;q=0.${i}`).join(',')},*/*` }),
  (n) => ({ 'if-none-match': '"a",'.repeat(n) }),
  (n) => ({ 'if-match': 'W/"a", '.repeat(n) }),
  (n) => ({ range: `bytes=${'0-1,'.repeat(n)}` }),
  (n) => ({ cookie: list(n, (i) => `c${i}=1`).join('; ') }),
  (n) => ({ cookie: ';'.repeat(n) }),
  (n) => ({ 'accept-language': 'de;q=0.1,'.repeat(n) }),
  (n) => ({ 'accept-encoding': 'gzip;q=0.1,'.repeat(n) }),
  (n) => ({ 'content-type': `application/json${';'.repeat(n)}` }),
  (n) => ({ 'content-type': `application/json; charset="${'x'.repeat(n)}` }),
  (n) => ({ 'content-type': `multipart/form-data; boundary="${';'.repeat(n)}"` }),
  () => ({ 'content-type': 'text/\u00e9' }),
  () => ({ 'content-encoding': 'gzip' }),
  () => ({ 'content-encoding': 'x, gzip, br' }),
  () => ({ 'if-modified-since': 'x'.repeat(2000) }),
  () => ({ authorization: `Bearer ${token({ sub: 5, exp: 9e9 })}` }),
  () => ({ authorization: `Bearer ${token({ sub: { a: 1 }, iss: ['x'], exp: 'x' })}` }),
  () => ({ authorization: 'Bearer a.b.c' }),
  () => ({ authorization: 'Basic \u00ff\u00ff' }),
  () => ({ authorization: `Basic ${Buffer.from('a\0b:c').toString('base64')}` }),
  (n) => ({ authorization: `Bearer ${'.'.repeat(n)}` }),
  (n) => ({ prefer: 'return=minimal, '.repeat(n) }),
  (n) => ({ 'x-forwarded-for': '1.1.1.1, '.repeat(n) }),
  () => ({ 'x-request-id': '\u00e9'.repeat(100) }),
  () => ({ origin: 'null', 'sec-fetch-site': 'cross-site' }),
  () => ({ 'x-http-method-override': 'DELETE' }),
  () => ({ host: 'a b' }),
];

const RAW: readonly ((n: number) => string)[] = [
  () => 'GET / HTTP/1.1\r\nHost: a\r\n\r\nGARBAGE\r\n\r\n',
  () => 'GET / HTTP/1.1\r\n\r\n',
  () => 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
  () => 'POST /notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  () => 'POST /notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{}',
  () => 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n',
  () => 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  () => 'BREW / HTTP/1.1\r\nHost: a\r\n\r\n',
  () => 'GET http://[ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  (n) => `GET /${'a'.repeat(n)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
  (n) => `GET / HTTP/1.1\r\nHost: a\r\n${list(n, (i) => `H${i}: 1\r\n`).join('')}\r\n`,
  (n) => `${'GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(Math.min(n, 50))}X`,
];

function token(payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', kid: 5, typ: 'at+jwt' })}.${part(payload)}.x`;
}

/**
 * Makes so many hostile requests, the same for the same seed: mostly small ones, now and then one of the allowed size.
 *
 * @param known an identifier of something that is there
 */
export function corpus(targets: readonly Target[], count: number, seed: number, known = '0'): HostileRequest[] {
  const random = randomOf(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const size = (largest: number): number => {
    const one = random();
    return one < 0.03 ? largest : one < 0.2 ? Math.ceil(largest / 20) : 1 + below(60);
  };
  const id = (): string =>
    encodeURIComponent(pick(TEXTS)(size(3000)).toWellFormed().slice(0, 3000))
      .slice(0, 7000)
      .replace(/%[0-9A-F]?$/, '') || '0';
  const pathOf = ({ path }: Target): string => path.replaceAll('{}', () => (random() < 0.6 ? known : id()));

  const json = (target: Target): HostileRequest => {
    const { body = {}, mediaType = 'application/json' } = target;
    const names = Object.keys(body);
    const hostile = pick(VALUES)(size(60_000)).slice(0, 1_000_000);
    const name =
      random() < 0.8 && names.length > 0
        ? pick(names)
        : pick(['extra', '__proto__', 'toString', '', 'k'.repeat(size(200_000))]);
    const others = names
      .filter((each) => each !== name)
      .map((each) => `${JSON.stringify(each)}:${JSON.stringify(body[each])}`);
    const text = random() < 0.25 ? hostile : `{${[...others, `${JSON.stringify(name)}:${hostile}`].join(',')}}`;
    return {
      kind: 'json',
      method: target.method,
      path: pathOf(target),
      headers: { 'content-type': mediaType },
      body: text,
    };
  };
  const form = (target: Target): HostileRequest => {
    const pairs = list(
      size(2000),
      () => `${encodeURIComponent(pick(NAMES))}=${encodeURIComponent(pick(TEXTS)(size(100)).toWellFormed())}`,
    );
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { kind: 'form', method: target.method, path: pathOf(target), headers, body: pairs.join('&') };
  };
  const multipart = (target: Target): HostileRequest => {
    const parts = list(1 + below(random() < 0.03 ? 1200 : 4), () => {
      const file = random() < 0.3 ? `; filename="${pick(TEXTS)(size(100)).toWellFormed()}"` : '';
      const type =
        random() < 0.3 ? `\r\nContent-Type: ${pick(['image/png', 'application/json', ';', 'x'.repeat(500)])}` : '';
      return `--x\r\nContent-Disposition: form-data; name="${pick(NAMES)}"${file}${type}\r\n\r\n${pick(VALUES)(size(20_000)).toWellFormed()}\r\n`;
    });
    const body = parts.join('') + (random() < 0.9 ? '--x--\r\n' : '');
    return {
      kind: 'multipart',
      method: target.method,
      path: pathOf(target),
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body,
    };
  };
  const query = (target: Target): HostileRequest => ({
    kind: 'query', method: target.method, path: `${pathOf(target).slice(0, 2000)}?${pick(QUERIES)(size(1500)).slice(0, 12_000)}`,
  }); // prettier-ignore
  const header = (target: Target): HostileRequest => {
    const { body, mediaType = 'application/json' } = target;
    const hostile = Object.entries(pick(HEADERS)(size(3000))).map(([name, value]) => [name, value.slice(0, 12_000)]);
    const headers = {
      ...(body && { 'content-type': mediaType }),
      ...(Object.fromEntries(hostile) as Record<string, string>),
    };
    return {
      kind: 'header',
      method: target.method,
      path: pathOf(target).slice(0, 2000),
      headers,
      ...(body && { body: JSON.stringify(body) }),
    };
  };
  const raw = (): HostileRequest => ({ kind: 'raw', method: '', path: '', raw: pick(RAW)(size(10_000)) });

  const forms = targets.filter(({ mediaType }) => mediaType === 'form');
  const reading = targets.filter(({ body }) => body === undefined);
  const writing = targets.filter(({ body, mediaType }) => body !== undefined && mediaType !== 'form');
  return list(count, () => {
    const one = random();
    if (one < 0.45) return json(pick(writing));
    if (one < 0.55) return form(pick(forms.length > 0 ? forms : writing));
    if (one < 0.67) return multipart(pick(forms.length > 0 ? forms : writing));
    if (one < 0.82) return query(pick(reading));
    return one < 0.98 ? header(pick([...reading, ...writing])) : raw();
  });
}
