import { prepareTemplate } from '../src/infra/db/pglite.ts';

/**
 * Runs after `npm ci`: makes the empty database cluster that first starts and tests unpack, which takes seconds then
 * instead of on the first start. Without it everything works as well, once it has been slow.
 */
try {
  await prepareTemplate();
} catch (error) {
  console.warn(`The first start will make its database itself: ${error instanceof Error ? error.message : 'unknown'}`);
}
