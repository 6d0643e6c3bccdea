import { describe, expect, test } from '@jest/globals';
import { readKnownCredentials } from '../../../../src/infra/auth/credentials-file.ts';
import { digest } from '../../../../src/infra/auth/opaque-token.ts';
import type { Contract } from '@plumbline/contract/contract';

const contract = {
  document: {
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        key: { type: 'apiKey', in: 'header', name: 'X-Key' },
        certificate: { type: 'mutualTLS' },
      },
    },
  },
} as unknown as Contract;
const read = (value: unknown) => readKnownCredentials(JSON.stringify(value), 'credentials.json', contract);
const entry = { subject: 'ci', sha256: digest('x') };

/** What is said of a file, line by line. */
function problems(value: unknown): string[] {
  try {
    read(value);
    return [];
  } catch (error) {
    return String(error instanceof Error ? error.message : error).split('\n');
  }
}

describe('the file of configured credentials', () => {
  test('names credentials by scheme', () => {
    const reader = { ...entry, sha256: digest('y'), scopes: ['read', '*'] };
    expect(read({ bearer: [entry, reader], key: [entry] })).toEqual(
      new Map([
        ['bearer', [{ ...entry, scopes: [] }, reader]],
        ['key', [{ ...entry, scopes: [] }]],
      ]),
    );
  });

  test.each([
    [{ other: [] }, 'credentials.json: names the security scheme other, which the contract does not declare.'],
    [{ constructor: [] }, 'names the security scheme constructor'],
    [{ certificate: [entry] }, 'credentials.json: certificate is about client certificates'],
    [{ bearer: {} }, 'credentials.json: bearer must be a list of credentials.'],
    [[], 'credentials.json must be an object'],
    [null, 'credentials.json must be an object'],
    [{ bearer: [null] }, 'credentials.json: bearer[0] must be an object'],
    [{ bearer: [['ci']] }, 'credentials.json: bearer[0] must be an object'],
    [{ bearer: [{ ...entry, subject: '' }] }, 'credentials.json: bearer[0].subject must say whom'],
    [{ bearer: [{ ...entry, subject: ' ci' }] }, 'credentials.json: bearer[0].subject must say whom'],
    [{ bearer: [{ ...entry, subject: 'c\ni' }] }, 'credentials.json: bearer[0].subject must say whom'],
    [{ bearer: [{ ...entry, subject: 'c\u202ei' }] }, 'credentials.json: bearer[0].subject must say whom'],
    [{ bearer: [{ ...entry, subject: 'x'.repeat(256) }] }, 'credentials.json: bearer[0].subject must say whom'],
    [{ bearer: [{ ...entry, subject: 7 }] }, 'credentials.json: bearer[0].subject must say whom'],
    [{ bearer: [{ ...entry, sha256: 'secret' }] }, 'credentials.json: bearer[0].sha256 must be 64 hex digits'],
    [{ bearer: [{ ...entry, sha256: digest('') }] }, 'credentials.json: bearer[0].sha256 is that of an empty text'],
    [{ bearer: [entry, { ...entry, subject: 'cd' }] }, 'credentials.json: bearer[1].sha256 is that of [0] too'],
    [{ bearer: [{ ...entry, scopes: 'read' }] }, 'credentials.json: bearer[0].scopes must be'],
    [{ bearer: [{ ...entry, scopes: [1] }] }, 'credentials.json: bearer[0].scopes must be'],
    [{ bearer: [{ ...entry, scopes: ['read write'] }] }, 'credentials.json: bearer[0].scopes must be'],
    [{ bearer: [{ ...entry, scope: ['read'] }] }, 'credentials.json: bearer[0] has a member "scope"'],
  ])('%j is refused with a message that says where', (value, message) => {
    expect(problems(value)).toEqual([expect.stringContaining(message)]);
  });

  test('tells everything that is wrong at once, and no digest', () => {
    const lines = problems({
      bearer: [{ subject: '', sha256: 'x' }],
      key: [entry, { ...entry, token: 't' }],
      other: [],
    });
    expect(lines.map((line) => line.replace(/ (must|has|is|names) .*/, ''))).toEqual([
      'credentials.json: bearer[0].subject',
      'credentials.json: bearer[0].sha256',
      'credentials.json: key[1]',
      'credentials.json: key[1].sha256',
      'credentials.json:',
    ]);
    expect(lines.join('\n')).not.toContain(digest('x'));
  });

  test.each(['{', '{"bearer":\n[}', ''])('%j is no JSON, and where is said where that is known', (text) => {
    const reading = () => readKnownCredentials(text, 'credentials.json', contract);
    expect(reading).toThrow(/^credentials\.json is not JSON(: see line \d+ column \d+)?\.$/);
  });
});
