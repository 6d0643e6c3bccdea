import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';
import { ownMembers } from './scripts/lint/own-members.js';

/** Strict, typed linting. What a rule switches off is said beside it. */
export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'coverage',
      'reports',
      '.data',
      '**/*.generated.ts',
      'scripts/bench/peers',
      'packages/*/dist',
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.js'] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Numbers read well in messages; objects do not, and stay forbidden.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // A contract is a record of records: removing a key from one is what a lens does.
      '@typescript-eslint/no-dynamic-delete': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  // Names of properties, parameters and schemas are data: `constructor` and `__proto__` may be among them.
  {
    files: ['src/infra/**/*.ts', 'packages/contract/src/**/*.ts'],
    ignores: ['packages/contract/src/json.ts'],
    plugins: { local: { rules: { 'own-members': ownMembers } } },
    rules: { 'local/own-members': 'error' },
  },
  // Cohesion decides the size of a module: one idea that is read together stays in one file.
  {
    files: ['src/**/*.ts', 'packages/*/src/**/*.ts'],
    rules: { 'max-lines': ['error', 400], 'max-lines-per-function': ['error', 70] },
  },
  { files: ['src/{handlers,domain}/**/*.ts'], rules: { 'max-lines': ['error', 150] } },
  { files: ['scripts/**/*.ts'], rules: { 'no-console': 'off', 'max-lines-per-function': ['error', 70] } },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { module: 'writable', process: 'readonly' } },
  },
);
