/** One request that was sent to the backend, and what came back, without the bodies. */
export interface Exchange {
  /** Id of the operation. */
  operation: string;
  /** What it was to find out, `valid`, `fault:maxLength`, `story`. */
  check: string;
  method: string;
  target: string;
  status: number;
  /** Of the answer, without parameters; none where there is no body. */
  mediaType?: string;
  milliseconds: number;
  /** What was found wrong with it, nothing where all is well. */
  problems: number;
}
