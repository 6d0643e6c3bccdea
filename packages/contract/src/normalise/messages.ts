import { heal, ignore, type Draft } from '../draft.ts';
import { getOwn, isMembers, type Members, membersOf, setOwn } from '../json.ts';
import { pointerToken } from '../schema.ts';

const NO_CONTENT = 'Nothing is declared that it may hold; it was dropped.';

/** Mends what an operation receives and answers: bodies without content, status codes that are none. */
export function healOperation(draft: Draft, operation: Members, pointer: string): void {
  const body = operation.requestBody;
  if (isMembers(body) && typeof body.$ref !== 'string' && Object.keys(membersOf(body.content)).length === 0) {
    delete operation.requestBody;
    heal(draft, 'body-without-content', `${pointer}/requestBody`, NO_CONTENT);
  }
  if (typeof operation.tags === 'string') {
    operation.tags = [operation.tags];
    heal(draft, 'tags-not-a-list', `${pointer}/tags`, '`tags` must be a list; it is taken for a list of one.');
  }
  const responses = membersOf(operation.responses);
  for (const status of Object.keys(responses)) healStatus(draft, responses, status, `${pointer}/responses`);
  if (Object.keys(responses).some((status) => !status.startsWith('x-'))) return;
  operation.responses = { ...responses, default: { description: 'Any answer; the contract declares none.' } };
  heal(draft, 'missing-responses', pointer, 'No responses are declared; any answer is.');
}

function healStatus(draft: Draft, responses: Members, status: string, pointer: string): void {
  if (/^(?:[1-5]\d\d|[1-5]XX|default|x-.*)$/u.test(status)) return;
  const at = `${pointer}/${pointerToken(status)}`;
  const meant = /^[1-5](?:xx|\*\*|XX)$/iu.test(status) ? `${status.charAt(0)}XX` : status.trim().toLowerCase();
  const isMeant = /^(?:[1-5]\d\d|[1-5]XX|default)$/u.test(meant) && getOwn(responses, meant) === undefined;
  if (isMeant) {
    setOwn(responses, meant, getOwn(responses, status));
    draft.origins.move(at, `${pointer}/${meant}`);
    heal(draft, 'invalid-status', at, `${status} is no status; it is taken for ${meant}.`);
  } else ignore(draft, 'invalid-status', at, `${status} is no status; the response is never sent.`);
  delete responses[status];
}

/** Mends a response: what was not described, and headers that its content declares already. */
export function healResponse(draft: Draft, response: Members, pointer: string): void {
  if (typeof response.$ref === 'string') return;
  if (typeof response.description !== 'string') {
    response.description = '';
    const message = 'A response needs a `description`; an empty one was added.';
    if (!draft.sourceVersion.startsWith('3.2')) heal(draft, 'missing-description', pointer, message);
  }
  for (const name of Object.keys(membersOf(response.headers))) {
    if (name.toLowerCase() !== 'content-type') continue;
    delete membersOf(response.headers)[name];
    ignore(
      draft,
      'reserved-header',
      `${pointer}/headers/${name}`,
      'OpenAPI ignores a response header Content-Type; `content` declares it.',
    );
  }
}

/** Names that people write for media types. */
const MEANT: Record<string, string> = {
  json: 'application/json',
  xml: 'application/xml',
  text: 'text/plain',
  html: 'text/html',
  csv: 'text/csv',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  binary: 'application/octet-stream',
  '*': '*/*',
};

const MEDIA_TYPE = /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+\s*(?:;.*)?$/u;

/** Mends the names of media types. */
export function healContent(draft: Draft, holder: Members, pointer: string): void {
  if (!isMembers(holder.content)) return;
  const content = holder.content;
  for (const name of Object.keys(content)) {
    if (MEDIA_TYPE.test(name)) continue;
    const at = `${pointer}/content/${pointerToken(name)}`;
    const several = name.split(/[,|]/u).map((part) => part.trim());
    if (several.length > 1 && several.every((part) => MEDIA_TYPE.test(part))) {
      for (const part of several) setOwn(content, part, getOwn(content, part) ?? getOwn(content, name));
      delete content[name];
      heal(draft, 'several-media-types', at, `${JSON.stringify(name)} is taken for ${several.length} media types.`);
      continue;
    }
    const meant = getOwn(MEANT, name.trim().toLowerCase()) ?? name.trim().replaceAll('\\', '/');
    if (meant.includes('/') && getOwn(content, meant) === undefined) {
      setOwn(content, meant, getOwn(content, name));
      draft.origins.move(at, `${pointer}/content/${pointerToken(meant)}`);
      heal(draft, 'invalid-media-type', at, `${JSON.stringify(name)} is no media type; it is taken for ${meant}.`);
    } else
      ignore(draft, 'invalid-media-type', at, `${JSON.stringify(name)} is no media type; it is never sent or taken.`);
    delete content[name];
  }
}

/** Mends an entry of `examples`: what says nothing that an example object says is the value itself. */
export function healExample(draft: Draft, example: Members, pointer: string): void {
  if ('dataValue' in example) {
    example.value = example.dataValue;
    delete example.dataValue;
  }
  if (
    ['$ref', 'value', 'externalValue', 'serializedValue', 'summary', 'description'].some((name) =>
      Object.hasOwn(example, name),
    )
  )
    return;
  const value = { ...example };
  for (const name of Object.keys(example)) delete example[name];
  example.value = value;
  heal(
    draft,
    'bare-example',
    pointer,
    'An entry of `examples` must be an object with `value`; this is taken for the value.',
  );
}
