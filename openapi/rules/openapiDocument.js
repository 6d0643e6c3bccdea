import { oas } from '@stoplight/spectral-rulesets';

/**
 * Spectral's own check of a document against the schema of its OpenAPI version, for the document with its references
 * followed. Its rule `oas3-schema` sees the entry file alone: there it takes a path item that is a `$ref` for a
 * mistake, and it never looks into the files that the paths are in.
 */
export default oas.rules['oas3-schema'].then.function;
