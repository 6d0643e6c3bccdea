import winston from 'winston';
import { logContext } from './context.ts';
import { errorChain } from './error-chain.ts';
import { gatheredOutput } from './gathered-output.ts';
import { redact } from './redact.ts';

/** Where winston looks for what a line is. */
const LEVEL = Symbol.for('level');
const MESSAGE = Symbol.for('message');

/** What the program logs with; fields are plain data, an `error` is written with its whole chain of causes. */
export type Logger = Pick<winston.Logger, 'debug' | 'info' | 'warn' | 'error'>;

export interface LoggerOptions {
  level: string;
  /** JSON lines for machines, or one readable line for a person at a terminal. */
  format: 'json' | 'text';
  /** Colors the level of a text line, for a terminal. */
  isColored?: boolean;
  /** Where lines go; standard output unless a test collects them. */
  stream?: NodeJS.WritableStream;
}

/** Adds the request's context and hides secrets; `error` becomes data. */
const enrich = winston.format((entry) => {
  const { level, message, error } = entry;
  const fields = redact(error === undefined ? entry : { ...entry, error: undefined });
  const head = { timestamp: new Date().toISOString(), level, message };
  const line: winston.Logform.TransformableInfo = Object.assign(head, logContext() as object | undefined, fields);
  if (error !== undefined) line['error'] = errorChain(error);
  return Object.assign(line, { [LEVEL]: (entry as Record<symbol, unknown>)[LEVEL] });
});

/** Fields are a redacted copy of bounded depth, so there are no circles for a slower, safer writer to guard against. */
const asJson = winston.format((entry) => Object.assign(entry, { [MESSAGE]: jsonOf(entry) }));

function jsonOf(entry: object): string {
  try {
    return JSON.stringify(entry);
  } catch {
    // A bigint among the fields. A function that sees every member makes writing three times as slow.
    return JSON.stringify(entry, bigIntAsText);
  }
}

function bigIntAsText(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

const asText = winston.format.printf(({ timestamp, level, message, error, ...fields }) => {
  const details = Object.entries(fields).map(([name, value]) => `${name}=${textOf(value)}`);
  const head = `${String(timestamp).slice(11, 23)} ${level} ${String(message)}`;
  const chain = Array.isArray(error) ? (error as ReturnType<typeof errorChain>) : [];
  const causes = chain.map(({ stack, name, message: text }, depth) =>
    `${depth === 0 ? '' : 'caused by '}${stack ?? `${name}: ${text}`}`.replaceAll(/^/gm, '    '),
  );
  return [[head, ...details].join('  '), ...causes].join('\n');
});

/** Makes the logger of the process. */
export function createLogger({ level, format, isColored = false, stream }: LoggerOptions): Logger {
  const { combine, colorize } = winston.format;
  const asTextLine = isColored ? combine(enrich(), colorize(), asText) : combine(enrich(), asText);
  return winston.createLogger({
    level,
    format: format === 'json' ? combine(enrich(), asJson()) : asTextLine,
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- winston types its transports as interfaces
    transports: [new winston.transports.Stream({ stream: stream ?? gatheredOutput() })],
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
