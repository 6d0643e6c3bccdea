/**
 * The one entry point of the image: runs the server, or a command on its database.
 *
 *   node scripts/command.ts [serve] [CONTRACT] [flags]
 *   node scripts/command.ts db:migrate | db:rollback | db:status | db:rename | db:seed | admin | keys:rotate |
 *     audit:verify [flags]
 *
 * The commands have the names of the npm scripts and take the same flags and variables.
 */
import { existsSync } from 'node:fs';

/** A command: its module, and the arguments that come before those of the caller. */
const COMMANDS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  serve: ['../src/main.ts'],
  'db:migrate': ['./migrate.ts', 'up'],
  'db:rollback': ['./migrate.ts', 'down'],
  'db:status': ['./migrate.ts', 'status'],
  'db:rename': ['./db-rename.ts'],
  'db:seed': ['./seed.ts'],
  admin: ['./admin.ts'],
  'keys:rotate': ['./keys-rotate.ts'],
  'audit:verify': ['./audit-verify.ts'],
};

const [first = 'serve', ...rest] = process.argv.slice(2);
const isCommand = Object.hasOwn(COMMANDS, first);
if (!isCommand && !first.startsWith('-') && !existsSync(first)) {
  console.error(`There is no command ${first}, and no contract file of that name. Commands: ${names()}.`);
  process.exit(2);
}
const [module, ...before] = COMMANDS[isCommand ? first : 'serve'] ?? ['../src/main.ts'];
process.argv.splice(2, process.argv.length, ...before, ...(isCommand ? rest : process.argv.slice(2)));
await import(module);

function names(): string {
  return Object.keys(COMMANDS).join(', ');
}
