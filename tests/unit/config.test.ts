import { resolve } from 'node:path';
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
    corsOrigins: ['*'],
    bodyLimit: 1_048_576,
    responseCheckSample: 0.01,
    stopTimeout: 10_000,
  });
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
