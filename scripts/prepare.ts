import { keepCompiledModules } from '../src/compile-cache.ts';

/**
 * Runs after `npm ci`, and does what would otherwise take seconds of the first start: makes the empty database cluster
 * that first starts and tests unpack, and keeps the modules compiled. Without it everything works as well, once it has
 * been slow.
 */
keepCompiledModules();
try {
  await import('../src/app.ts');
  const { prepareTemplate } = await import('../src/infra/db/pglite.ts');
  await prepareTemplate();
} catch (error) {
  console.warn(`The first start will make its database itself: ${error instanceof Error ? error.message : 'unknown'}`);
}
