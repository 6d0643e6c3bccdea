import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { addressErasure, AuditEvent, CHAIN_START, type AuditEntry } from '../../../../src/domain/audit/audit-event.ts';
import { emptyChain, headAfter, placeAfter, type AuditHead } from '../../../../src/domain/audit/audit-head.ts';
import { verifyChain, type ChainedEvent } from '../../../../src/domain/audit/verify-chain.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const seal = (text: string) => hash(`key that is not in the database ${text}`);

function headOf(events: ChainedEvent[]): AuditHead {
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

function chained(given: AuditEntry, head: AuditHead): ChainedEvent {
  const event = new AuditEvent(given, hash, seal);
  return Object.assign({}, event, placeAfter(head, event, hash), { entrySeal: null });
}

function chain(length: number): ChainedEvent[] {
  const events: ChainedEvent[] = [];
  for (let number = 1; number <= length; number += 1) events.push(chained(entry(number), headOf(events)));
  return events;
}

/** The chain with one event changed, as with access to the table. */
function tampered(change: Partial<ChainedEvent>): ChainedEvent[] {
  return chain(4).map((event) => (event.sequence === 3 ? { ...event, ...change } : event));
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
    events[1] = chained({ ...entry(2), action: 'nothing' }, headOf(events.slice(0, 1)));
    const reason = 'its link does not match the event before it';
    expect(await verifyChain(events, proof)).toEqual({ kind: 'broken', sequence: 3, id: 'e3', reason });
  });

  test('an address that the service erased leaves it intact, one that was removed does not', async () => {
    const erased = { address: null, salt: null };
    const proven = chain(4).map((event) =>
      event.addressCommitment === null
        ? event
        : { ...event, ...erased, addressErasure: addressErasure(event.id, seal) },
    );
    expect(await verifyChain(proven, proof)).toMatchObject({ kind: 'intact', events: 4 });
    const reason = 'its address was removed by another than the service';
    for (const addressErasure of [null, 'forged', proven[0]?.addressErasure ?? null]) {
      const verdict = await verifyChain(tampered({ ...erased, addressErasure }), proof);
      expect(verdict).toMatchObject({ kind: 'broken', sequence: 3, reason });
    }
  });

  describe('compared with its sealed head', () => {
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
      const reason = 'the seal does not fit: the chain was rewritten, or its end was moved';
      expect(await verifyChain(chain(2), { ...proof, head: moved })).toMatchObject({ sequence: 2, reason });
      const after = chained(entry(3), moved);
      const head = headAfter(moved, after, seal);
      expect(await verifyChain([...chain(2), after], { ...proof, head })).toMatchObject({ sequence: 3, reason });
    });

    test('is broken where nothing is sealed, however many events there are', async () => {
      const reason = 'the end of the chain has no seal: it was removed';
      for (const length of [0, 4]) {
        const verdict = await verifyChain(chain(length), { ...proof, head: undefined });
        expect(verdict).toEqual({ kind: 'broken', sequence: length + 1, id: null, reason });
      }
    });

    test('shows that every event was removed and the head put back to the start', async () => {
      const head = { ...emptyChain(seal), seal: '' };
      const reason = 'the seal does not fit: the chain was rewritten, or its end was moved';
      expect(await verifyChain([], { ...proof, head })).toEqual({ kind: 'broken', sequence: 1, id: null, reason });
      const anew = chain(2).reduce((last, event) => headAfter(last, event, seal), head);
      expect(await verifyChain(chain(2), { ...proof, head: anew })).toMatchObject({ kind: 'broken', reason });
    });

    test('names an event that something else added at its end', async () => {
      const reason = 'it was not added by the service';
      expect(await verifyChain(chain(4), { ...proof, head: headOf(chain(3)) })).toMatchObject({ sequence: 4, reason });
    });
  });

  test('is compared with anchors', async () => {
    const noted = new Map([[3, chain(3)[2]?.hash ?? '']]);
    expect(await verifyChain(chain(4), { ...proof, noted })).toMatchObject({ kind: 'intact' });
    expect(await verifyChain(chain(2), { ...proof, noted })).toMatchObject({ kind: 'broken', sequence: 3 });
    const reason = 'its hash differs from the anchor';
    expect(await verifyChain(chain(4), { ...proof, noted: new Map([[3, 'f']]) })).toMatchObject({
      sequence: 3,
      reason,
    });
  });
});
