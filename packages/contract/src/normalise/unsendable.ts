import { heal, ignore, type Draft } from '../draft.ts';
import { isMembers, listOf, membersOf, type Members } from '../json.ts';
import { pointerToken } from '../schema.ts';

/** Names of headers (RFC 9110, section 5.1). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Scopes (RFC 6749, section 3.3). */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
/** What values of headers are written in. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Reports scopes and keys of security schemes that no header can carry. */
export function reportUnsendableSecurity(draft: Draft, holder: Members, pointer: string): void {
  for (const [index, requirement] of listOf(holder.security).entries()) {
    for (const [name, scopes] of Object.entries(membersOf(requirement))) {
      for (const scope of listOf(scopes).filter((each) => typeof each === 'string' && !SCOPE.test(each))) {
        const message = `No header can carry the scope ${JSON.stringify(scope)} (RFC 6749, 3.3); challenges name it percent-encoded.`;
        heal(draft, 'unsendable-scope', `${pointer}/security/${index}/${pointerToken(name)}`, message);
      }
    }
  }
  const schemes = membersOf(membersOf(holder.components).securitySchemes);
  for (const [name, scheme] of Object.entries(schemes)) {
    const { type, in: place, name: header } = membersOf(scheme);
    if (type !== 'apiKey' || place !== 'header' || typeof header !== 'string' || HEADER_NAME.test(header)) continue;
    const message = `${JSON.stringify(header)} is not a name that a header can have: no request can carry this key.`;
    ignore(draft, 'unsendable-header', `${pointer}/components/securitySchemes/${pointerToken(name)}`, message);
  }
}

/** No request can have a header of another name: asking for one would refuse every request. */
export function healHeaderParameter(draft: Draft, parameter: Members, pointer: string): void {
  const { in: place, name } = parameter;
  if (place !== 'header' || typeof name !== 'string' || HEADER_NAME.test(name)) return;
  delete parameter.required;
  const message = `${JSON.stringify(name)} is not a name that a header can have; it is not asked for.`;
  ignore(draft, 'unsendable-header', pointer, message);
}

/** Takes out response headers that cannot be sent, and reports those whose values cannot be as they are. */
export function healResponseHeaders(draft: Draft, response: Members, pointer: string): void {
  const headers = membersOf(response.headers);
  for (const [name, header] of Object.entries(headers)) {
    const at = `${pointer}/headers/${pointerToken(name)}`;
    if (!HEADER_NAME.test(name)) {
      delete headers[name];
      ignore(
        draft,
        'unsendable-header',
        at,
        `${JSON.stringify(name)} is not a name that a header can have; it is never sent.`,
      );
    } else if (isMembers(header)) reportUnsendableValues(draft, header, at);
  }
}

/** Reports what a header is declared to hold and no header can. */
function reportUnsendableValues(draft: Draft, header: Members, pointer: string): void {
  const schema = membersOf(header.schema);
  const values = [header.example, schema.example, schema.default, schema.const, ...listOf(schema.enum)];
  const unsendable = values.find((value) => typeof value === 'string' && !HEADER_VALUE.test(value));
  if (unsendable === undefined) return;
  const message = `No header can carry ${JSON.stringify(unsendable)} as it is (RFC 9110, 5.5); it is sent percent-encoded.`;
  heal(draft, 'unsendable-header-value', pointer, message);
}
