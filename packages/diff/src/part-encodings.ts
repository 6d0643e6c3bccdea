import type { MediaType } from '@plumbline/contract/contract';
import { membersOf } from '@plumbline/contract/json';
import { canonical } from './json-value.ts';
import { acceptedBy } from './schema/accepted.ts';
import type { Side } from './side.ts';

/** How a body writes its parts, defaults of OpenAPI left out: equal texts mean the same body. */
export function partEncodings(side: Side, media: MediaType | undefined): string {
  const { properties } = side.shape([media?.schema ?? true]);
  const written = Object.entries(membersOf(media?.encoding)).flatMap(([name, encoding]) => {
    const schemas = properties.get(name);
    // An encoding of a property that the schema does not have is ignored.
    if (!schemas) return [];
    const { style = 'form', explode = style === 'form', allowReserved = false, ...others } = membersOf(encoding);
    const { contentType = defaultContentType(side, schemas), headers, ...extensions } = others;
    const shown = { style, explode, allowReserved, contentType, headers };
    const usual = {
      ...{ style: 'form', explode: true, allowReserved: false, contentType: defaultContentType(side, schemas) },
      headers: undefined,
    };
    return canonical(shown) === canonical(usual) ? [] : [[name, { ...shown, ...extensions }]];
  });
  return canonical(Object.fromEntries(written) as unknown);
}

/** The media type of a part that declares none: that of the elements for a list. */
function defaultContentType(side: Side, schemas: Parameters<Side['shape']>[0], depth = 3): string {
  const shape = side.shape(schemas);
  const { types } = acceptedBy(side, shape);
  if (types.size === 1 && types.has('array') && depth > 0) return defaultContentType(side, shape.items, depth - 1);
  if (types.size === 1 && types.has('object')) return 'application/json';
  return shape.formats.some((format) => ['binary', 'byte'].includes(format)) || types.size === 6
    ? 'application/octet-stream'
    : 'text/plain';
}
