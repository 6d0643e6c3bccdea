/** How values are written where they travel, which decides what can be told apart in them. */
export type Encoding = keyof typeof ENCODINGS;

interface Rules {
  /** Scalars are plain text: `5` is a number as well as a text. */
  isText: boolean;
  /** A list is its name repeated, so that one value is a list of one. */
  isListOfOne: boolean;
  /** How the members of an object in it are written. */
  member: Encoding;
  /** How the elements of a list in it are written. */
  item: Encoding;
}

const ENCODINGS = {
  json: { isText: false, isListOfOne: false, member: 'json', item: 'json' },
  /** Paths, headers and delimited lists in queries. */
  text: { isText: true, isListOfOne: false, member: 'text', item: 'text' },
  /** Exploded query parameters. */
  repeated: { isText: true, isListOfOne: true, member: 'text', item: 'text' },
  /** URL-encoded forms, where brackets lead to any depth, and XML, where elements do. */
  nested: { isText: true, isListOfOne: true, member: 'nested', item: 'nested' },
  /** Multipart forms: scalars and lists of them are parts of text, objects are JSON. */
  multipart: { isText: false, isListOfOne: false, member: 'part', item: 'json' },
  part: { isText: true, isListOfOne: true, member: 'json', item: 'text' },
} as const satisfies Readonly<Record<string, { [Key in keyof Rules]: unknown }>>;

export function rulesOfEncoding(encoding: Encoding): Rules {
  return ENCODINGS[encoding];
}

/** The encoding of a body, by its media type. */
export function encodingOfMediaType(mediaType: string): Encoding {
  const name = mediaType.toLowerCase();
  if (name.startsWith('multipart/')) return 'multipart';
  if (name.startsWith('application/x-www-form-urlencoded') || /[/+]xml\b/u.test(name)) return 'nested';
  return name.startsWith('text/') ? 'text' : 'json';
}

/** How a value below another is written. */
export function encodingAt(encoding: Encoding, path: string, below: string): Encoding {
  if (path === below) return encoding;
  const { item, member } = ENCODINGS[encoding];
  return below.startsWith('[', path.length) ? item : member;
}
