import { constants } from 'node:os';

const undone = new Set<() => Promise<void>>();
let isListening = false;

/**
 * Says what has to be undone when somebody stops the program (SIGINT, SIGTERM): processes ended, folders and databases
 * removed. What was begun last is undone first; then the program ends with 128 and the number of the signal.
 *
 * @returns undoes it now; whoever asks again, or is interrupted meanwhile, waits for the same
 */
export function undoneWhenStopped(undo: () => Promise<void>): () => Promise<void> {
  listen();
  let undoing: Promise<void> | undefined;
  const once = (): Promise<void> => {
    undoing ??= undo().finally(() => undone.delete(once));
    return undoing;
  };
  undone.add(once);
  return once;
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void stop(signal);
    });
  }
}

async function stop(signal: 'SIGINT' | 'SIGTERM'): Promise<void> {
  for (const undo of [...undone].toReversed()) {
    await undo().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
    });
  }
  process.exit(128 + constants.signals[signal]);
}
