import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { AuditEvent, CHAIN_START, type AuditEntry } from '../../../../src/domain/audit/audit-event.ts';
import { verifyChain } from '../../../../src/domain/audit/verify-chain.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

function entry(number: number): AuditEntry {
  return {
    id: `e${number}`,
    at: new Date(Date.UTC(2026, 10, 21, 10, 0, number)),
    actor: { kind: 'account', id: 'a1' },
    action: 'archiveProject',
    target: { kind: 'project', id: `p${number}` },
    outcome: 'success',
    correlationId: `r${number}`,
    address: number === 2 ? null : '192.0.2.1',
    salt: number === 2 ? null : `salt${number}`,
  };
}

function chain(length: number): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (let number = 1; number <= length; number += 1) events.push(new AuditEvent(entry(number), events.at(-1), hash));
  return events;
}

/** The chain with one event changed as an intruder with access to the table would. */
function tampered(change: Partial<AuditEvent>): AuditEvent[] {
  return chain(4).map((event) =>
    event.sequence === 3 ? (Object.assign(Object.create(AuditEvent.prototype), event, change) as AuditEvent) : event,
  );
}

describe('the audit chain', () => {
  test('the first event starts it, each next one follows', () => {
    const events = chain(3);
    expect(events.map(({ sequence, previousHash }) => ({ sequence, previousHash }))).toEqual([
      { sequence: 1, previousHash: CHAIN_START },
      { sequence: 2, previousHash: events[0]?.hash },
      { sequence: 3, previousHash: events[1]?.hash },
    ]);
  });

  test('an untouched chain is intact, an empty one too', async () => {
    const events = chain(4);
    expect(await verifyChain(events, hash)).toEqual({ kind: 'intact', events: 4, head: events[3]?.hash });
    expect(await verifyChain([], hash)).toEqual({ kind: 'intact', events: 0, head: CHAIN_START });
  });

  test.each([
    ['actor', { actor: { kind: 'account' as const, id: 'somebody else' } }],
    ['action', { action: 'readProject' }],
    ['target', { target: { kind: 'project', id: null } }],
    ['outcome', { outcome: 'refused' as const }],
    ['time', { at: new Date(0) }],
    ['correlation id', { correlationId: 'r9' }],
    ['address commitment', { addressCommitment: null, address: null, salt: null }],
    ['hash', { hash: CHAIN_START }],
  ])('a changed %s is named', async (_, change) => {
    const reason = 'its content was changed after it was written';
    expect(await verifyChain(tampered(change), hash)).toEqual({ kind: 'broken', sequence: 3, id: 'e3', reason });
  });

  test('a changed address is named', async () => {
    const reason = 'its address was changed after it was written';
    expect(await verifyChain(tampered({ address: '198.51.100.7' }), hash)).toEqual({
      kind: 'broken',
      sequence: 3,
      id: 'e3',
      reason,
    });
  });

  test('a removed event is named by the one after it', async () => {
    const events = chain(4).filter(({ sequence }) => sequence !== 2);
    const reason = 'expected number 2: events are missing or out of order';
    expect(await verifyChain(events, hash)).toEqual({ kind: 'broken', sequence: 3, id: 'e3', reason });
  });

  test('a rewritten event breaks the link to the one after it', async () => {
    const events = chain(4);
    events[1] = new AuditEvent({ ...entry(2), action: 'nothing' }, events[0], hash);
    const reason = 'its link does not match the event before it';
    expect(await verifyChain(events, hash)).toEqual({ kind: 'broken', sequence: 3, id: 'e3', reason });
  });

  test('forgetting where events came from leaves it intact', async () => {
    const events = chain(4);
    for (const event of events) event.forgetAddress();
    expect(await verifyChain(events, hash)).toMatchObject({ kind: 'intact', events: 4 });
    expect(JSON.stringify(events)).not.toContain('192.0.2.1');
  });
});
