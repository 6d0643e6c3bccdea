import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { article } from '@plumbline/contract/english';

const SOURCE = join(import.meta.dirname, '../../../../src');
/** Errors whose message reaches a client, and functions that make one. */
const MAKERS =
  /^(?:HttpError|NotFoundError|ConflictError|RuleError|StaleError|UnauthenticatedError|SecondFactorRequiredError|ReauthenticationRequiredError|ForbiddenError|LimitError|unavailable|refuseConnection)$/;

interface Message {
  file: string;
  text: string;
  /** A whole message, rather than what follows the name of a field. */
  isSentence: boolean;
}

/** Every message of the source that a client can see, with X in place of what is filled in. */
function messagesIn(file: string): Message[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Message[] = [];
  const name = relative(SOURCE, file);
  const add = (node: ts.Node | undefined, isSentence: boolean): void => {
    const text = node && textOf(node);
    if (text?.includes(' ')) found.push({ file: name, text, isSentence });
  };
  const visit = (node: ts.Node): void => {
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && MAKERS.test(node.expression.getText()))
      for (const argument of node.arguments ?? []) if (!ts.isObjectLiteralExpression(argument)) add(argument, true);
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'message' && hasField(node.parent))
      add(node.initializer, false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `{ field, message }` */
function hasField(node: ts.Node): boolean {
  return ts.isObjectLiteralExpression(node) && node.properties.some((each) => each.name?.getText() === 'field');
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `X${literal.text}`).join('');
}

const MESSAGES = globSync('{infra/http,infra/resources,infra/auth,domain,handlers}/**/*.ts', { cwd: SOURCE })
  .filter((file) => !file.endsWith('.generated.ts'))
  .flatMap((file) => messagesIn(join(SOURCE, file)));
const named = (messages: readonly Message[]): string[] => messages.map(({ file, text }) => `${file}: ${text}`);

describe('the messages that a client can see', () => {
  test('are found', () => {
    expect(MESSAGES.length).toBeGreaterThan(80);
  });

  test('are sentences, or follow the name of a field', () => {
    const wrong = MESSAGES.filter(({ text, isSentence }) =>
      isSentence ? !/^(?:[A-Z]|X)[^]*[.X]$/.test(text) : !/^[a-zX]/.test(text) || text.endsWith('.'),
    );
    expect(named(wrong)).toEqual([]);
  });

  test('have the right article', () => {
    const wrong = MESSAGES.filter(({ text }) =>
      [...text.matchAll(/\b([Aa]n?) ([\w-]+)/g)].some(
        ([, used = '', noun = '']) => noun !== 'X' && used.toLowerCase() !== article(noun),
      ),
    );
    expect(named(wrong)).toEqual([]);
  });

  test('have a computed article before a name that is filled in', () => {
    expect(named(MESSAGES.filter(({ text }) => /\ban? X\b/i.test(text)))).toEqual([]);
  });

  test('quote no library, and are no riddles', () => {
    const raw =
      /unexpected (?:token|end|field)|in JSON at|position \d|must be equal to one of|must NOT have|should (?:be|NOT)|ECONN|busboy|multer|Multipart:|\bajv\b/i;
    const riddle = /\b(?:nobody|whoever|somebody|none of it|it is said|anew)\b/i;
    expect(named(MESSAGES.filter(({ text }) => raw.test(text) || riddle.test(text)))).toEqual([]);
  });
});
