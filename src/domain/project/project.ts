import { ConflictError } from '../errors.ts';

export type ProjectStatus = 'active' | 'archived';

export interface ProjectDetails {
  /** Two to ten capital letters and digits; unique, and never changed afterwards. */
  key: string;
  name: string;
  /** Markdown. */
  description: string;
}

/** What a team is building. An archived project is kept to be read; nothing in it changes until it is restored. */
export class Project {
  readonly id: string;
  readonly key: string;
  name: string;
  description: string;
  status: ProjectStatus = 'active';
  readonly createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null = null;
  /** Counts the states it has been in; two readers of one version have read the same. */
  version = 1;

  constructor(id: string, { key, name, description }: ProjectDetails, now: Date) {
    this.id = id;
    this.key = key;
    this.name = name;
    this.description = description;
    this.createdAt = now;
    this.updatedAt = now;
  }

  /** @throws ConflictError when it is archived */
  change({ name = this.name, description = this.description }: Partial<ProjectDetails>, now: Date): void {
    this.assertActive();
    this.name = name;
    this.description = description;
    this.touch(now);
  }

  /** @throws ConflictError when it is archived already */
  archive(now: Date): void {
    this.assertActive();
    this.status = 'archived';
    this.archivedAt = now;
    this.touch(now);
  }

  /** @throws ConflictError when it is active already */
  restore(now: Date): void {
    if (this.status === 'active') throw new ConflictError(`Project ${this.key} is active already.`);
    this.status = 'active';
    this.archivedAt = null;
    this.touch(now);
  }

  /** Guards every change of the project and of what belongs to it. @throws ConflictError when it is archived */
  assertActive(): void {
    if (this.status === 'active') return;
    throw new ConflictError(`Project ${this.key} is archived. Restore it to change anything in it.`);
  }

  /** Losing a project takes two steps. @throws ConflictError while it is active */
  assertDeletable(): void {
    if (this.status === 'archived') return;
    throw new ConflictError(`Project ${this.key} is active. Archive it first; only then can it be deleted.`);
  }

  private touch(now: Date): void {
    this.updatedAt = now;
    this.version += 1;
  }
}
