import { clip } from '@plumbline/contract/clip';
import type { FieldProblem } from '../../../domain/errors.ts';
import { getOwn } from '@plumbline/contract/json';
import { declaredName } from '@plumbline/contract/views/parameter-name';

/** What express-openapi-validator reports of one fault. */
interface ReportedFault {
  path: string;
  message: string;
}

/** Files stand in a body as empty strings, so this is what the validator says of text in place of one. */
const FILE_EXPECTED = 'must have at most 0 characters';

/** Places whose parameters the validator may know by another name. */
const NAMED: ReadonlySet<string> = new Set(['query', 'headers', 'cookies']);

const PLACES: Readonly<Record<string, string>> = { params: 'path', headers: 'header', cookies: 'cookie' };

/**
 * The faults that the validator found as field problems: `/body/items/0/price` is `body.items.0.price`,
 * `/params/petId` is `path.petId`.
 *
 * @param pathNames canonical names of path parameters to the contract's own
 */
export function fieldProblems(
  faults: readonly ReportedFault[],
  pathNames: ReadonlyMap<string, string>,
): FieldProblem[] {
  const seen = new Set<string>();
  const problems: FieldProblem[] = [];
  for (const { path, message } of faults) {
    const [place = '', ...tokens] = path
      .replace(/^\//, '')
      .split('/')
      .map((token) => clip(unescapeToken(token)));
    const name = tokens[0];
    if (place === 'params' && name !== undefined) tokens[0] = pathNames.get(name) ?? name;
    if (NAMED.has(place) && name !== undefined) tokens[0] = declaredName(name);
    const field = [getOwn(PLACES, place) ?? place, ...tokens].join('.');
    if (seen.has(`${field} ${message}`)) continue;
    seen.add(`${field} ${message}`);
    problems.push({ field, message: message === FILE_EXPECTED ? 'must be a file' : message });
  }
  return problems;
}

/** One token of a JSON pointer, read (RFC 6901). */
function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
