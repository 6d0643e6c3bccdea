import { beforeEach, describe, expect, test } from '@jest/globals';
import { newKeyRing, rotateKeyRing, type KeyRing } from '../../../../src/infra/auth/key-ring.ts';
import { createPersonalData, type PersonalData } from '../../../../src/infra/auth/personal-data.ts';
import {
  reencrypt,
  type EncryptedRow,
  type EncryptedTable,
  type Progress,
} from '../../../../src/infra/auth/reencrypt.ts';
import { frozenClock } from './clock.ts';

let clock: ReturnType<typeof frozenClock>;
let ring: KeyRing;
let personalData: PersonalData;
beforeEach(async () => {
  clock = frozenClock();
  ring = await newKeyRing(clock.now());
  personalData = createPersonalData(() => ring, clock.now);
});

async function rotate(): Promise<void> {
  ring = await rotateKeyRing(ring, clock.now());
  clock.advance(60);
}

describe('personal data', () => {
  test('is unreadable in its column, different every time, and comes back', () => {
    const stored = ['ada@example.org', 'ada@example.org', ''].map((text) =>
      personalData.encrypt(text, 'accounts.email'),
    );
    expect(new Set(stored).size).toBe(3);
    for (const value of stored) expect(value).toMatch(/^pd1\.[0-9a-f]{8}\.[\w-]+$/);
    expect(stored.map((value) => personalData.decrypt(value, 'accounts.email'))).toEqual([
      'ada@example.org',
      'ada@example.org',
      '',
    ]);
  });

  test('of one column does not open in another', () => {
    const stored = personalData.encrypt('Ada', 'accounts.name');
    expect(() => personalData.decrypt(stored, 'accounts.email')).toThrow(
      'accounts.email holds a value that its key does not open',
    );
  });

  test.each(['Ada', '', 'pd1.00000000.AAAA'])(
    '%j, which no key of ours encrypted, is named by its column',
    (stored) => {
      expect(() => personalData.decrypt(stored, 'accounts.name')).toThrow('accounts.name holds a value whose key');
    },
  );

  test('has an index that is the same every time, other for other columns, and other under other keys', async () => {
    const index = personalData.index('ada@example.org', 'accounts.email');
    const stranger = await newKeyRing(clock.now());
    expect(index).toMatch(/^[0-9a-f]{64}$/);
    expect(personalData.index('ada@example.org', 'accounts.email')).toBe(index);
    expect(personalData.index('ada@example.org', 'invitations.email')).not.toBe(index);
    expect(createPersonalData(() => stranger, clock.now).index('ada@example.org', 'accounts.email')).not.toBe(index);
  });

  test('outlives rotations of the keys, and so does its index', async () => {
    const stored = personalData.encrypt('Ada', 'accounts.name');
    const index = personalData.index('Ada', 'accounts.name');
    expect(personalData.isCurrent(stored)).toBe(true);
    await rotate();
    expect([
      personalData.decrypt(stored, 'accounts.name'),
      personalData.isCurrent(stored),
      personalData.index('Ada', 'accounts.name'),
    ]).toEqual(['Ada', false, index]);
  });
});

describe('re-encryption', () => {
  /** A table in memory; `beforeReplace` is what somebody else does just then. */
  function tableOf(rows: EncryptedRow[], beforeReplace: (id: string) => void = () => undefined): EncryptedTable {
    return {
      name: 'accounts',
      count: () => Promise.resolve(rows.length),
      after: (id, limit) => Promise.resolve(rows.filter((row) => id === undefined || row.id > id).slice(0, limit)),
      replace: (id, from, to) => {
        beforeReplace(id);
        const row = rows.find((candidate) => candidate.id === id);
        const isSame = Object.entries(from).every(([column, value]) => row?.values[column] === value);
        if (row && isSame) row.values = { ...row.values, ...to };
        return Promise.resolve(isSame);
      },
    };
  }

  interface Person {
    id: string;
    values: Record<string, string | null>;
  }

  function people(count: number): Person[] {
    return Array.from({ length: count }, (_, number) => ({
      id: String(number).padStart(4, '0'),
      values: { email: personalData.encrypt(`person${number}`, 'accounts.email'), name: null },
    }));
  }

  test('encrypts every value anew, says how far it is, and changes no value', async () => {
    const rows = people(450);
    await rotate();
    const seen: Progress[] = [];
    const table = tableOf(rows);
    const result = await reencrypt(table, personalData, (progress) => seen.push(progress));
    expect(result).toEqual({ table: 'accounts', done: 450, total: 450, changed: 450 });
    expect(seen.map(({ done }) => done)).toEqual([200, 400, 450]);
    expect(rows.every(({ values }) => personalData.isCurrent(values['email'] ?? ''))).toBe(true);
    expect(personalData.decrypt(rows[449]?.values['email'] ?? '', 'accounts.email')).toBe('person449');
    expect(rows[449]?.values['name']).toBeNull();
  });

  test('passes over what is current, so that it can begin again', async () => {
    const rows = people(3);
    await rotate();
    await reencrypt(tableOf(rows), personalData, () => undefined);
    const before = structuredClone(rows);
    expect((await reencrypt(tableOf(rows), personalData, () => undefined)).changed).toBe(0);
    expect(rows).toEqual(before);
  });

  test('leaves a value that somebody wrote meanwhile', async () => {
    const rows = people(2);
    await rotate();
    const fresh = personalData.encrypt('fresh', 'accounts.email');
    const table = tableOf(rows, (id) => {
      if (id === '0001' && rows[1]) rows[1].values['email'] = fresh;
    });
    expect((await reencrypt(table, personalData, () => undefined)).changed).toBe(1);
    expect(rows[1]?.values['email']).toBe(fresh);
  });
});
