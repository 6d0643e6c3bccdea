import { expect, test } from '@jest/globals';
import { OWN_CONTRACT } from '../../../../src/config.ts';
import { loadContract } from '@plumbline/contract/load';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { mappingDrift } from '../../../../scripts/gate/drift/mappings.ts';
import { withMigratedDesk } from '../../../../scripts/gate/drift/migrated-desk.ts';
import { promiseDrift } from '../../../../scripts/gate/drift/promises.ts';
import { storedColumns } from '../../../../scripts/gate/drift/stored-columns.ts';

const contract = await loadContract(OWN_CONTRACT);
const model = inferResources(contract);

/** What is said of the desk's tables after a change to them that no migration makes. */
function driftAfter(...changes: string[]): Promise<string[]> {
  return withMigratedDesk(async ({ database }) => {
    for (const change of changes) await database.execute(change);
    const stored = await storedColumns(database);
    return [...mappingDrift(database, stored), ...promiseDrift(contract, model, stored)];
  });
}

test('migrations make what mappings and contract need', async () => {
  expect(await driftAfter()).toEqual([]);
});

test('columns that are missing, of another type, null on one side only or never filled are told', async () => {
  const said = await driftAfter(
    'alter table desk.sessions drop column user_agent',
    'alter table desk.accounts alter column failed_logins type bigint',
    'alter table desk.api_keys alter column expires_at set not null',
    'alter table desk.members alter column joined_at drop not null',
    'alter table desk.password_resets add column reason text not null',
  );
  expect(said.toSorted()).toEqual([
    'The mappings use desk.sessions.user_agent, which no migration makes.',
    'desk.accounts.failed_logins is mapped as integer, but the migrations make it bigint.',
    'desk.api_keys.expires_at can be null in its mapping, but is NOT NULL.',
    'desk.members.joined_at is never null in its mapping, but can be stored so.',
    'desk.password_resets.reason is NOT NULL without a default, and no mapping fills it.',
  ]);
});

test('tables that refuse what the contract takes are told', async () => {
  const said = await driftAfter(
    'alter table desk.projects drop constraint projects_name_check',
    'alter table desk.projects add constraint shorter check (char_length(name) between 5 and 20)',
    'alter table desk.backlog_items alter column user_story set not null',
    'alter table desk.invitations drop constraint invitations_role_check',
    "alter table desk.invitations add constraint fewer check (role in ('owner', 'viewer'))",
    'drop index desk.backlog_items_title',
  );
  expect(said.toSorted()).toEqual([
    '"name" of projects may have 1 characters, desk.projects.name takes no less than 5.',
    '"name" of projects may have 120 characters, desk.projects.name takes 20 at most.',
    '"role" of invitations may be editor, which desk.invitations.role does not take.',
    '"userStory" of backlog_items may be null, but desk.backlog_items.user_story is NOT NULL.',
    'Lists of backlog_items sort by desk.backlog_items.title, which no index serves.',
    'desk.backlog_items.user_story can be null in its mapping, but is NOT NULL.',
  ]);
});
