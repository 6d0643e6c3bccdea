import { refuseAfterDeadline } from './deadline.ts';
import { DatabaseUnavailableError } from './unavailable.ts';

interface Compartment {
  running: number;
  /** Those that wait, in their order. */
  waiting: Set<() => void>;
}

/**
 * Limits how many works of a kind run at a time, so that a kind whose works all wait for the same, such as a locked table,
 * leaves connections to the others. Those that wait hold no connection.
 */
export class Bulkhead {
  readonly #timeout: number;
  readonly #compartments = new Map<string, Compartment>();

  /** @param timeout longest wait, in milliseconds */
  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  /**
   * @param most works of the kind at a time
   * @throws DatabaseUnavailableError when the work cannot begin in time
   */
  async run<Result>(kind: string, most: number, work: () => Promise<Result>): Promise<Result> {
    const leave = await this.enter(kind, most);
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /** Waits for a place. @returns gives the place back, once */
  async enter(kind: string, most: number): Promise<() => void> {
    const compartment = this.#compartments.get(kind) ?? { running: 0, waiting: new Set() };
    this.#compartments.set(kind, compartment);
    if (compartment.running < most) compartment.running += 1;
    else await this.#wait(compartment);
    const leave = (): void => {
      this.#leave(kind, compartment);
    };
    try {
      // The caller may have given up while it waited.
      refuseAfterDeadline();
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  async #wait({ waiting }: Compartment): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const begin = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(begin);
        reject(
          new DatabaseUnavailableError('Too many requests wait for the same part of the database', { isBusy: true }),
        );
      }, this.#timeout);
      waiting.add(begin);
    });
  }

  /** Hands the place on: `running` stays as it is. */
  #leave(kind: string, compartment: Compartment): void {
    const [next] = compartment.waiting;
    if (next !== undefined) {
      compartment.waiting.delete(next);
      next();
      return;
    }
    compartment.running -= 1;
    if (compartment.running === 0) this.#compartments.delete(kind);
  }
}
