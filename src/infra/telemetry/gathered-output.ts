import { Writable } from 'node:stream';

/** Lines wait at most this many milliseconds for others. */
const DELAY = 20;

/** Text that goes out at once, in characters. */
const MOST_GATHERED = 65_536;

/**
 * Standard output for log lines, which go out many at a time: a write for each was 6 % of the CPU of a small request.
 * What is left goes out when the process ends, where standard output is written to before anything else happens.
 */
export function gatheredOutput(): NodeJS.WritableStream {
  let gathered = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = gathered;
    gathered = '';
    if (text !== '') process.stdout.write(text);
  };
  process.once('exit', flush);
  // Whoever read the log is gone, as in `npm start | head`: that is no reason to stop serving.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      gathered += line;
      if (gathered.length >= MOST_GATHERED) flush();
      else timer ??= setTimeout(flush, DELAY);
      done();
    },
  });
}
