/** `application/json` of `Application/JSON; charset=utf-8`. */
export function essenceOf(mediaType: string): string {
  const semicolon = mediaType.indexOf(';');
  return (semicolon === -1 ? mediaType : mediaType.slice(0, semicolon)).trim().toLowerCase();
}

/** One parameter of a media type, unquoted: `charset`, `boundary`. */
export function parameterOf(mediaType: string, name: string): string | undefined {
  for (const part of mediaType.split(';').slice(1)) {
    const equals = part.indexOf('=');
    if (equals === -1 || part.slice(0, equals).trim().toLowerCase() !== name) continue;
    return part
      .slice(equals + 1)
      .trim()
      .replace(/^"(.*)"$/, '$1');
  }
  return undefined;
}

/** Bodies of this type are JSON: `application/json`, `application/problem+json`, `application/json; version=2`. */
export function isJson(mediaType: string): boolean {
  const essence = essenceOf(mediaType);
  return essence === 'application/json' || essence.endsWith('+json') || essence === 'text/json';
}

/**
 * The declared media type that covers a concrete one: itself, else its essence, else a range (`image/*`, `*` + `/*`).
 *
 * @param declared keys of a contract's `content`
 */
export function coveringType(declared: readonly string[], mediaType: string): string | undefined {
  const exact = mediaType.trim().toLowerCase();
  const essence = essenceOf(mediaType);
  const range = `${essence.slice(0, essence.indexOf('/'))}/*`;
  return (
    declared.find((type) => type.toLowerCase() === exact) ??
    declared.find((type) => essenceOf(type) === essence) ??
    declared.find((type) => essenceOf(type) === range) ??
    declared.find((type) => essenceOf(type) === '*/*')
  );
}
