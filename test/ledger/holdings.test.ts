/** What the records of a log tell together of who held what (ALC-1, ALC-2). */
import { describe, expect, it } from 'vitest';
import type { EmergencyRecord } from '../../ledger/emergency/schema.ts';
import type { ProposalRecord } from '../../ledger/parts/schema/record.ts';
import type { RecordDocument } from '../../ledger/parts/records.ts';
import { openHoldings } from '../../ledger/recount/holdings.ts';

const day = (number: number): string => new Date(Date.UTC(2026, 0, number)).toISOString();

/** Only what is read of a record. */
const proposal = (at: number, more: Partial<ProposalRecord>): RecordDocument =>
  ({
    kind: 'proposal',
    outcome: 'executed',
    tier: 3,
    family: null,
    author: 'carl',
    submittedAt: day(at),
    endedAt: day(at),
    ending: { rule: 'EXE-1', facts: { told: {} }, doneBefore: null },
    ...more,
  }) as RecordDocument;
const did = (action: string, result: object): Partial<ProposalRecord> => ({
  ending: { rule: 'EXE-1', facts: { told: { action, result } }, doneBefore: null },
});
const defines = (at: number, total: number | null, before?: number | null): RecordDocument =>
  proposal(
    at,
    did('resource.define', {
      resource: 'water',
      unit: 'litre',
      total,
      ...(before === undefined ? {} : { before }),
    }),
  );
const grants = (
  at: number,
  amount: number,
  to: string | { family: string },
  more: Partial<ProposalRecord> & { readonly until?: number } = {},
): RecordDocument => {
  const { until, ...rest } = more;
  const ends = until === undefined ? null : day(until);
  return proposal(at, {
    ...did('allocation.grant', { resource: 'water', amount, to, starts: day(at), until: ends }),
    ...rest,
  });
};
const acts = (at: number, author: string): RecordDocument => proposal(at, { author, outcome: 'rejected' });

function judged(...records: RecordDocument[]) {
  const holdings = openHoldings();
  for (const [index, record] of records.entries()) holdings.add(index, record);
  return holdings.judge();
}

describe('a total', () => {
  it('ALC-1 is reached, and a unit more is found where it was given', () => {
    const first = [defines(1, 10), grants(2, 6, 'dora')];
    expect(judged(...first, grants(3, 4, 'emil'), acts(4, 'dora'))).toEqual({
      wrong: [],
      unchecked: [],
      checked: 3,
    });
    expect(judged(...first, grants(3, 5, 'emil'), acts(4, 'dora')).wrong).toEqual([
      'Entry 2: 11 of water are allocated, of 10 in all (ALC-1).',
    ]);
  });

  it('ALC-1 MEM-2 is not said to be exceeded, nor kept, where a holder may have departed', () => {
    const { wrong, unchecked, checked } = judged(defines(1, 10), grants(2, 6, 'dora'), grants(3, 5, 'emil'));
    expect(wrong).toEqual([]);
    expect(unchecked).toEqual([
      `Not checked: at entry 2, 11 of water are allocated, of 10 in all, if nobody who held of it had departed by ${day(3)} (ALC-1).`,
    ]);
    expect(checked).toBe(2);
  });

  it('ALC-1 ALC-3 is free again at the instant at which an allocation ends', () => {
    const given = (until: number) =>
      judged(defines(1, 10), grants(2, 6, 'dora', { until }), grants(9, 10, 'emil'), acts(10, 'dora')).wrong;
    expect(given(9)).toEqual([]);
    expect(given(10)).toHaveLength(1);
  });

  it('ALC-1 is never set below what is allocated', () => {
    const set = (total: number) =>
      judged(defines(1, 10), grants(2, 6, 'dora'), defines(3, total, 10), acts(4, 'dora'));
    expect(set(6).wrong).toEqual([]);
    expect(set(5).wrong).toEqual(['Entry 2: 6 of water are allocated, of 5 in all from then on (ALC-1).']);
  });

  it('ALC-1 is not judged of what the members file has named, nor of what nothing bounds', () => {
    const file = judged(defines(2, 5, 10), grants(3, 50, 'dora'));
    expect(file).toMatchObject({ wrong: [], checked: 0 });
    expect(file.unchecked[0]).toContain('Not checked: who held what of water');
    expect(judged(defines(1, null), grants(2, 1e15, 'dora'))).toEqual({
      wrong: [],
      unchecked: [],
      checked: 0,
    });
    expect(judged(acts(1, 'dora'))).toEqual({ wrong: [], unchecked: [], checked: 0 });
  });

  it('ALC-1 EMG-6 counts what an emergency granted for sure once it was ratified', () => {
    const emergency = (outcome: 'ratified' | 'expired'): RecordDocument =>
      ({
        kind: 'emergency',
        actor: 'opus',
        createdAt: day(3),
        endedAt: day(6),
        actionState: 'done',
        act: {
          what: 'Water',
          reason: 'Dry.',
          reversal: { type: 'none' },
          action: { type: 'allocation.grant', resource: 'water', amount: 6, to: 'emil', until: day(30) },
        },
        decided: { outcome, rule: 'EMG-6', at: day(5) },
      }) as unknown as EmergencyRecord;
    const both = (outcome: 'ratified' | 'expired') =>
      judged(defines(1, 10), grants(9, 6, 'dora'), emergency(outcome), acts(10, 'emil')).wrong;
    expect(both('ratified')).toEqual(['Entry 1: 12 of water are allocated, of 10 in all (ALC-1).']);
    expect(both('expired')).toEqual([]);
  });
});

describe('a family', () => {
  it('ALC-2 passes on what it holds, and a unit more is found', () => {
    const ash = { family: 'ash' };
    const passes = (amount: number) =>
      judged(...[defines(1, 10), grants(2, 6, ash)], grants(3, amount, 'dora', { tier: 2, family: 'ash' }))
        .wrong;
    expect(passes(6)).toEqual([]);
    expect(passes(7)).toEqual(['Entry 2: 7 of water are passed on by family ash, who held 6 (ALC-1).']);
  });
});

describe('a family that is dissolved', () => {
  const dissolves = (at: number, ...shares: readonly (readonly [number, string | { family: string }])[]) =>
    proposal(at, {
      ...did('family.dissolve', {
        family: 'ash',
        starts: day(at),
        changes: [],
        shares: shares.map(([amount, to]) => ({ resource: 'water', amount, to, until: null })),
      }),
      tier: 2,
      family: 'ash',
    });
  const held = [defines(1, 10), grants(2, 10, { family: 'ash' })];
  const passes = (at: number, amount: number, family: string): RecordDocument =>
    grants(at, amount, 'emil', { tier: 2, family });

  it('MEM-7 ALC-1 leaves what it held to others: the total is as it was', () => {
    const parted = [...held, dissolves(3, [6, 'dora'], [4, { family: 'oak' }])];
    expect(judged(...parted)).toEqual({ wrong: [], unchecked: [], checked: 2 });
    expect(judged(...parted, grants(4, 1, 'emil'), acts(5, 'dora')).wrong).toEqual([]);
  });

  it('MEM-7 ALC-2 holds nothing from then on, and who got a share passes that on and no more', () => {
    const parted = [...held, dissolves(3, [6, 'dora'], [4, { family: 'oak' }])];
    expect(judged(...parted, passes(4, 4, 'oak'), acts(5, 'emil')).wrong).toEqual([]);
    expect(judged(...parted, passes(4, 5, 'oak'), acts(5, 'emil')).wrong).toEqual([
      'Entry 3: 5 of water are passed on by family oak, who held 4 (ALC-1).',
    ]);
    expect(judged(...parted, passes(4, 1, 'ash'), acts(5, 'emil')).wrong).toEqual([
      'Entry 3: 1 of water are passed on by family ash, who held 0 (ALC-1).',
    ]);
  });
});
