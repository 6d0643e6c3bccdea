import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { ConfigError, OWN_CONTRACT, readConfig } from '../../src/config.ts';

function problemsOf(argv: string[], environment: Record<string, string>): readonly string[] {
  try {
    readConfig(argv, environment);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}

test('without flags and variables it serves its own contract to this machine only', () => {
  expect(readConfig([], {})).toEqual({
    contract: OWN_CONTRACT,
    isOwnContract: true,
    port: 3000,
    host: '127.0.0.1',
    storage: { kind: 'directory', directory: resolve('.data') },
    isProduction: false,
    logLevel: 'info',
    logFormat: 'text',
    corsOrigins: ['*'],
    bodyLimit: 1_048_576,
    responseCheckSample: 0.01,
    requestTimeout: 30_000,
    database: {
      poolSize: 10,
      acquireTimeout: 5000,
      statementTimeout: 15_000,
      lockTimeout: 2000,
      idleTransactionTimeout: 10_000,
      stallTimeout: 60_000,
    },
    drainDelay: 5_000,
    stopTimeout: 10_000,
    access: {
      masterKey: undefined,
      tokens: { issuer: 'plumbline', audience: 'plumbline' },
      issuers: [],
      credentialsFile: undefined,
      developmentSecret: undefined,
      redisUrl: undefined,
      rateLimit: 6000,
      rateLimitFactor: 1,
      trustedProxies: 0,
      auditAnchorFile: undefined,
      smtpUrl: undefined,
      mailDir: undefined,
      mailFrom: 'Plumbline <no-reply@localhost>',
    },
  });
});

test('secrets are read from files, and every file that cannot be read is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-secrets-'));
  const file = join(folder, 'database_url');
  await writeFile(file, 'postgres://db.example/desk\n');
  const environment = { DATABASE_URL_FILE: file, MASTER_KEY: randomBytes(32).toString('base64') };
  expect(readConfig([], environment)).toMatchObject({ storage: { kind: 'server', url: 'postgres://db.example/desk' } });
  expect(problemsOf([], { ...environment, DATABASE_URL: 'postgres://other' })).toEqual([
    'Give DATABASE_URL or DATABASE_URL_FILE, not both.',
  ]);
  const absent = join(folder, 'absent');
  expect(problemsOf([], { SMTP_URL_FILE: absent })).toEqual([`SMTP_URL_FILE: ${absent} cannot be read (ENOENT).`]);
  await rm(folder, { recursive: true });
});

test('the mode is given by a flag or a variable, and decides the format of the log', () => {
  const production = { isProduction: true, logFormat: 'json', host: '0.0.0.0' };
  expect(readConfig(['api.yaml'], { MODE: 'production' })).toMatchObject(production);
  expect(readConfig(['api.yaml', '--development'], { MODE: 'production' })).toMatchObject({ isProduction: false });
  expect(readConfig(['api.yaml', '--production'], { LOG_FORMAT: 'text' })).toMatchObject({ logFormat: 'text' });
  expect(problemsOf(['--production', '--development', 'a'], {})).toHaveLength(1);
  expect(problemsOf([], { MODE: 'staging', LOG_FORMAT: 'xml' })).toHaveLength(2);
});

test('flags win over variables, and empty variables are unset', () => {
  const environment = { PORT: '1', HOST: 'a', DATA_DIR: 'x', DATABASE_URL: 'postgres://db', LOG_LEVEL: '' };
  expect(readConfig(['api.yaml', '--port', '2', '--host', 'b', '--memory', '--production'], environment)).toMatchObject(
    {
      contract: resolve('api.yaml'),
      isOwnContract: false,
      port: 2,
      host: 'b',
      storage: { kind: 'memory' },
      isProduction: true,
      logLevel: 'info',
      corsOrigins: [],
    },
  );
});

test('every wrong value is named at once, with what to give instead', () => {
  const environment = { LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://db', BODY_LIMIT: 'big', RESPONSE_CHECK_SAMPLE: '2' };
  expect(problemsOf(['a', 'b', '--port', '1.5'], environment)).toEqual([
    'One contract at a time; got a, b.',
    'LOG_LEVEL is "loud"; give one of error, warn, info, debug.',
    'DATABASE_URL must start with postgres:// or postgresql://.',
    '--port is "1.5"; give a whole number.',
    'BODY_LIMIT is "big"; give a number from 1 to 1073741824.',
    'RESPONSE_CHECK_SAMPLE is "2"; give a number from 0 to 1.',
  ]);
  expect(problemsOf(['--memory', '--data', 'x'], {})).toEqual(['Give --data or --memory, not both.']);
  expect(problemsOf(['--prot', '1'], {})[0]).toContain("Unknown option '--prot'");
});

test('flags that npm kept for itself are not lost in silence', () => {
  expect(problemsOf(['1234'], { npm_config_port: 'true', npm_config_memory: 'true' })).toEqual([
    'npm kept --port and --memory for itself. Put two dashes before the arguments: npm start -- [CONTRACT] --port N --memory',
  ]);
  expect(problemsOf([], { npm_config_data: 'x', npm_lifecycle_event: 'db:migrate' })).toEqual([
    'npm kept --data for itself. Put two dashes before the arguments: npm run db:migrate -- --data DIR',
  ]);
  expect(problemsOf(['--port', '1'], { npm_config_port: '1' })).toEqual([]);
});

test('paths are meant from where the command is given', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-config-'));
  try {
    await writeFile(join(folder, 'api.yaml'), '');
    const storage = { kind: 'directory', directory: join(folder, 'rows') };
    expect(readConfig(['api.yaml', '--data', 'rows'], { INIT_CWD: folder })).toMatchObject({
      contract: join(folder, 'api.yaml'),
      storage,
    });
    expect(readConfig(['package.json'], { INIT_CWD: folder, DATA_DIR: 'rows' })).toMatchObject({
      contract: resolve('package.json'),
      storage,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a URL is no contract file', () => {
  expect(problemsOf(['https://a.test/api.yaml'], {})).toEqual([
    'https://a.test/api.yaml is a URL, and contracts are read from files. Save it, as with curl -O, and give the file.',
  ]);
});

test('issuers are accepted for the audience given, else for that of the service', () => {
  const environment = {
    OIDC_ISSUERS: 'https://id.example.org=my-api, https://other.example/realm',
    TOKEN_AUDIENCE: 'desk',
  };
  expect(readConfig([], environment)).toMatchObject({
    access: {
      tokens: { issuer: 'plumbline', audience: 'desk' },
      issuers: [
        { issuer: 'https://id.example.org', audience: 'my-api' },
        { issuer: 'https://other.example/realm', audience: 'desk' },
      ],
    },
  });
});

test('what is wrong about access is named without the secret in it', () => {
  const secrets = {
    MASTER_KEY: 'hunter2',
    DEVELOPMENT_SECRET: 'hunter2',
    REDIS_URL: 'http://:hunter2@cache',
    SMTP_URL: 'hunter2',
    OIDC_ISSUERS: 'id.example.org',
    TRUSTED_PROXIES: '-1',
  };
  const problems = problemsOf([], secrets);
  expect(problems).toEqual([
    expect.stringMatching(/^MASTER_KEY is not a random key of 32 bytes/),
    'DEVELOPMENT_SECRET is shorter than 16 characters; it stands for a credential.',
    'OIDC_ISSUERS holds "id.example.org"; give URLs, as https://id.example.org or https://id.example.org=my-api.',
    'REDIS_URL must be a URL that starts with redis:// or rediss://.',
    'TRUSTED_PROXIES is "-1"; give a number from 0 to 10.',
    'SMTP_URL must be a URL that starts with smtp:// or smtps://.',
  ]);
  expect(problems.join()).not.toContain('hunter2');
});

test('a server names everything that it lacks at once, and a command goes without', () => {
  const environment = {
    DATABASE_URL: 'postgres://desk@127.0.0.1/desk',
    CREDENTIALS_FILE: '/does/not/exist',
    CORS_ORIGINS: 'https://app.example.org, app.example.org, https://app.example.org/path',
    PORT: '-1',
  };
  const attempt = (isServing: boolean): readonly string[] => {
    try {
      readConfig(['--production'], environment, isServing);
      return [];
    } catch (error) {
      return error instanceof ConfigError ? error.problems : [String(error)];
    }
  };
  expect(attempt(true)).toEqual([
    'PORT is "-1"; give a number from 0 to 65535.',
    expect.stringMatching(/^Production has no SMTP_URL/),
    expect.stringMatching(/^MASTER_KEY is not set/),
    'CREDENTIALS_FILE names /does/not/exist, which does not exist.',
    'CORS_ORIGINS holds "app.example.org"; give origins, as https://app.example.org, or *.',
    'CORS_ORIGINS holds "https://app.example.org/path"; give origins, as https://app.example.org, or *.',
  ]);
  expect(attempt(false)).toEqual(['PORT is "-1"; give a number from 0 to 65535.']);
});
