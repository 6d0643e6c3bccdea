import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The command line asks for something that cannot be. */
export class MisuseError extends Error {
  override readonly name = 'MisuseError';
}

/** `parseArgs`, whose complaints are told in one sentence. @throws MisuseError */
export function readArguments<const Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const { message } = error as Error;
    const [, unknown] = /^Unknown option '(-[^']*)'/u.exec(message) ?? [];
    const [sentence = message] = message.split(/(?<=\.)\s/u);
    throw new MisuseError(unknown === undefined ? sentence : `There is no option ${unknown}.`, { cause: error });
  }
}

/** A whole number as an option gives it. @throws MisuseError naming the option */
export function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/u.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new MisuseError(`${name} is "${text}"; give a whole number from ${least}.`);
}

/** Tells how a command is called and ends it, where that was asked for. */
export function tellUsage(usage: string): void {
  if (!process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) return;
  console.log(usage);
  process.exit();
}
