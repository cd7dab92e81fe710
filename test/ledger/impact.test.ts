/** What another charter would have made of ended decisions: judged again from their records, and played again to see that it is so. */
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Category, Charter } from '../../charter/types.ts';
import { otherwise } from '../../ledger/proposal/impact/impact.ts';
import type { Choice, Position } from '../../rules/model.ts';
import {
  category,
  charter,
  deadlock,
  fourFifths,
  half,
  moreThanHalf,
  threeQuarters,
  threshold,
  twoThirds,
  unanimous,
} from '../rules/charter.ts';
import type { VoteRecord } from '../../ledger/parts/schema/record.ts';
import type { Tally } from '../../rules/polls/tally.ts';
import { all, decide, people, type Script } from './decision.ts';
import { ballots, silent, twenty, ways } from './ways.ts';

/** The charter in which the decision's category is otherwise. */
const where = (changes: Partial<Category>, others: Partial<Charter> = {}): Charter =>
  charter({ categories: { infrastructure: category(changes) }, ...others });

const judged = (script: Script, ...other: Parameters<typeof where>) =>
  otherwise(decide(script).record, where(...other));

describe('under the charter that it was decided by', () => {
  it.each(Object.entries(ways))('REC-1 AMD-1 nothing would have ended otherwise: %s', (_name, [script]) => {
    const { record } = decide(script);
    const { signatures = 'none', answers = 'at-once', ...rules } = record.rules.charter;
    const categories = { [record.category]: category(record.rules.category) };
    expect(otherwise(record, charter({ ...rules, signatures, answers, categories }))).toBeUndefined();
  });
});

describe('another threshold', () => {
  const vote: Script = { electors: twenty, votes: [{ ballots: ballots(15, 5) }] };

  it('AMD-1 VOT-1 adopts as before where it is still reached: 15 of 20 are three quarters', () => {
    expect(judged(vote, { threshold: threshold(3, 4) })).toBeUndefined();
  });

  it('AMD-1 VOT-1 does not adopt where it is missed, and what the next round would bring nobody knows', () => {
    const missed = judged({ ...vote, votes: [{ ballots: ballots(14, 6) }] }, { threshold: threshold(3, 4) });
    expect(missed).toMatchObject({
      parting: { at: 'vote', number: 1 },
      was: {
        leads: 'adopted',
        consensus: null,
        tally: { for: 14, against: 6, threshold: { num: 2, den: 3, met: true }, verdict: 'adopted' },
      },
      would: {
        leads: 'undecided',
        tally: { for: 14, against: 6, threshold: { num: 3, den: 4, met: false }, verdict: 'deadlock' },
      },
    });
    expect(missed?.was.tally).not.toHaveProperty('decided');
  });

  it('AMD-1 CON-3 reaches consensus in a round that did not, before the vote that rejected', () => {
    const positions = [...all(twenty.slice(0, 12), 'agree'), ...all(twenty.slice(12), 'stand-aside')];
    const script = {
      electors: twenty,
      rounds: [silent, { positions }],
      votes: [{ ballots: ballots(9, 11) }],
    };
    expect(judged(script, { threshold: moreThanHalf })).toMatchObject({
      parting: { at: 'round', number: 2 },
      was: {
        leads: 'rejected',
        tally: null,
        consensus: { reached: false, agreeing: 12, positions: 20, threshold: { num: 2, den: 3 } },
      },
      would: { leads: 'adopted', consensus: { reached: true, threshold: { num: 1, den: 2, strict: true } } },
    });
    expect(judged(script, { threshold: threshold(3, 5, { strict: true }) })).toBeUndefined();
  });

  it('AMD-1 PRO-6 adopts nothing at the end of a round whose text was amended', () => {
    const script: Script = {
      electors: twenty,
      rounds: [{ positions: all(twenty, 'stand-aside'), amended: true }],
      votes: [{ ballots: ballots(5, 15) }],
    };
    expect(judged(script, { threshold: threshold(0, 1) })).toMatchObject({ parting: { at: 'vote' } });
  });
});

const fourOfFive = { num: 4, den: 5 };

describe('another quorum', () => {
  const missed: Script = { electors: twenty, votes: [{ ballots: ballots(14, 0) }] };

  it('TIE-4 PRO-8 AMD-1 closes the vote where it was extended: 14 of 20 are seven tenths', () => {
    expect(judged(missed, { quorum: { num: 7, den: 10 } })).toMatchObject({
      parting: { at: 'vote', number: 1 },
      was: { leads: 'inquorate', tally: { participating: 14, quorum: { num: 3, den: 4, met: false } } },
      would: { leads: 'adopted', tally: { participating: 14, quorum: { num: 7, den: 10, met: true } } },
    });
    expect(judged(missed, { quorum: { num: 71, den: 100 } })).toBeUndefined();
  });

  it('PRO-8 AMD-1 that is missed where the old one was met leaves open what an extension would bring', () => {
    const script = { electors: twenty, votes: [{ ballots: ballots(15, 0) }] };
    expect(judged(script, { quorum: fourOfFive })?.would).toMatchObject({ leads: 'undecided' });
    const once = { extensions: 0, window: 1 };
    expect(judged(script, { quorum: fourOfFive }, { voting: once })?.would).toMatchObject({
      leads: 'inquorate',
    });
  });

  it('PRO-8 AMD-1 met sooner, with the same end, is no other end', () => {
    const extended = {
      electors: twenty,
      votes: [{ ballots: [...ballots(14, 0), ['m15', 'for', 80] as const] }],
    };
    expect(judged(extended, { quorum: half })).toBeUndefined();
  });
});

describe('another deadlock path', () => {
  const stuck = { ballots: ballots(10, 8) };

  it('DEA-1 AMD-1 rejects a missed threshold where there is none', () => {
    const script = { electors: twenty, votes: [stuck, { ballots: ballots(14, 4) }] };
    expect(judged(script, {}, { deadlock: null })).toMatchObject({
      parting: { at: 'vote', number: 1 },
      was: { leads: 'adopted', tally: { verdict: 'deadlock' } },
      would: { leads: 'rejected', tally: { verdict: 'rejected' } },
    });
  });

  it('DEA-2 AMD-1 keeps the guardian from what they adopted, or asks them where they were not', () => {
    const adopted: Script = {
      electors: twenty,
      votes: [stuck, stuck, stuck],
      guardian: { adopt: true, reason: 'It cannot wait.' },
    };
    expect(judged(adopted, { guardianMayResolve: false })).toMatchObject({
      parting: { at: 'guardian', number: null },
      was: { leads: 'adopted' },
      would: { leads: 'rejected' },
    });
    expect(judged(adopted, {}, { guardian: null })?.would.leads).toBe('rejected');
    const unasked = { ...adopted, category: { guardianMayResolve: false } };
    expect(judged(unasked, { guardianMayResolve: false })).toBeUndefined();
    expect(judged(unasked, {})).toMatchObject({
      parting: { at: 'guardian' },
      was: { leads: 'rejected' },
      would: { leads: 'undecided' },
    });
  });
});

describe('delegated votes carried otherwise', () => {
  const stuck = { ballots: ballots(10, 8) };
  /** A tally of a record in which so many more, or less, are for. */
  const carrying = (tally: VoteRecord['tally'], more: number): Tally => {
    if (tally === null) throw new Error('a vote that was never judged');
    const figures = { ...tally, for: tally.for + more, participating: tally.participating + more };
    return { ...figures, represented: tally.represented + more, decided: true };
  };
  const recounted = (script: Script, more: number, ...other: Parameters<typeof where>) => {
    const { record } = decide(script);
    const recounts = record.votes.map(
      ({ vote, extended, tally }) =>
        [
          vote,
          {
            extended: extended.map((one) => carrying(one.tally, more)),
            tally: carrying(tally, more),
          },
        ] as const,
    );
    return otherwise(record, where(...other), new Map(recounts));
  };

  it('AMD-1 DEL-3 reach a threshold that was missed: 14 of 21 are two thirds, 13 of 20 are not', () => {
    const rejected: Script = {
      electors: twenty,
      votes: [{ ballots: ballots(11, 7) }, { ballots: ballots(7, 11) }],
    };
    expect(recounted(rejected, 2, {})).toBeUndefined();
    expect(recounted(rejected, 3, {})).toMatchObject({
      parting: { at: 'vote', number: 1 },
      was: { leads: 'rejected', tally: { for: 11, represented: 0, verdict: 'deadlock' } },
      would: { leads: 'adopted', tally: { for: 14, represented: 3, participating: 21, verdict: 'adopted' } },
    });
  });

  it('AMD-1 DEL-2 PRO-8 make the quorum before the extension: 15 of 20', () => {
    const missed: Script = { electors: twenty, votes: [{ ballots: ballots(12, 0) }] };
    expect(recounted(missed, 2, {})).toBeUndefined();
    expect(recounted(missed, 3, {})).toMatchObject({
      parting: { at: 'vote', number: 1 },
      was: { leads: 'inquorate', tally: { participating: 12 } },
      would: { leads: 'adopted', tally: { participating: 15, quorum: { met: true } } },
    });
  });

  it('AMD-1 DEL-3 DEA-2 keep the guardian from what less than half are for then', () => {
    const adopted: Script = {
      electors: twenty,
      votes: [stuck, stuck, { ballots: ballots(9, 9) }],
      guardian: { adopt: true, reason: 'It cannot wait.' },
    };
    const without = { deadlock: deadlock({ num: 3, den: 5, strict: true }) };
    expect(recounted(adopted, 0, {}, without)).toBeUndefined();
    expect(recounted(adopted, -1, {}, without)).toMatchObject({
      parting: { at: 'guardian', number: null },
      was: { leads: 'adopted', tally: { for: 9 } },
      would: { leads: 'rejected', tally: { for: 8 } },
    });
  });
});

describe('another set of categories', () => {
  const script: Script = { electors: twenty, votes: [{ ballots: ballots(15, 5) }] };

  it('AMD-1 TIE-5 that has none of its name is said of each decision', () => {
    const found = otherwise(decide(script).record, charter({ categories: {} }));
    expect(found).toEqual({
      parting: { at: 'category', number: null },
      was: { leads: 'adopted', consensus: null, tally: null },
      would: { leads: 'undecided', consensus: null, tally: null },
    });
  });

  it('AMD-1 TIE-2 in which another body decides it is said too', () => {
    expect(judged(script, { tier: 2 })).toMatchObject({
      parting: { at: 'tier' },
      would: { leads: 'undecided' },
    });
  });

  it('AMD-1 EXE-2 says nothing of a second try to execute', () => {
    const { record } = decide(script);
    const links = [{ relation: 'retry-of', id: record.id }];
    expect(otherwise({ ...record, links }, charter({ categories: {} }))).toBeUndefined();
  });

  it('AMD-1 TIE-3 judges a family’s matter that the council took up with the council’s quorum', () => {
    const { record } = decide({
      electors: twenty,
      category: { name: 'family.pooling' },
      votes: [{ ballots: ballots(15, 0) }],
    });
    const links = [{ relation: 'escalated-from', id: record.id }];
    const escalated = { ...record, category: 'family.pooling', links };
    const family = { name: 'family.pooling', tier: 2, tierName: 'family', quorum: half } as const;
    const under = (quorum: Category['quorum']) => {
      const categories = { 'family.pooling': category(family) };
      return charter({ categories, tiers: { council: { tier: 3, threshold: twoThirds, quorum } } });
    };
    expect(otherwise(escalated, under(threeQuarters))).toBeUndefined();
    expect(otherwise(escalated, under(fourOfFive))?.would.tally?.quorum).toEqual({
      num: 4,
      den: 5,
      met: false,
    });
  });
});

const electors = people(6);
const said = <What>(...what: readonly What[]) =>
  fc
    .array(fc.constantFrom(undefined, ...what), { minLength: 6, maxLength: 6 })
    .map((answers) =>
      answers.flatMap((answer, place) => (answer === undefined ? [] : [[electors[place]!, answer] as const])),
    );
const scripts = fc.record({
  rounds: fc.array(
    said<Position>('agree', 'agree', 'agree', 'agree-with-reservations', 'stand-aside', 'block').map(
      (positions) => ({ positions }),
    ),
    { minLength: 4, maxLength: 4 },
  ),
  votes: fc.array(
    said<Choice>('for', 'for', 'against', 'abstain').map((given) => ({ ballots: given })),
    { minLength: 3, maxLength: 3 },
  ),
  guardian: fc.option(fc.record({ adopt: fc.boolean(), reason: fc.constant('It cannot wait.') }), {
    nil: undefined,
  }),
});
const rules = fc.record({
  category: fc.record({
    threshold: fc.constantFrom(
      moreThanHalf,
      twoThirds,
      threshold(3, 4),
      fourFifths,
      unanimous,
      threshold(1, 2, { of: 'electorate' }),
    ),
    quorum: fc.constantFrom(null, half, twoThirds, threeQuarters, { num: 1, den: 1 }),
    guardianMayResolve: fc.boolean(),
  }),
  charter: fc.record({
    deadlock: fc.constantFrom(
      null,
      deadlock({ num: 1, den: 2, strict: true }),
      deadlock({ num: 1, den: 3, strict: false }),
    ),
    discussion: fc
      .constantFrom(0 as const, 1 as const)
      .map((minus) => ({ ...charter().discussion, consensus: { minus } })),
  }),
});

const leads = { executed: 'adopted', rejected: 'rejected', inquorate: 'inquorate' } as const;

test.prop([scripts, rules, rules])(
  'AMD-1 REC-1 what is said to follow is what the same answers come to when they are given under the other charter',
  ({ guardian, ...script }, old, other) => {
    const told = { electors, ...script, ...(guardian === undefined ? {} : { guardian }) };
    const play = ({ category: changes, charter: others }: typeof old) =>
      decide({ ...told, category: changes, charter: others }).record;
    const [was, would] = [play(old), play(other)];
    const found = otherwise(was, where(other.category, other.charter));
    const [before, after] = [was, would].map(({ outcome }) => leads[outcome as keyof typeof leads]);
    if (found === undefined) expect(after).toBe(before);
    else {
      expect(found.was.leads).toBe(before);
      expect([after, 'undecided']).toContain(found.would.leads);
      expect(found.would.leads).not.toBe(before);
    }
  },
);
