/** The placement rules of the README, held by a machine. */
module.exports = {
  forbidden: [
    {
      name: 'domain-imports-only-domain',
      comment: 'What the business knows depends on nobody: no HTTP, no SQL, no package.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/domain/', '^packages/contract/src/clip\\.ts$'] },
    },
    {
      name: 'handlers-join-domain-and-operation',
      comment: 'A handler joins the contract and the domain, and decides nothing.',
      severity: 'error',
      from: { path: '^src/handlers/' },
      to: { pathNot: ['^src/domain/', '^src/handlers/', '^src/infra/http/operation\\.ts$'] },
    },
    {
      name: 'only-the-composition-root-knows-handlers',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/handlers/', '^src/app\\.ts$'] },
      to: { path: '^src/handlers/' },
    },
    {
      name: 'infra-does-not-know-the-process',
      severity: 'error',
      from: { path: '^src/(infra|domain|handlers)/' },
      to: { path: '^src/(main|app)\\.ts$' },
    },
    {
      name: 'packages-do-not-know-the-desk',
      comment: 'A package is installed without the service that this repository is.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(src|scripts|tests)/' },
    },
    {
      name: 'contract-imports-only-contract',
      severity: 'error',
      from: { path: '^packages/contract/src/' },
      to: { path: '^packages/', pathNot: '^packages/contract/src/' },
    },
    {
      name: 'diff-imports-only-contract',
      severity: 'error',
      from: { path: '^packages/diff/src/' },
      to: { path: '^packages/', pathNot: '^packages/(contract|diff)/src/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    // Rules of the linter are imported by its configuration.
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '^scripts/lint/'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'packages/[^/]+/dist'] },
    exclude: { path: 'scripts/bench/peers' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
    },
  },
};
