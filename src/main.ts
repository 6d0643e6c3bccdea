import { keepCompiledModules } from './compile-cache.ts';

keepCompiledModules();
// Imported here rather than above: only what is loaded from now on is kept.
await import('./program.ts');
