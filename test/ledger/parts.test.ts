/** Decisions that take majorities of families: they are counted again part by part, and lies about a part are found (VOT-1). */
import { describe, expect, it } from 'vitest';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { otherwise } from '../../ledger/proposal/impact/impact.ts';
import type { ProposalRecord } from '../../ledger/parts/schema/record.ts';
import type { Category } from '../../charter/types.ts';
import type { PartsAsked, Threshold } from '../../charter/thresholds.ts';
import type { Position } from '../../rules/model.ts';
import { category as standard, charter, moreThanHalf, offline as policy } from '../rules/charter.ts';
import { all, decide, type Decision, mended, type Script } from './decision.ts';
import { copy, foundAfter } from './told.ts';
import { ballots, differences, twenty } from './ways.ts';

const more = { num: 1, den: 2, strict: true };
const taking = (
  parts: Omit<PartsAsked, 'by'>,
  of: Partial<Threshold> = {},
): NonNullable<Script['category']> => ({
  threshold: { ...moreThanHalf, ...of, parts: { by: 'family', ...parts } },
});

/** Alder has twelve of the twenty, birch five, cedar two; m20 is of no family. */
const families = Object.fromEntries(
  twenty.slice(0, 19).map((member, place) => [member, place < 12 ? 'alder' : place < 17 ? 'birch' : 'cedar']),
);

const told = (script: Partial<Script>): Decision => {
  const decision = decide({ electors: twenty, families, category: taking({ each: more }), ...script });
  expect(differences(decision)).toEqual([]);
  return decision;
};
const voted = (script: Partial<Script> = {}) => told({ votes: [{ ballots: ballots(18, 1) }], ...script });
const outcome = (decision: Decision) => decision.record.outcome;

describe('a vote', () => {
  it('VOT-1 adopts with more than half of each family, and not with half of one', () => {
    const half = voted();
    expect(half.record.votes[0]?.tally).toMatchObject({
      for: 18,
      verdict: 'deadlock',
      parts: {
        count: 3,
        met: 2,
        figures: [
          { part: 'alder', for: 12, met: true },
          { part: 'birch', for: 5, met: true },
          { part: 'cedar', for: 1, against: 1, abstain: 0, electorate: 2, met: false },
        ],
      },
    });
    expect(outcome(voted({ votes: [{ ballots: ballots(19, 1) }] }))).toBe('executed');
  });

  it('VOT-1 adopts with more than half of the families', () => {
    const category = taking({ most: more });
    expect(outcome(voted({ category }))).toBe('executed');
    const one = [...ballots(14, 0), ...all(twenty.slice(14, 20), 'against' as const)];
    expect(voted({ category, votes: [{ ballots: one }] }).record.votes[0]?.tally).toMatchObject({
      for: 14,
      verdict: 'deadlock',
      parts: { count: 3, met: 1 },
    });
  });

  it('VOT-1 MEM-2 MEM-4 counts who departed in no family, and who is offline in theirs', () => {
    const category = taking({ each: more }, { of: 'participating' });
    const away = voted({ category, offline: ['m19'], votes: [{ ballots: ballots(18, 0) }] });
    expect(away.record.votes[0]?.tally?.parts?.figures.at(-1)).toEqual({
      part: 'cedar',
      for: 1,
      against: 0,
      abstain: 1,
      electorate: 2,
      met: false,
    });
    const gone = voted({
      votes: [
        {
          ballots: ballots(17, 0),
          departures: [
            ['m18', 'departed'],
            ['m19', 'departed'],
          ],
        },
      ],
    });
    expect(gone.record).toMatchObject({
      outcome: 'executed',
      votes: [{ tally: { parts: { count: 2, met: 2 } } }],
    });
  });

  it('VOT-1 with kinds or roles that the evidence tells', () => {
    const byKind = taking({ each: more });
    const changed = copy(voted({ votes: [{ ballots: ballots(19, 1) }] }));
    Object.assign(changed.record.rules.category, byKind);
    changed.record.rules.category.threshold!.parts!.by = 'kind';
    expect(
      recompute(changed.record, { evidence: changed.evidence, roots: {} }).map(({ sentence }) => sentence),
    ).toContain('does not tell the kind of m1, by which parts are asked for (VOT-1)');
    changed.record.rules.category.threshold!.parts!.by = 'role';
    expect(
      recompute(changed.record, { evidence: changed.evidence, roots: {} }).map(({ sentence }) => sentence),
    ).toContain('of m1 is "alder", which is no role (VOT-1)');
  });
});

describe('a round', () => {
  const agreeing = (members: readonly string[]) => [{ positions: all<Position>(members, 'agree') }];

  it('CON-3 VOT-1 is no consensus without a majority of each family', () => {
    const without = told({ rounds: agreeing(twenty.slice(0, 17)), votes: [{ ballots: ballots(19, 1) }] });
    expect(without.record.rounds[0]?.positions?.consensus).toMatchObject({
      reached: false,
      quorate: true,
      parts: {
        count: 3,
        met: 2,
        figures: [{ part: 'alder' }, { part: 'birch' }, { part: 'cedar', positions: 0 }],
      },
    });
    const agreed = told({ rounds: agreeing(twenty.slice(0, 18)) });
    expect(agreed.record).toMatchObject({ outcome: 'executed', votes: [] });
  });

  it('CON-3 VOT-1 a record that says otherwise of a family is refused', () => {
    const without = told({ rounds: agreeing(twenty.slice(0, 17)), votes: [{ ballots: ballots(19, 1) }] });
    const lied = foundAfter(without, ({ rounds: [first] }) => {
      Object.assign(first!.positions!.consensus.parts!.figures[2]!, { met: true });
    });
    expect(lied).toContain('/rounds/0/positions/consensus/parts/figures/2/met');
  });
});

describe('a lie about a part', () => {
  const adopted = voted({ votes: [{ ballots: ballots(19, 1) }] });
  const parts = ({ votes }: ProposalRecord) => votes[0]!.tally!.parts!;

  it.each<[string, (record: ProposalRecord) => void, string]>([
    [
      'figures that do not reach it',
      (record) => void Object.assign(parts(record).figures[2]!, { for: 1, against: 1 }),
      '/votes/0/tally/parts/figures/2/met',
    ],
    [
      'one part left out',
      (record) => void parts(record).figures.pop(),
      '/votes/0/tally/parts/figures/length',
    ],
    [
      'one named twice',
      (record) => void Object.assign(parts(record).figures[2]!, { part: 'birch', electorate: 5 }),
      '/votes/0/tally/parts/figures/2',
    ],
    [
      'more votes than the whole has',
      (record) => void Object.assign(parts(record).figures[0]!, { for: 15 }),
      'have 22 together in for, of 19',
    ],
    [
      'more parts for than are',
      (record) => void Object.assign(parts(record), { met: 4 }),
      '/votes/0/tally/parts/met',
    ],
    ['no parts at all', ({ votes }) => delete votes[0]!.tally!.parts, 'are there only together'],
    [
      'parts that nobody asks for',
      ({ rules, votes }) => {
        delete rules.category.threshold!.parts;
        delete votes[0]!.tally!.threshold.parts;
      },
      'are there only together',
    ],
  ])('VOT-1 shows in the record alone: %s', (_what, change, found) => {
    expect(foundAfter(adopted, change)).toContain(found);
  });

  it('VOT-1 shows by the evidence: members moved to another family, or told without one', () => {
    const found = (change: (decision: Decision) => void): string => {
      const forged = copy(adopted);
      change(forged);
      const record = mended(forged.record, forged.evidence);
      return differences({ record, evidence: forged.evidence })
        .map(({ pointer, sentence }) => `${pointer} ${sentence}`)
        .join('\n');
    };
    const moved = found(
      ({ evidence }) =>
        void Object.assign(
          evidence.electorate.find(({ member }) => member === 'm1')!,
          { part: 'cedar' },
        ),
    );
    expect(moved).toContain('/votes/0/tally/parts/figures/2/electorate is 2, but 3 follows');
    const untold = found(({ evidence }) => delete evidence.electorate[0]!.part);
    expect(untold).toContain(
      '/electorate/0/part of m1 is missing, and the threshold asks for majorities by family (VOT-1)',
    );
    const unasked = copy(decide({ electors: twenty, votes: [{ ballots: ballots(19, 1) }] }));
    Object.assign(unasked.evidence.electorate[0]!, { part: 'alder' });
    const record = mended(unasked.record, unasked.evidence);
    expect(differences({ record, evidence: unasked.evidence }).map(({ sentence }) => sentence)).toEqual([
      'of m1 is there, and nobody asks for it (VOT-1)',
    ]);
  });

  it('VOT-1 MEM-4 of assumed abstentions only the evidence tells that a part missed its share', () => {
    const category = taking({ most: more }, { of: 'participating' });
    const away = voted({
      category,
      offline: ['m19'],
      votes: [{ ballots: ballots(18, 0) }],
      charter: { offline: policy('abstain') },
    });
    expect(outcome(away)).toBe('executed');
  });
});

describe('another charter', () => {
  const under = (threshold: Threshold, decision: Decision) => {
    const category: Category = standard({
      ...decision.record.rules.category,
      threshold,
    });
    return otherwise(decision.record, charter({ categories: { [category.name]: category } }));
  };
  const inEach: Threshold = { ...moreThanHalf, parts: { by: 'family', each: more } };
  const inMost: Threshold = { ...moreThanHalf, parts: { by: 'family', most: more } };

  it('AMD-1 VOT-1 is applied to the families that the record tells', () => {
    expect(under(inMost, voted())).toMatchObject({ parting: { number: 1 }, would: { leads: 'adopted' } });
    const adopted = voted({ category: taking({ most: more }) });
    expect(under(inEach, adopted)?.would).toMatchObject({ leads: 'undecided', tally: { parts: { met: 2 } } });
    expect(under(moreThanHalf, adopted)).toBeUndefined();
  });

  it('AMD-1 VOT-1 cannot tell of parts that it was not fixed with', () => {
    const whole = decide({
      electors: twenty,
      category: { threshold: moreThanHalf },
      votes: [{ ballots: ballots(15, 5) }],
    });
    expect(under(inEach, whole)).toMatchObject({ was: { leads: 'adopted' }, would: { leads: 'undecided' } });
    const missed = decide({
      electors: twenty,
      category: { threshold: moreThanHalf },
      votes: [{ ballots: ballots(5, 15) }],
    });
    expect(under(inEach, missed)).toBeUndefined();
  });
});
