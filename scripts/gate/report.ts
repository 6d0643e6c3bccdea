import type { StageResult } from './stage.ts';

/** Everything that one run of the gate found out; every report format shows this. */
export interface GateReport {
  contract: { file: string; title: string; version: string; sourceVersion: string; operations: number };
  seed: number;
  examples: number;
  /** When the run began, as `2026-11-21T10:00:00.000Z`. */
  startedAt: string;
  seconds: number;
  outcome: 'passed' | 'failed';
  stages: StageResult[];
  operations: OperationReport[];
}

/** What was found out about one operation. */
export interface OperationReport {
  id: string;
  method: string;
  path: string;
  /** Requests by what they were to find out, and how many showed a problem. */
  checks: Record<string, { requests: number; problems: number }>;
  requests: number;
  /** Declared statuses that were produced, and those that never were. */
  produced: string[];
  neverProduced: string[];
  /** Milliseconds, over the requests that succeeded; null where none did. */
  p50: number | null;
  p95: number | null;
}
