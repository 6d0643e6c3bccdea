import type { Verdict } from '../contract.ts';
import type { Kind } from '../grammar.ts';
import { getOwn, type Members, membersOf } from '../json.ts';
import { KNOWN_FORMATS } from '../views/keywords.ts';

/** A feature that is a value of a member rather than the member itself: a format, a style, a media type. */
export interface ValueFeature {
  feature: string;
  verdict: Verdict;
  message: string;
  /** Member, or members, below the object. */
  at: string[];
}

/** The value features of one object. */
export function valueFeatures(node: Members, kind: Kind): ValueFeature[] {
  if (typeof node.$ref === 'string') return [];
  switch (kind) {
    case 'schema':
      return [...(typeof node.format === 'string' ? [format(node.format)] : []), ...sizes(node)];
    case 'parameter':
      return [...(typeof node.style === 'string' ? [style(node.style)] : []), ...promises(node)];
    case 'requestBody':
      return mediaTypes(node, requestMediaType);
    case 'response':
      return mediaTypes(node, responseMediaType);
    case 'securityScheme':
      return [scheme(node)];
    default:
      return [];
  }
}

/** Formats that say what a value is for, and nothing that could be checked. */
export const PURPOSES: Readonly<Partial<Record<string, { verdict: Verdict; message: string }>>> = {
  binary: { verdict: 'enforced', message: 'Bytes: a file in a form, or the whole of a body that is not JSON.' },
  password: { verdict: 'enforced', message: 'Any text passes. Derived resources neither store nor show it.' },
  float: { verdict: 'ignored', message: 'Any number passes, and is kept as a double.' },
  double: { verdict: 'ignored', message: 'Any number passes, and is kept as a double.' },
};

function format(name: string): ValueFeature {
  const known = { verdict: 'enforced', message: 'Checked in requests and responses.' } as const;
  const unknown = { verdict: 'ignored', message: 'An unknown format is documentation; any text passes.' } as const;
  const purpose = getOwn(PURPOSES, name);
  return { feature: `format:${name}`, ...(purpose ?? (KNOWN_FORMATS.has(name) ? known : unknown)), at: ['format'] };
}

/** Bounds of bytes, which only requests are checked against. */
function sizes(node: Members): ValueFeature[] {
  if (node.format !== 'binary') return [];
  const message = 'Counted in bytes, of request bodies and files in forms; binary responses are not counted.';
  return ['minLength', 'maxLength'].flatMap((name) =>
    Object.hasOwn(node, name) ? [{ feature: `binary:${name}`, verdict: 'enforced' as const, message, at: [name] }] : [],
  );
}

function style(name: string): ValueFeature {
  return { feature: `style:${name}`, verdict: 'enforced', message: 'Values are read by it.', at: ['style'] };
}

/** Headers that promise more than a value: a client that sends one relies on it. */
function promises({ in: location, name }: Members): ValueFeature[] {
  if (location !== 'header' || typeof name !== 'string') return [];
  const header = name.toLowerCase().replace(/^x-(?=idempotency-key$)/u, '');
  const message = getOwn(PROMISES, header);
  return message === undefined ? [] : [{ feature: `header:${header}`, verdict: 'ignored', message, at: ['name'] }];
}

/** Headers that a client relies on, and that nothing follows from. */
export const PROMISES: Readonly<Partial<Record<string, string>>> = {
  'idempotency-key': 'The key is checked and nothing else: a request that is sent again is done again.',
  prefer: 'Its value is checked and nothing else: no preference is followed.',
  'cache-control': 'Its value is checked and nothing else: no response is kept or left out because of it.',
};

type Judge = (name: string) => { verdict: Verdict; message: string };

function mediaTypes({ content }: Members, judge: Judge): ValueFeature[] {
  return Object.keys(membersOf(content)).map((name) => {
    const essence = (name.split(';')[0] ?? '').trim().toLowerCase();
    return { feature: `media-type:${essence}`, ...judge(essence), at: ['content', name] };
  });
}

function requestMediaType(name: string): { verdict: Verdict; message: string } {
  const isRead = isJson(name) || name === 'application/x-www-form-urlencoded' || name === 'multipart/form-data';
  if (isRead) return { verdict: 'enforced', message: 'Request bodies are read and checked.' };
  return {
    verdict: 'emulated',
    message:
      'Request bodies are taken as they are: text or bytes, not checked inside. A resource that takes JSON or a form as well keeps nothing of them, and answers its example.',
  };
}

function responseMediaType(name: string): { verdict: Verdict; message: string } {
  if (isJson(name)) return { verdict: 'enforced', message: 'Responses are written from the schema and checked.' };
  return { verdict: 'emulated', message: 'Responses are answered from the example.' };
}

function isJson(name: string): boolean {
  return name === 'application/json' || name.endsWith('+json') || name === '*/*' || name === 'application/*';
}

/** What becomes of a security scheme; only of a certificate nothing can be known here. */
function scheme({ type, scheme: name }: Members): ValueFeature {
  const kind = typeof type === 'string' ? type.toLowerCase() : '';
  const variant = kind === 'http' && typeof name === 'string' ? name.toLowerCase() : undefined;
  const feature = `security:${[kind, variant].filter((part) => part !== undefined).join('-')}`;
  if (kind === 'mutualtls') {
    return {
      feature,
      verdict: 'ignored',
      message: 'Client certificates are not looked at: nobody gets in by one.',
      at: ['type'],
    };
  }
  if (kind === 'http' && variant !== 'bearer' && variant !== 'basic') {
    const message = 'What follows the name of the scheme is compared with what was configured, as it is.';
    return { feature, verdict: 'emulated', message, at: ['type'] };
  }
  const message = 'Only credentials that were configured or issued get in, with the scopes that an operation asks for.';
  return { feature, verdict: 'enforced', message, at: ['type'] };
}
