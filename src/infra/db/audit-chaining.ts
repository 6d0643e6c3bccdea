import type { PersonalData } from '../auth/personal-data.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { AuditAnchor } from './audit-anchor.ts';
import { chainPendingEvents } from './audit-chain.ts';
import type { Database } from './database.ts';

/** How soon after a commit its events are chained. Those of other requests within this time join them. */
const DELAY_MS = 100;
/** How often pending events are looked for without a request: after a failure, or of an instance that ended. */
const LOOK_EVERY_MS = 5_000;

/** Chains audit events in the background, so that requests do not wait for each other. */
export class AuditChaining {
  private readonly database: Pick<Database, 'orm'>;
  private readonly personalData: PersonalData;
  private readonly anchor: AuditAnchor;
  private readonly logger: Pick<Logger, 'error'>;
  private readonly clock: () => Date;
  private readonly timer: NodeJS.Timeout;
  private soon: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isClosed = false;

  constructor(options: {
    database: Pick<Database, 'orm'>;
    personalData: PersonalData;
    anchor: AuditAnchor;
    logger: Pick<Logger, 'error'>;
    clock: () => Date;
  }) {
    this.database = options.database;
    this.personalData = options.personalData;
    this.anchor = options.anchor;
    this.logger = options.logger;
    this.clock = options.clock;
    this.timer = setInterval(() => void this.attempt(), LOOK_EVERY_MS).unref();
  }

  /** Events were committed just now. */
  notify(): void {
    if (this.isClosed) return;
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      void this.attempt();
    }, DELAY_MS).unref();
  }

  /** Chains everything that was committed before the call. @throws Error when the chain cannot be written */
  async settle(): Promise<void> {
    // A run that has begun may have read the pending events before the caller's were committed.
    await this.running?.catch(() => undefined);
    this.running ??= this.run().finally(() => (this.running = undefined));
    await this.running;
  }

  /** Chains what is pending and stops. Events that cannot be chained now are chained at the next start. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    clearTimeout(this.soon);
    await this.attempt();
    await this.anchor.close();
  }

  private async attempt(): Promise<void> {
    try {
      await this.settle();
    } catch (error) {
      this.logger.error('audit events cannot be chained now; they are stored, and chained later', { error });
    }
  }

  private async run(): Promise<void> {
    for (;;) {
      const { head, chained, altered } = await chainPendingEvents(this.database, this.personalData, this.clock());
      for (const id of altered) {
        this.logger.error('an audit event was changed outside the service before it was chained', { event: id });
      }
      if (chained === 0) return;
      await this.anchor.advance(head);
    }
  }
}
