import type { Place } from '../contract.ts';
import { pointerKeys } from './pointer.ts';
import type { Source } from './source.ts';

/**
 * Where the parts of a document come from. Loading moves parts as a whole (a file becomes a component, definitions
 * become schemas), so a pointer is traced back by its longest prefix that was moved.
 */
export interface Origins {
  /** Says that what is now at `pointer` was written at `written` of the source. */
  record(pointer: string, source: Source, written: string): void;
  /** Says that what is now at `pointer` was at `before` until now. */
  move(before: string, pointer: string): void;
  /** Pointer into the source that the part was written in. */
  written(pointer: string): string;
  /** The place it was written at; that of the nearest thing around it that was written. */
  locate(pointer: string): Place | undefined;
}

interface Origin {
  source: Source;
  written: string;
}

/** @param entry the source that everything comes from unless recorded otherwise */
export function createOrigins(entry: Source): Origins {
  const origins = new Map<string, Origin>([['', { source: entry, written: '' }]]);
  const trace = (pointer: string): Origin => {
    let prefix = pointer;
    for (;;) {
      const origin = origins.get(prefix);
      if (origin) return { source: origin.source, written: origin.written + pointer.slice(prefix.length) };
      prefix = prefix.slice(0, Math.max(prefix.lastIndexOf('/'), 0));
    }
  };
  return {
    record(pointer, source, written) {
      origins.set(pointer, { source, written });
    },
    move(before, pointer) {
      for (const [known, origin] of [...origins]) {
        if (known.startsWith(`${before}/`)) origins.set(pointer + known.slice(before.length), origin);
      }
      origins.set(pointer, trace(before));
    },
    written: (pointer) => trace(pointer).written,
    locate(pointer) {
      const { source, written } = trace(pointer);
      return source.locate(pointerKeys(written));
    },
  };
}
