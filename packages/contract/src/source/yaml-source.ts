import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Problem } from '../contract-error.ts';
import { isMembers } from '../json.ts';
import type { Source, SourceFault } from './source.ts';

/**
 * Reads YAML 1.2 (and JSON, which is a part of it), merge keys included.
 * @throws Problem[] with a place each, when it is not YAML
 */
export function yamlSource(file: string, text: string): Source {
  const lineCounter = new LineCounter();
  const yaml = parseDocument(text, { lineCounter, merge: true, prettyErrors: false });
  const placeOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults: SourceFault[] = [];
  const problems: Problem[] = [];
  for (const error of yaml.errors) {
    // What follows a fault of the syntax is mostly read wrongly because of it.
    if (problems.length === MAX_PROBLEMS) break;
    const place = placeOf(error.pos[0]);
    if (error.code === 'DUPLICATE_KEY') faults.push({ feature: 'duplicate-key', message: DUPLICATE_KEY, place });
    else if (error.code === 'MULTIPLE_DOCS') problems.push({ message: SEVERAL_DOCUMENTS, place });
    else problems.push({ message: syntaxProblem(error.message), place });
  }
  if (problems.length > 0) return { file, value: undefined, problems, faults, locate: () => undefined };
  return {
    file,
    value: plainValue(yaml, problems, file),
    problems,
    faults,
    locate: (keys) => placeOf(offsetOf(yaml, keys)),
  };
}

/** Faults of the syntax that are shown. */
const MAX_PROBLEMS = 3;

/** The parser goes down a level by calling itself, and reports the end of the stack as one more fault of the text. */
function syntaxProblem(message: string): string {
  if (message.startsWith('Maximum call stack')) return 'Nested too deeply to be read. Write it flatter.';
  return `Not valid YAML: ${message}. Correct the syntax here.`;
}

const SEVERAL_DOCUMENTS = 'A second document begins here; a contract is one. Put each into a file of its own.';

/** What is wrong with a key that stands twice. */
export const DUPLICATE_KEY = 'The same key stands twice in one mapping; the last one counts. Remove one of them.';

function plainValue(yaml: Document.Parsed, problems: Problem[], file: string): unknown {
  try {
    const value: unknown = yaml.toJS({ maxAliasCount: 1000 });
    keepVersionText(yaml, value);
    return value;
  } catch (error) {
    problems.push({
      message: `Not usable YAML: ${error instanceof Error ? error.message : String(error)}. Write the aliased values out.`,
      place: { file, line: 1, column: 1 },
    });
    return undefined;
  }
}

/** YAML reads an unquoted version 1.10 as the number 1.1; what the author wrote is the version. */
function keepVersionText(yaml: Document.Parsed, value: unknown): void {
  if (!isMembers(value) || !isMembers(value.info) || typeof value.info.version !== 'number') return;
  const node = yaml.getIn(['info', 'version'], true);
  if (isScalar(node) && node.source !== undefined) value.info.version = node.source;
}

/** Offset of the key (or element) that the keys lead to; of the last one that exists. */
function offsetOf(yaml: Document.Parsed, keys: readonly string[]): number {
  let node: Node | null = yaml.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const key of keys) {
    if (isAlias(node)) node = node.resolve(yaml) ?? null;
    const child = childOf(node, key);
    if (!child) break;
    offset = child.offset;
    node = child.node;
  }
  return offset;
}

function childOf(node: Node | null, key: string): { offset: number; node: Node | null } | undefined {
  if (isSeq(node)) {
    const element = node.items[Number(key)] as Node | undefined;
    return element && { offset: element.range?.[0] ?? 0, node: element };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.findLast(({ key: name }) => (isScalar(name) ? String(name.value) : undefined) === key);
  if (!pair) return undefined;
  return { offset: (pair.key as Node).range?.[0] ?? 0, node: pair.value as Node | null };
}
