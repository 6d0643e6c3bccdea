import { Migration } from '@mikro-orm/migrations';

/**
 * Projects and their backlogs. The enums are ordered by declaration, so that sorting by priority uses a plain index.
 * Every index that serves a sort ends in the id, by which the older comes first among equals. `search` holds the words of an entry;
 * `simple` leaves them as they are, whatever the language.
 */
export class Desk extends Migration {
  override up(): void {
    this.addSql(`create type desk.project_status as enum ('active', 'archived')`);
    this.addSql(`
      create table desk.projects (
        id uuid primary key,
        key text not null constraint projects_key_unique unique,
        name text not null,
        description text not null,
        status desk.project_status not null,
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        archived_at timestamptz(3),
        version integer not null,
        search tsvector not null
          generated always as (to_tsvector('simple', key || ' ' || name || ' ' || description)) stored,
        constraint projects_key_check check (key ~ '^[A-Z][A-Z0-9]{1,9}$'),
        constraint projects_name_check check (char_length(name) between 1 and 120),
        constraint projects_description_check check (char_length(description) <= 4000),
        constraint projects_archived_at_check check ((status = 'archived') = (archived_at is not null)),
        constraint projects_updated_at_check check (updated_at >= created_at),
        constraint projects_version_check check (version >= 1)
      )`);
    this.addSql('create index projects_created_at on desk.projects (created_at, id)');
    this.addSql('create index projects_updated_at on desk.projects (updated_at, id)');
    this.addSql('create index projects_name on desk.projects (name, id)');
    this.addSql('create index projects_status on desk.projects (status, created_at, id)');
    this.addSql('create index projects_search on desk.projects using gin (search)');

    this.addSql(`create type desk.backlog_item_status as enum ('draft', 'ready', 'in-progress', 'done')`);
    this.addSql(`create type desk.backlog_item_priority as enum ('low', 'medium', 'high', 'urgent')`);
    this.addSql(`
      create table desk.backlog_items (
        id uuid primary key,
        project_id uuid not null
          constraint backlog_items_project_id_foreign references desk.projects (id) on delete cascade,
        title text not null,
        user_story text,
        api_requirements jsonb not null,
        business_rules jsonb not null,
        data_requirements jsonb not null,
        acceptance_criteria jsonb not null,
        priority desk.backlog_item_priority not null,
        status desk.backlog_item_status not null,
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        version integer not null,
        search tsvector not null
          generated always as (to_tsvector('simple', title || ' ' || coalesce(user_story, ''))) stored,
        constraint backlog_items_title_check check (char_length(title) between 3 and 200),
        constraint backlog_items_user_story_check check (char_length(user_story) between 10 and 2000),
        constraint backlog_items_lists_check check (
          jsonb_typeof(api_requirements) = 'array' and jsonb_typeof(business_rules) = 'array' and
          jsonb_typeof(data_requirements) = 'array' and jsonb_typeof(acceptance_criteria) = 'array'
        ),
        constraint backlog_items_complete_check check (
          status = 'draft' or (user_story is not null and jsonb_array_length(acceptance_criteria) > 0)
        ),
        constraint backlog_items_updated_at_check check (updated_at >= created_at),
        constraint backlog_items_version_check check (version >= 1)
      )`);
    this.addSql('create index backlog_items_priority on desk.backlog_items (project_id, priority, id)');
    this.addSql('create index backlog_items_priority_desc on desk.backlog_items (project_id, priority desc, id)');
    this.addSql('create index backlog_items_status on desk.backlog_items (project_id, status, priority desc, id)');
    this.addSql('create index backlog_items_created_at on desk.backlog_items (project_id, created_at, id)');
    this.addSql('create index backlog_items_updated_at on desk.backlog_items (project_id, updated_at, id)');
    this.addSql('create index backlog_items_title on desk.backlog_items (project_id, title, id)');
    this.addSql('create index backlog_items_search on desk.backlog_items using gin (search)');
  }

  override down(): void {
    this.addSql('drop table desk.backlog_items');
    this.addSql('drop type desk.backlog_item_priority');
    this.addSql('drop type desk.backlog_item_status');
    this.addSql('drop table desk.projects');
    this.addSql('drop type desk.project_status');
  }
}
