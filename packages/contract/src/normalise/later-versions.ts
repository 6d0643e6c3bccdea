import { isAdditionalMethod } from '../declared-operations.ts';
import { ignore, note, type Draft } from '../draft.ts';
import type { Kind } from '../grammar.ts';
import { getOwn, isMembers, listOf, type Members, membersOf, setOwn } from '../json.ts';
import type { Ignored } from '../loading-findings.ts';

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
    const additional = membersOf(item.additionalOperations);
    for (const method of Object.keys(additional).filter((name) => !isAdditionalMethod(name))) {
      const at = `${pointer}/additionalOperations`;
      drop(
        draft,
        additional,
        method,
        at,
        'additional-operation',
        `The HTTP server does not know the method ${method}.`,
      );
    }
  },
  parameter: (_, parameter) => {
    if (parameter.in !== 'querystring') return;
    parameter.in = 'query';
    const [[mediaType, content] = []] = Object.entries(membersOf(parameter.content));
    if (mediaType === 'application/x-www-form-urlencoded') {
      // The fields of a form are what the members of an exploded object are.
      Object.assign(parameter, { style: 'form', explode: true, schema: membersOf(content).schema ?? {} });
      delete parameter.content;
    } else parameter['x-whole-query'] = true;
  },
  mediaType: (draft, mediaType, pointer) => {
    if (mediaType.itemSchema !== undefined && mediaType.schema === undefined) {
      // A stream of items reads as the list of them.
      mediaType.schema = { type: 'array', items: mediaType.itemSchema };
    }
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
  schema: (draft, schema, pointer) => {
    const discriminator = membersOf(schema.discriminator);
    const { defaultMapping } = discriminator;
    if (defaultMapping === undefined) return;
    const named = typeof defaultMapping === 'string' ? `#/components/schemas/${defaultMapping}` : undefined;
    const references = [...listOf(schema.oneOf), ...listOf(schema.anyOf)].map((branch) => membersOf(branch).$ref);
    const fitting = references.find((one) => one !== undefined && (one === defaultMapping || one === named));
    if (fitting === undefined) {
      const message = 'No alternative beside it is the schema that it names; it has no effect.';
      drop(
        draft,
        discriminator,
        'defaultMapping',
        `${pointer}/discriminator`,
        'discriminator-default-mapping',
        message,
      );
      return;
    }
    const message = 'Chooses the alternative where the property is missing or has another value.';
    note(draft, 'discriminator-default-mapping', `${pointer}/discriminator/defaultMapping`, message);
    discriminator['x-default-mapping'] = fitting;
    delete discriminator.defaultMapping;
  },
  tag: (_, tag) => {
    // Only documentation: how tags are nested and what they are for.
    for (const member of ['parent', 'kind', 'summary']) {
      if (getOwn(tag, member) === undefined) continue;
      setOwn(tag, `x-${member}`, getOwn(tag, member));
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

function drop(draft: Draft, holder: Members, member: string, pointer: string, feature: Ignored, message: string): void {
  if (getOwn(holder, member) === undefined) return;
  ignore(draft, feature, `${pointer}/${member}`, message);
  delete holder[member];
}
