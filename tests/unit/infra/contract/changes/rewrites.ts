import type { Json } from './contracts.ts';

/** Ways to write the same contract differently. None of them changes what it means. */
export const REWRITES: Readonly<Record<string, (document: Json) => Json>> = {
  'members in another order': (document) => mapped(document, (node) => reversed(node)) as Json,
  'parameters, required, enums and tags in another order': (document) =>
    mapped(document, (node) => ({
      ...node,
      ...reversedLists(node, ['parameters', 'required', 'enum', 'tags', 'security']),
    })) as Json,
  'alternatives in another order': (document) =>
    mapped(document, (node) => ({ ...node, ...reversedLists(node, ['oneOf', 'anyOf', 'allOf']) })) as Json,
  'schema references inlined': (document) => inlined(document),
  'components renamed': (document) => componentsRenamed(document),
  'path parameters renamed': (document) => pathParametersRenamed(document),
  'schemas wrapped in allOf of one': (document) => schemasWrapped(document, (schema) => ({ allOf: [schema] })),
  'schemas wrapped in anyOf of one': (document) => schemasWrapped(document, (schema) => ({ anyOf: [schema] })),
  'descriptions, summaries and examples taken out': (document) =>
    mapped(document, (node, parent) =>
      isMapOfNames(parent) ? node : without(node, ['description', 'summary', 'example', 'examples']),
    ) as Json,
  'defaults of OpenAPI written out': (document) => mapped(document, explicit) as Json,
};

type Visit = (node: Json, parent: string) => unknown;

/** Rebuilds a document from the leaves up; `parent` is the name of the member that holds the object. */
function mapped(value: unknown, visit: Visit, parent = ''): unknown {
  if (Array.isArray(value)) return value.map((element) => mapped(element, visit, parent));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, mapped(member, visit, name)] as const);
  return visit(Object.fromEntries(members), parent);
}

function reversed(node: Json): Json {
  return Object.fromEntries(Object.entries(node).reverse());
}

function reversedLists(node: Json, names: readonly string[]): Json {
  return Object.fromEntries(
    Object.entries(node)
      .filter(([name]) => names.includes(name))
      .map(([name, list]) => [name, Array.isArray(list) ? list.toReversed() : list]),
  );
}

function without(node: Json, names: readonly string[]): Json {
  return Object.fromEntries(
    Object.entries(node).filter(([name, value]) => !names.includes(name) || isSchemaNamed(node, value)),
  );
}

/** A property may be called `description`: then its value is a schema. */
function isSchemaNamed(_node: Json, value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('type' in value || '$ref' in value);
}

function isMapOfNames(parent: string): boolean {
  return ['properties', 'responses', 'schemas', 'headers', 'paths'].includes(parent);
}

function targetOf(document: Json, reference: string): Json {
  return reference
    .split('/')
    .slice(1)
    .reduce((node, token) => node[token.replaceAll('~1', '/').replaceAll('~0', '~')] as Json, document);
}

/** Puts every schema where it is referenced, but for those that contain themselves; discriminators need their names. */
function inlined(document: Json): Json {
  const expand = (value: unknown, within: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((element) => expand(element, within));
    if (typeof value !== 'object' || value === null) return value;
    const { $ref: reference } = value as Json;
    if (typeof reference !== 'string') {
      const isTold = 'discriminator' in value;
      return Object.fromEntries(
        Object.entries(value).map(([name, member]) => [
          name,
          isTold && /^(one|any)Of$/u.test(name) ? member : expand(member, within),
        ]),
      );
    }
    const isSchema = reference.startsWith('#/components/schemas/');
    if (!isSchema || within.includes(reference) || within.length > 3) return value;
    return expand(targetOf(document, reference), [...within, reference]);
  };
  return expand(document, []) as Json;
}

function componentsRenamed(document: Json): Json {
  const rename = (name: string): string => `Renamed${name}`;
  const told = mapped(document, (node) => {
    const { $ref: reference } = node;
    if (typeof reference !== 'string' || !reference.startsWith('#/components/schemas/')) return node;
    return { ...node, $ref: reference.replace(/[^/]+$/u, rename) };
  }) as Json;
  const components = (told.components ?? {}) as Json;
  const schemas = Object.entries((components.schemas ?? {}) as Json).map(([name, schema]) => [rename(name), schema]);
  const renamed = { ...told, components: { ...components, schemas: Object.fromEntries(schemas) as Json } };
  // The values of a discriminator stay what they are: names that were implied are written out.
  return mapped(renamed, (node) => withMapping(node, rename)) as Json;
}

function withMapping(node: Json, rename: (name: string) => string): unknown {
  const { discriminator } = node as { discriminator?: Json };
  if (typeof discriminator?.propertyName !== 'string') return node;
  const written = Object.entries((discriminator.mapping ?? {}) as Record<string, string>);
  const branches = ((node.oneOf ?? node.anyOf ?? []) as Json[]).map(({ $ref: reference }) => String(reference));
  const mapping = Object.fromEntries([
    ...branches.map((reference) => [reference.replace(/^.*\/Renamed/u, ''), reference]),
    ...written.map(([value, target]) => [value, target.replace(/[^/]+$/u, rename)]),
  ]) as Json;
  return {
    ...node,
    discriminator: { ...discriminator, mapping: written.length > 0 ? onlyWritten(mapping, written) : mapping },
  };
}

function onlyWritten(mapping: Json, written: readonly [string, string][]): Json {
  const values = new Set(written.map(([value]) => value));
  return Object.fromEntries(Object.entries(mapping).filter(([value]) => values.has(value)));
}

function pathParametersRenamed(document: Json): Json {
  const rename = (name: string): string => `renamed${name}`;
  const paths = Object.entries((document.paths ?? {}) as Json).map(([path, item]) => [
    path.replaceAll(/\{([^}]*)\}/gu, (_, name: string) => `{${rename(name)}}`),
    item,
  ]);
  const renamed = mapped({ ...document, paths: Object.fromEntries(paths) as Json }, (node) =>
    node.in === 'path' && typeof node.name === 'string' ? { ...node, name: rename(node.name) } : node,
  );
  return renamed as Json;
}

function schemasWrapped(document: Json, wrap: (schema: unknown) => Json): Json {
  return mapped(document, (node, parent) => {
    if (parent === 'properties')
      return Object.fromEntries(Object.entries(node).map(([name, schema]) => [name, wrap(schema)]));
    const isCarrier = 'schema' in node && typeof node.schema === 'object' && parent !== 'properties';
    return isCarrier ? { ...node, schema: wrap(node.schema) } : node;
  }) as Json;
}

function explicit(node: Json): Json {
  if (node.in === 'query' && 'schema' in node)
    return { style: 'form', explode: true, required: false, deprecated: false, ...node };
  if (node.in === 'header' && 'schema' in node) return { style: 'simple', explode: false, required: false, ...node };
  if (node.type === 'object' && typeof node.properties === 'object')
    return { additionalProperties: true, minProperties: 0, ...node };
  if (node.type === 'array' && typeof node.items === 'object') return { minItems: 0, uniqueItems: false, ...node };
  if (node.type === 'string') return { minLength: 0, ...node };
  return node;
}
