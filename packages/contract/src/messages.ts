import type { Content, RequestBody, Response, ResponseHeader } from './contract.ts';
import { follow } from './follow.ts';
import { membersOf, textOf, type Members } from './json.ts';
import { readMediaType } from './media-type-object.ts';
import { readHeader } from './parameters.ts';

/** Reads a request body object. */
export function readRequestBody(document: Members, body: Members): RequestBody {
  return { required: body.required === true, content: readContent(document, body.content) };
}

/** Reads a response object. */
export function readResponse(document: Members, response: Members): Response {
  return {
    description: textOf(response.description) ?? '',
    headers: Object.fromEntries(
      Object.entries(membersOf(response.headers)).map(([name, header]): [string, ResponseHeader] => [
        name,
        readHeader(document, follow(document, header)),
      ]),
    ),
    content: readContent(document, response.content),
    links: Object.fromEntries(
      Object.entries(membersOf(response.links)).map(([name, link]) => [name, follow(document, link)]),
    ),
  };
}

function readContent(document: Members, content: unknown): Content {
  return Object.fromEntries(
    Object.entries(membersOf(content)).map(([name, mediaType]) => [
      name,
      readMediaType(document, follow(document, mediaType)),
    ]),
  );
}
