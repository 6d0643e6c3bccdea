import { ignore, type Draft } from '../draft.ts';
import type { Kind } from '../grammar.ts';
import { isMembers, membersOf, type Members } from '../json.ts';

/**
 * Takes off what OpenAPI 3.2 added and 3.1 has no word for. What that costs is written down: nothing of a contract is
 * dropped in silence.
 */
export function fromLaterVersions(draft: Draft, node: Members, kind: Kind, pointer: string): void {
  LATER[kind]?.(draft, node, pointer);
}

const LATER: Partial<Record<Kind, (draft: Draft, node: Members, pointer: string) => void>> = {
  document: (_, document) => {
    delete document.$self;
  },
  components: (_, components) => {
    // References to shared media types have been written in place.
    delete components.mediaTypes;
  },
  pathItem: (draft, item, pointer) => {
    drop(
      draft,
      item,
      'query',
      pointer,
      'method-query',
      'The method QUERY is not served: OpenAPI 3.1 has no such operation.',
    );
    for (const method of Object.keys(membersOf(item.additionalOperations))) {
      ignore(
        draft,
        'additional-operation',
        `${pointer}/additionalOperations/${method}`,
        `The method ${method} is not served.`,
      );
    }
    delete item.additionalOperations;
  },
  mediaType: (draft, mediaType, pointer) => {
    if (mediaType.itemSchema !== undefined && mediaType.schema === undefined) mediaType.schema = {};
    drop(
      draft,
      mediaType,
      'itemSchema',
      pointer,
      'item-schema',
      'The items of a streamed body are not checked one by one.',
    );
    for (const member of ['prefixEncoding', 'itemEncoding']) {
      drop(draft, mediaType, member, pointer, 'positional-encoding', 'Encoding of parts by position has no effect.');
    }
  },
  example: (_, example) => {
    if (!('dataValue' in example)) return;
    example.value = example.dataValue;
    delete example.dataValue;
  },
  discriminator: (draft, discriminator, pointer) => {
    drop(
      draft,
      discriminator,
      'defaultMapping',
      pointer,
      'discriminator-default-mapping',
      'Without the property, every alternative is tried.',
    );
  },
  tag: (_, tag) => {
    // Only documentation: how tags are nested and what they are for.
    for (const member of ['parent', 'kind', 'summary']) {
      if (tag[member] === undefined) continue;
      tag[`x-${member}`] = tag[member];
      delete tag[member];
    }
  },
  securityScheme: (draft, scheme, pointer) => {
    drop(
      draft,
      membersOf(scheme.flows),
      'deviceAuthorization',
      `${pointer}/flows`,
      'oauth2-device-flow',
      'Tokens are checked, wherever a client got them; the flow itself is not served.',
    );
    if (isMembers(scheme.flows)) delete scheme.oauth2MetadataUrl;
  },
};

function drop(draft: Draft, holder: Members, member: string, pointer: string, feature: string, message: string): void {
  if (holder[member] === undefined) return;
  ignore(draft, feature, `${pointer}/${member}`, message);
  delete holder[member];
}
