import type { Place } from '../contract.ts';
import { duplicateKeys, jsonPlaces } from './json-places.ts';
import type { Source } from './source.ts';
import { DUPLICATE_KEY, yamlSource } from './yaml-source.ts';

/**
 * Parses the text of a file: JSON the fast way, everything else as YAML.
 * @param file absolute path or URL, for messages and to tell JSON from YAML
 */
export function parseSource(file: string, text: string): Source {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const place = { file, line: 1, column: 1 };
  if (content.trim() === '') {
    return unreadable(file, 'The file is empty. Write an OpenAPI document into it.', place);
  }
  if (!/^\s*[{[]/u.test(content)) return yamlSource(file, content);
  try {
    const value: unknown = JSON.parse(content);
    const starts = duplicateKeys(content).map((offset) => placeAt(file, lineStarts(content), offset));
    const faults = starts.map((place) => ({ feature: 'duplicate-key' as const, message: DUPLICATE_KEY, place }));
    return { file, value, problems: [], faults, locate: jsonLocator(file, content) };
  } catch (error) {
    // Flow-style YAML begins with a brace too.
    if (!file.endsWith('.json')) return yamlSource(file, content);
    return unreadable(file, ...jsonProblem(file, content, error));
  }
}

/** A source that could not be read, and why. */
export function unreadable(file: string, message: string, place?: Place): Source {
  const problem = place ? { message, place } : { message };
  return { file, value: undefined, problems: [problem], faults: [], locate: () => undefined };
}

function jsonLocator(file: string, text: string): Source['locate'] {
  let places: ReturnType<typeof jsonPlaces> | undefined;
  let lines: number[] | undefined;
  return (keys) => {
    places ??= jsonPlaces(text);
    lines ??= lineStarts(text);
    return placeAt(file, lines, places.offsetOf(keys));
  };
}

function jsonProblem(file: string, text: string, error: unknown): [message: string, place: Place] {
  const message = error instanceof Error ? error.message : String(error);
  const position = /position (\d+)/u.exec(message)?.[1];
  const offset = position === undefined ? text.length : Number(position);
  const what = message.replace(/ in JSON at position.*$/u, '');
  return [`Not valid JSON: ${what}. Correct the syntax here.`, placeAt(file, lineStarts(text), offset)];
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

/** Binary search for the line: a report asks for thousands of places. */
function placeAt(file: string, starts: readonly number[], offset: number): Place {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
