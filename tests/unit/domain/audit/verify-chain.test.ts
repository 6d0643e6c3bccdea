import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { AuditEvent, CHAIN_START, type AuditEntry } from '../../../../src/domain/audit/audit-event.ts';
import { emptyChain, headAfter, type AuditHead } from '../../../../src/domain/audit/audit-head.ts';
import { verifyChain } from '../../../../src/domain/audit/verify-chain.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const seal = (text: string) => hash(`key that is not in the database ${text}`);

function headOf(events: AuditEvent[]): AuditHead {
  return events.reduce((head, event) => headAfter(head, event, seal), emptyChain(seal));
}

const proof = { hash, seal, head: headOf(chain(4)) };

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
    expect(await verifyChain(events, proof)).toEqual({ kind: 'intact', events: 4, head: events[3]?.hash });
    expect(await verifyChain([], { ...proof, head: emptyChain(seal) })).toEqual({
      kind: 'intact',
      events: 0,
      head: CHAIN_START,
    });
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
    expect(await verifyChain(tampered(change), proof)).toEqual({ kind: 'broken', sequence: 3, id: 'e3', reason });
  });

  test('a changed address is named', async () => {
    const reason = 'its address was changed after it was written';
    expect(await verifyChain(tampered({ address: '198.51.100.7' }), proof)).toEqual({
      kind: 'broken',
      sequence: 3,
      id: 'e3',
      reason,
    });
  });

  test('a removed event is named by the one after it', async () => {
    const events = chain(4).filter(({ sequence }) => sequence !== 2);
    const reason = 'expected number 2: events are missing or out of order';
    expect(await verifyChain(events, proof)).toEqual({ kind: 'broken', sequence: 3, id: 'e3', reason });
  });

  test('a rewritten event breaks the link to the one after it', async () => {
    const events = chain(4);
    events[1] = new AuditEvent({ ...entry(2), action: 'nothing' }, events[0], hash);
    const reason = 'its link does not match the event before it';
    expect(await verifyChain(events, proof)).toEqual({ kind: 'broken', sequence: 3, id: 'e3', reason });
  });

  test('forgetting where events came from leaves it intact', async () => {
    const events = chain(4);
    for (const event of events) event.forgetAddress();
    expect(await verifyChain(events, proof)).toMatchObject({ kind: 'intact', events: 4 });
    expect(JSON.stringify(events)).not.toContain('192.0.2.1');
  });

  describe('held against its sealed head', () => {
    test('is intact where they agree', async () => {
      const events = chain(4);
      expect(await verifyChain(events, { ...proof, head: headOf(events) })).toMatchObject({
        kind: 'intact',
        events: 4,
      });
      expect(await verifyChain([], { ...proof, head: emptyChain(seal) })).toMatchObject({ kind: 'intact', events: 0 });
    });

    test('misses events that were cut off its end', async () => {
      const head = headOf(chain(4));
      const reason = (missing: number) =>
        `the chain ends before it; 4 events were written, ${missing} are missing at its end`;
      const broken = { kind: 'broken', id: null };
      expect(await verifyChain(chain(3), { ...proof, head })).toEqual({ ...broken, sequence: 4, reason: reason(1) });
      expect(await verifyChain([], { ...proof, head })).toEqual({ ...broken, sequence: 1, reason: reason(4) });
    });

    test('shows that a head was moved back, and does so still after events that follow', async () => {
      const events = chain(4);
      const moved = { ...headOf(chain(4)), sequence: 2, hash: events[1]?.hash ?? '' };
      const reason = 'the seal does not fit: the chain was written anew, or its end was moved';
      expect(await verifyChain(chain(2), { ...proof, head: moved })).toMatchObject({ sequence: 2, reason });
      const after = new AuditEvent(entry(3), moved, hash);
      const head = headAfter(moved, after, seal);
      expect(await verifyChain([...chain(2), after], { ...proof, head })).toMatchObject({ sequence: 3, reason });
    });

    test('is broken where nothing is sealed, however many events there are', async () => {
      const reason = 'the end of the chain has no seal: somebody took it away';
      for (const length of [0, 4]) {
        const verdict = await verifyChain(chain(length), { ...proof, head: undefined });
        expect(verdict).toEqual({ kind: 'broken', sequence: length + 1, id: null, reason });
      }
    });

    test('shows that every event was removed and the head put back to the start', async () => {
      const head = { ...emptyChain(seal), seal: '' };
      const reason = 'the seal does not fit: the chain was written anew, or its end was moved';
      expect(await verifyChain([], { ...proof, head })).toEqual({ kind: 'broken', sequence: 1, id: null, reason });
      const anew = chain(2).reduce((last, event) => headAfter(last, event, seal), head);
      expect(await verifyChain(chain(2), { ...proof, head: anew })).toMatchObject({ kind: 'broken', reason });
    });

    test('names an event that somebody else put at its end', async () => {
      const reason = 'it was added by somebody else than the service';
      expect(await verifyChain(chain(4), { ...proof, head: headOf(chain(3)) })).toMatchObject({ sequence: 4, reason });
    });
  });

  test('is held against what an operator noted down', async () => {
    const noted = { sequence: 3, hash: chain(3)[2]?.hash ?? '' };
    expect(await verifyChain(chain(4), { ...proof, noted })).toMatchObject({ kind: 'intact' });
    expect(await verifyChain(chain(2), { ...proof, noted })).toMatchObject({ kind: 'broken', sequence: 3 });
    const reason = 'its hash is not the one noted';
    expect(await verifyChain(chain(4), { ...proof, noted: { ...noted, hash: 'f' } })).toMatchObject({
      sequence: 3,
      reason,
    });
  });
});
