import type { StoryResult } from './stories/telling.ts';
import type { Failure } from './world.ts';

/** What was proven of one contract. */
export interface Proof {
  contract: string;
  operations: number;
  derived: number;
  startSeconds: number;
  /** How long proving took. */
  seconds: number;
  requests: number;
  /** How often each class of status was answered: `2xx`, `4xx`, `501`. */
  statuses: Record<string, number>;
  stories: StoryResult[];
  failures: Failure[];
}

/** One row a contract, as Markdown. */
export function renderTable(proofs: readonly Proof[]): string {
  const rows = proofs.map((proof) => {
    const passed = proof.stories.filter((story) => story.failures.length === 0).length;
    const { statuses } = proof;
    const cells = [
      proof.contract,
      proof.operations,
      proof.derived,
      proof.startSeconds.toFixed(1),
      proof.seconds.toFixed(0),
      proof.requests,
      statuses['2xx'] ?? 0,
      (statuses['3xx'] ?? 0) + (statuses['4xx'] ?? 0),
      `${statuses['501'] ?? 0} / ${statuses['5xx'] ?? 0}`,
      `${passed} / ${proof.stories.length}`,
      proof.failures.length,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head = [
    'contract',
    'operations',
    'derived',
    'start, s',
    'proof, s',
    'requests',
    '2xx',
    '3xx, 4xx',
    '501 / other 5xx',
    'stories',
    'failures',
  ];
  return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows, ''].join('\n');
}

/** Every failure with the line that reproduces it; the same problem of one operation once. */
export function renderFailures(proofs: readonly Proof[]): string {
  return proofs
    .flatMap(({ contract, failures }) => {
      const seen = new Map(
        failures.map((failure) => [`${failure.rule}  ${failure.operation}: ${failure.problem}`, failure.curl]),
      );
      return [...seen].map(
        ([problem, curl]) =>
          `${contract}  ${problem}${
            curl === undefined
              ? ''
              : curl
                  .split('\n')
                  .map((line) => `\n    ${line.slice(0, 2000)}`)
                  .join('')
          }\n`,
      );
    })
    .join('');
}
