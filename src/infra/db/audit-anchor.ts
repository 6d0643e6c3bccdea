import { readFile, rename, writeFile } from 'node:fs/promises';
import type { AuditHead } from '../../domain/audit/audit-head.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { causesOf } from './unavailable.ts';
import type { Logger } from '../telemetry/logger.ts';

/** How often the head is logged while it moves. */
const LOG_EVERY_MS = 60_000;

/** `SEQUENCE:HASH:SIGNATURE`, as logs and the anchor file hold it; the signature may be left out where one is typed. */
const FORM = /^(\d{1,9}):([0-9a-f]{64})(?::([0-9a-f]{64}))?$/;

/** Number and hash of an event, stored outside the database. */
export interface Anchor {
  sequence: number;
  hash: string;
}

/** Writes a head as an anchor, signed with a key that is not in the database. */
export function formatAnchor({ sequence, hash }: Anchor, personalData: PersonalData): string {
  return `${sequence}:${hash}:${signature({ sequence, hash }, personalData)}`;
}

/**
 * Reads an anchor.
 *
 * @returns undefined where the text is not an anchor, or its signature does not fit
 */
export function parseAnchor(text: string, personalData: PersonalData): Anchor | undefined {
  const [, sequence, hash, signed] = FORM.exec(text.trim()) ?? [];
  if (sequence === undefined || hash === undefined) return undefined;
  const anchor = { sequence: Number(sequence), hash };
  return signed === undefined || signed === signature(anchor, personalData) ? anchor : undefined;
}

function signature({ sequence, hash }: Anchor, personalData: PersonalData): string {
  return personalData.index(`${sequence}:${hash}`, 'audit_heads.anchor');
}

/**
 * Anchors the head of the audit chain outside the database: in a file that only moves forward, and in the log. A copy of
 * an earlier head that is put back into the database then contradicts both.
 */
export class AuditAnchor {
  private readonly file: string | undefined;
  private readonly personalData: PersonalData;
  private readonly logger: Pick<Logger, 'info' | 'error'>;
  private newest: AuditHead | undefined;
  private loggedAt = 0;
  private loggedSequence = 0;

  /** @param file path of the anchor file; none: the log only */
  constructor(file: string | undefined, personalData: PersonalData, logger: Pick<Logger, 'info' | 'error'>) {
    this.file = file;
    this.personalData = personalData;
    this.logger = logger;
  }

  /** The chain has a new head. A failure is logged: the events are stored, and the next head is anchored. */
  async advance(head: AuditHead): Promise<void> {
    this.newest = head;
    if (Date.now() - this.loggedAt >= LOG_EVERY_MS) this.log();
    if (this.file === undefined) return;
    try {
      const stored = await readAnchorFile(this.file, this.personalData);
      if (stored !== undefined && stored.sequence > head.sequence) {
        this.logger.error(
          `the audit chain is shorter than its anchor in ${this.file}: events were removed, or an older copy of the ` +
            'database was restored. Run the audit verification; delete the file only once the cause is known',
          { head: head.sequence, anchor: stored.sequence },
        );
        return;
      }
      const next = `${this.file}.${process.pid}.tmp`;
      await writeFile(next, `${formatAnchor(head, this.personalData)}\n`, { mode: 0o600 });
      await rename(next, this.file);
    } catch (error) {
      this.logger.error(`the head of the audit chain cannot be anchored in ${this.file}`, { error });
    }
  }

  /** Logs the last head. */
  close(): Promise<void> {
    if (this.newest !== undefined && this.newest.sequence > this.loggedSequence) this.log();
    return Promise.resolve();
  }

  private log(): void {
    if (this.newest === undefined) return;
    this.loggedAt = Date.now();
    this.loggedSequence = this.newest.sequence;
    this.logger.info('audit chain head', { anchor: formatAnchor(this.newest, this.personalData) });
  }
}

/**
 * Reads the anchor file.
 *
 * @returns undefined where there is no such file
 * @throws Error when it holds something else than an anchor of this service
 */
export async function readAnchorFile(file: string, personalData: PersonalData): Promise<Anchor | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    for (const { code } of causesOf(error)) if (code === 'ENOENT') return undefined;
    throw error;
  }
  const anchor = parseAnchor(text, personalData);
  if (anchor === undefined || text.trim().split(':').length < 3)
    throw new Error(`${file} does not hold an anchor that this service signed.`);
  return anchor;
}
