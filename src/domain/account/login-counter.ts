import { NO_FAILURES, afterFailure, loginDelay, type LoginFailures } from './login-delay.ts';

/** Counts wrong passwords and codes in a row; the more there were, the longer the next attempt waits. */
export abstract class LoginCounter {
  failedLogins = NO_FAILURES.count;
  lastFailedLoginAt: Date | null = null;

  /** Seconds until a login may be tried; 0: now. */
  loginDelay(now: Date): number {
    return loginDelay(this.failures, now);
  }

  recordFailedLogin(now: Date): void {
    this.remember(afterFailure(this.failures, now));
  }

  /** Whoever has shown who they are waits no longer. */
  forgetFailedLogins(): void {
    this.remember(NO_FAILURES);
  }

  private get failures(): LoginFailures {
    return { count: this.failedLogins, lastAt: this.lastFailedLoginAt ?? undefined };
  }

  private remember({ count, lastAt }: LoginFailures): void {
    this.failedLogins = count;
    this.lastFailedLoginAt = lastAt ?? null;
  }
}
