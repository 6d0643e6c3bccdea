import { rulesAsMarkdown } from '@plumbline/diff/rules/document';
import type { Contract } from '@plumbline/contract/contract';
import { typesSource } from './contract-types.ts';
import { apiPage } from './api-page.ts';

/** A file of the project that is written from something else, and must say what that says. */
export interface GeneratedFile {
  file: string;
  make: (contract: Contract) => Promise<string> | string;
}

/** What the compiler holds handlers to. */
export const TYPES_FILE = 'src/infra/contract.generated.ts';

/** Everything that `npm run generate` writes, and that the checks hold to what it would write. */
export const GENERATED_FILES: readonly GeneratedFile[] = [
  { file: TYPES_FILE, make: typesSource },
  { file: 'docs/API.md', make: apiPage },
  { file: 'docs/CHANGES.md', make: () => `${rulesAsMarkdown()}\n` },
];
