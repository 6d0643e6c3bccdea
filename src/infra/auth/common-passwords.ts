import { dictionary } from '@zxcvbn-ts/language-common';

/** Passwords that leaked most often, in lower case, as the maintainers of zxcvbn-ts keep them. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(dictionary['passwords-common']);
