/** A place in a source file, one-based. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/**
 * What becomes of a keyword or feature that the contract uses. `enforced`: the runtime holds it. `emulated`: answered,
 * but not by the real thing. `healed`: the document was wrong and was mended. `ignored`: has no effect.
 */
export type Verdict = 'enforced' | 'emulated' | 'healed' | 'ignored';

export interface Finding {
  verdict: Verdict;
  /** Stable name of the feature or fault, `duplicate-operation-id`, `keyword:discriminator`. */
  feature: string;
  /** One sentence: what it is, and how it is emulated, what was wrong, or why it is ignored. */
  message: string;
  /** JSON pointer into the source document, or into the normalised one where the source has no such place. */
  pointer: string;
  place?: Place;
}
