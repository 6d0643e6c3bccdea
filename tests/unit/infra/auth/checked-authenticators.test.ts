import { describe, expect, test } from '@jest/globals';
import type { Credentials } from '../../../../src/infra/auth/credential.ts';
import {
  InsufficientScopeError,
  checkedAuthenticators,
  type CredentialCheck,
  type CredentialChecks,
  type Identified,
} from '../../../../src/infra/auth/checked-authenticators.ts';
import { accessTokenCheck, apiKeyCheck, externalIssuerCheck } from '../../../../src/infra/auth/issued-credentials.ts';
import {
  developmentCredentials,
  mergedCredentials,
  type DevelopmentCredential,
  type KnownCredentials,
} from '../../../../src/infra/auth/known-credentials.ts';
import { digest } from '../../../../src/infra/auth/opaque-token.ts';
import type { Contract, SecurityScheme } from '@plumbline/contract/contract';

const SCHEMES: Record<string, SecurityScheme> = {
  bearer: { type: 'http', scheme: 'Bearer' },
  plainHttp: { type: 'http' },
  basic: { type: 'http', scheme: 'basic' },
  digest: { type: 'http', scheme: 'digest' },
  headerKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
  queryKey: { type: 'apiKey', in: 'query', name: 'api_key' },
  cookieKey: { type: 'apiKey', in: 'cookie', name: 'session' },
  oauth: { type: 'oauth2' },
  openId: { type: 'openIdConnect' },
  certificate: { type: 'mutualTLS' },
};

function contractWith(securitySchemes?: Record<string, SecurityScheme>): Contract {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Any', version: '1' },
    paths: {},
    ...(securitySchemes && { components: { securitySchemes } }),
  };
  const facts = { file: '/any.yaml', title: 'Any', version: '1', sourceVersion: '3.1.0' };
  return { ...facts, document, operations: [], findings: [], locate: () => undefined };
}

const NOTHING: CredentialChecks = { bearer: [], apiKey: [] };
const request = (parts: Partial<Credentials>): Credentials => ({ headers: {}, query: {}, cookies: {}, ...parts });
const ada: Identified = { subject: 'ada', scopes: ['read'] };
const only =
  (expected: string): CredentialCheck =>
  (given) =>
    Promise.resolve(given === expected ? ada : undefined);

/** A request with a stand-in, as start-up shows it. */
function asShown({ in: place, name, value }: DevelopmentCredential): Credentials {
  if (place === 'query') return request({ query: { [name]: value } });
  return place === 'cookie'
    ? request({ cookies: { [name]: value } })
    : request({ headers: { [name.toLowerCase()]: value } });
}

describe('development credentials', () => {
  test('each scheme gets one that works as shown, for the schemes that are read from the same place only', async () => {
    const contract = contractWith(SCHEMES);
    const { known, shown } = developmentCredentials(contract);
    const authenticators = checkedAuthenticators(contract, known, NOTHING);
    const lettingIn: Record<string, string[]> = {};
    for (const standIn of shown) {
      const names: string[] = [];
      for (const [name, authenticate] of authenticators) {
        const principal = await authenticate(asShown(standIn), ['any:scope']);
        if (principal === undefined) continue;
        expect(principal).toEqual({ scheme: name, subject: 'developer', scopes: ['*'] });
        names.push(name);
      }
      lettingIn[standIn.scheme] = names;
    }
    const tokens = ['bearer', 'plainHttp', 'oauth', 'openId'];
    expect(lettingIn).toEqual({
      ...Object.fromEntries(tokens.map((name) => [name, tokens])),
      basic: ['basic'],
      digest: ['digest'],
      headerKey: ['headerKey'],
      queryKey: ['queryKey'],
      cookieKey: ['cookieKey'],
    });
  });

  test('differ on every start, unless they are made from the same secret', () => {
    const made = (secret?: string) => developmentCredentials(contractWith(SCHEMES), secret).shown;
    expect(made()).not.toEqual(made());
    expect(made('one')).toEqual(made('one'));
    expect(made('one')).not.toEqual(made('other'));
  });

  test('are shown in the form to send them in', () => {
    const { shown } = developmentCredentials(contractWith(SCHEMES));
    const forms = shown.map((each) => `${each.in} ${each.name}: ${each.value}`);
    expect(forms.map((form) => form.replace(/dev_\w+/, '...').replace(/Basic \S+/, 'Basic ...'))).toEqual([
      'header Authorization: Bearer ...',
      'header Authorization: Bearer ...',
      'header Authorization: Basic ...',
      'header Authorization: Digest ...',
      'header X-Api-Key: ...',
      'query api_key: ...',
      'cookie session: ...',
      'header Authorization: Bearer ...',
      'header Authorization: Bearer ...',
    ]);
  });

  test('of a contract without schemes are none', () => {
    expect(developmentCredentials(contractWith())).toEqual({ known: new Map(), shown: [] });
    expect(checkedAuthenticators(contractWith(), new Map(), NOTHING)).toEqual(new Map());
  });

  test('stand beside configured ones', () => {
    const one = { subject: 'one', sha256: digest('one'), scopes: [] };
    const other = { subject: 'other', sha256: digest('other'), scopes: [] };
    expect(
      mergedCredentials(
        new Map([['a', [one]]]),
        new Map([
          ['a', [other]],
          ['b', [other]],
        ]),
      ),
    ).toEqual(
      new Map([
        ['a', [one, other]],
        ['b', [other]],
      ]),
    );
  });
});

test('the subject of a configured credential is whoever the service knows by it, and nobody where it knows none', async () => {
  const { known, shown } = developmentCredentials(contractWith({ bearer: { type: 'http', scheme: 'bearer' } }));
  const [standIn] = shown as [DevelopmentCredential];
  const as = async (account: Identified | undefined) => {
    const subject = ({ subject }: Identified) => Promise.resolve(subject === 'developer' ? account : undefined);
    const contract = contractWith({ bearer: { type: 'http', scheme: 'bearer' } });
    return await checkedAuthenticators(contract, known, { ...NOTHING, subject }).get('bearer')?.(asShown(standIn), []);
  };
  expect(await as(ada)).toEqual({ scheme: 'bearer', ...ada });
  expect(await as(undefined)).toBeUndefined();
});

describe('what is neither configured nor issued', () => {
  test('lets nobody in, by any scheme', async () => {
    const authenticators = checkedAuthenticators(contractWith(SCHEMES), new Map(), NOTHING);
    const everything = [
      request({ headers: { authorization: 'Bearer x' }, query: { api_key: 'x' }, cookies: { session: 'x' } }),
      request({ headers: { authorization: 'Basic YTpi', 'x-api-key': 'x' } }),
      request({ headers: { authorization: 'Digest x' } }),
      request({}),
    ];
    for (const authenticate of authenticators.values()) {
      for (const sent of everything) expect(await authenticate(sent, [])).toBeUndefined();
    }
  });
});

describe('a configured credential', () => {
  const known: KnownCredentials = new Map([
    ['basic', [{ subject: 'shop', sha256: digest('shop:se:cret'), scopes: [] }]],
    ['headerKey', [{ subject: 'ci', sha256: digest('key-1'), scopes: ['read'] }]],
  ]);
  const authenticators = checkedAuthenticators(contractWith(SCHEMES), known, NOTHING);
  const send = (scheme: string, sent: Credentials, scopes: string[] = []) => authenticators.get(scheme)?.(sent, scopes);
  const basic = (text: string) =>
    request({ headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` } });

  test('lets its subject in', async () => {
    expect(await send('basic', basic('shop:se:cret'))).toEqual({ scheme: 'basic', subject: 'shop', scopes: [] });
  });

  test.each([
    basic('shop:wrong'),
    basic('shopse'),
    request({ headers: { authorization: 'Basic !!!' } }),
    request({ headers: { authorization: 'Basic shop:se:cret' } }),
  ])('is the only one: %j is refused', async (sent) => {
    expect(await send('basic', sent)).toBeUndefined();
  });

  test('that lacks a scope is known, and may not', async () => {
    const sent = request({ headers: { 'x-api-key': 'key-1' } });
    expect(await send('headerKey', sent, ['read'])).toEqual({ scheme: 'headerKey', subject: 'ci', scopes: ['read'] });
    await expect(send('headerKey', sent, ['read', 'write'])).rejects.toThrow(InsufficientScopeError);
    await expect(send('headerKey', sent, ['write'])).rejects.toMatchObject({ scopes: ['write'] });
  });
});

describe('issued credentials', () => {
  test('are asked for in turn: tokens for schemes with bearer tokens, keys for API key schemes', async () => {
    const checks = { bearer: [only('token-1'), only('token-2')], apiKey: [only('key-1')] };
    const authenticators = checkedAuthenticators(contractWith(SCHEMES), new Map(), checks);
    const bearer = request({ headers: { authorization: 'bearer token-2', 'x-api-key': 'key-1' } });
    const letIn: string[] = [];
    for (const [name, authenticate] of authenticators) if (await authenticate(bearer, ['read'])) letIn.push(name);
    expect(letIn).toEqual(['bearer', 'plainHttp', 'headerKey', 'oauth', 'openId']);
  });

  test('an access token counts for as long as its session lives, and for its own account', async () => {
    const verify = (token: string) =>
      Promise.resolve(token === '' ? undefined : { accountId: token.charAt(0), sessionId: token.slice(2) });
    const live = new Map([['s1', { subject: 'a', scopes: [], account: 'a', session: 's1' }]]);
    const check = accessTokenCheck(verify, (session) => Promise.resolve(live.get(session)));
    const answers = await Promise.all(['a:s1', 'b:s1', 'a:s2', ''].map(check));
    expect(answers).toEqual([live.get('s1'), undefined, undefined, undefined]);
  });

  test('an API key is looked up by its digest, and not at all when it is endless', async () => {
    const asked: string[] = [];
    const check = apiKeyCheck((found) => {
      asked.push(found);
      return Promise.resolve(found === digest('key-1') ? ada : undefined);
    });
    expect(await Promise.all(['key-1', 'key-2', 'x'.repeat(257)].map(check))).toEqual([ada, undefined, undefined]);
    expect(asked).toEqual([digest('key-1'), digest('key-2')]);
  });

  test('whom another issuer vouches for is who the local account says', async () => {
    const identity = { issuer: 'https://id.example', subject: 's', scopes: [] };
    const check = externalIssuerCheck(
      (token) => Promise.resolve(token === 'good' ? identity : undefined),
      (vouched) => Promise.resolve(vouched === identity ? ada : undefined),
    );
    expect([await check('good'), await check('bad')]).toEqual([ada, undefined]);
  });
});
