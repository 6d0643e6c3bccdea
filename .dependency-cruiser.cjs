/** The placement rules of the README, held by a machine. */
module.exports = {
  forbidden: [
    {
      name: 'domain-imports-only-domain',
      comment: 'What the business knows depends on nobody: no HTTP, no SQL, no package.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
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
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'scripts/bench/peers' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
