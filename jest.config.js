/** Tests are native ES modules; swc only strips the types. */
export default {
  testEnvironment: 'node',
  // The packages of this repository are run from their sources.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/packages/[^/]+/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  testTimeout: 60_000,
  // Looked at with `npm run test:coverage`: the rules that a mistake in would let the wrong people in.
  collectCoverageFrom: ['src/domain/account/**', 'src/infra/auth/**'],
  coverageThreshold: { 'src/domain/account/': { branches: 95 }, 'src/infra/auth/': { branches: 95 } },
  coverageReporters: ['text'],
  // Two workers: PGlite is a WebAssembly PostgreSQL in each, and more of them only wait for each other.
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/tests/count-reporter.js'],
  workerIdleMemoryLimit: '1500MB',
};
