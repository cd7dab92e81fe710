/** What is still out: how many more a quorum takes, and which verdicts a vote can still come to (PRO-8, VOT-8). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Quorum } from '../../charter/thresholds.ts';
import { allVerdicts, possibleVerdicts, quorumForecast } from '../../rules/polls/forecast.ts';
import { type Figures, tallyOf, verdictOf } from '../../rules/polls/tally.ts';
import {
  charter,
  deadlock,
  fourFifths,
  half,
  moreThanHalf,
  offline,
  threeQuarters,
  threshold,
  twoThirds,
  unanimous,
} from './charter.ts';

const council = charter();

const votes = (more: Partial<Figures>): Figures => {
  const given = {
    for: 0,
    against: 0,
    abstain: 0,
    represented: 0,
    offlineUnanswered: 0,
    electorate: 8,
    ...more,
  };
  return { ...given, answered: given.for + given.against + given.abstain };
};

describe('the forecast of a quorum', () => {
  it('PRO-8 says how many more of those who are out it takes', () => {
    expect(quorumForecast(threeQuarters, votes({ for: 3 }), council)).toEqual({
      needed: 6,
      participating: 3,
      missing: 3,
      out: 5,
    });
  });

  it.each([
    [5, 1],
    [6, 0],
    [7, 0],
  ])('PRO-8 TIE-4 of 8, with %i who have answered, it takes %i more', (answered, missing) => {
    expect(quorumForecast(threeQuarters, votes({ against: answered }), council)?.missing).toBe(missing);
  });

  it('MEM-4 counts on the abstentions that are assumed once half has answered', () => {
    const away = votes({ for: 3, offlineUnanswered: 2 });
    expect(quorumForecast(threeQuarters, away, { offline: offline('abstain', half) })).toMatchObject({
      participating: 3,
      missing: 1,
    });
    expect(quorumForecast(threeQuarters, away, { offline: offline('wait') })).toMatchObject({ missing: 3 });
  });

  it('TIE-1 is none where no quorum is asked', () => {
    expect(quorumForecast(null, votes({}), council)).toBeNull();
  });

  it.prop([
    fc.constantFrom(half, threeQuarters, { num: 1, den: 1 }, { num: 0, den: 1 }),
    fc.nat({ max: 12 }),
    fc.nat({ max: 12 }),
    fc.nat({ max: 12 }),
  ])('PRO-8 MEM-4 so many more meet it, and one fewer does not', (quorum, answered, away, online) => {
    const electorate = answered + away + online;
    const figures = { for: 0, against: 0, answered, electorate, offlineUnanswered: away };
    const forecast = quorumForecast(quorum, figures, council);
    const met = (more: number) =>
      tallyOf(
        votes({
          abstain: answered + more,
          electorate: figures.electorate,
          offlineUnanswered: Math.min(away, away + online - more),
        }),
        { threshold: moreThanHalf, quorum },
        council,
      ).quorum.met;
    expect(met(forecast!.missing)).toBe(true);
    if (forecast!.missing > 0) expect(met(forecast!.missing - 1)).toBe(false);
  });
});

describe('the forecast of a quorum of other votes', () => {
  it('TIE-4 of votes for: how many more have to be for, and that it cannot be met any more', () => {
    const inFavour: Quorum = { num: 1, den: 2, of: 'for' };
    expect(quorumForecast(inFavour, votes({ for: 2, against: 1 }), council)).toEqual({
      needed: 4,
      participating: 2,
      missing: 2,
      out: 5,
    });
    expect(quorumForecast(inFavour, votes({ for: 1, against: 4 }), council)).toMatchObject({
      missing: 3,
      out: 3,
    });
    expect(quorumForecast(inFavour, votes({ for: 1, against: 5 }), council)).toMatchObject({
      missing: 3,
      out: 2,
    });
  });

  it('TIE-4 by a number', () => {
    const five: Quorum = { num: 0, den: 1, least: 5 };
    expect(quorumForecast(five, votes({ abstain: 3 }), council)).toMatchObject({ needed: 5, missing: 2 });
    expect(quorumForecast(five, votes({ abstain: 3, electorate: 4 }), council)).toMatchObject({
      missing: 2,
      out: 1,
    });
  });

  it('TIE-4 MEM-4 by a number beyond the electorate it is as far away, whoever of those who are out is offline', () => {
    const ten: Quorum = { num: 0, den: 1, least: 10 };
    for (const offlineUnanswered of [0, 2, 5])
      expect(quorumForecast(ten, votes({ abstain: 3, offlineUnanswered }), council)).toMatchObject({
        missing: 7,
        out: 5,
      });
  });
});

const bars = fc.record({
  threshold: fc.constantFrom(
    moreThanHalf,
    twoThirds,
    fourFifths,
    unanimous,
    threshold(2, 3, { of: 'participating' }),
    threshold(1, 2, { strict: true, of: 'electorate' }),
    threshold(2, 3, { of: 'seats', seats: 9 }),
    threshold(1, 2, { strict: true, least: 3 }),
    threshold(1, 2, { strict: true, most: 1 }),
    // What a family cannot take back (TIE-4).
    { ...twoThirds, electors: { num: 1, den: 2, strict: true } },
    { ...unanimous, electors: { num: 1, den: 2, strict: true } },
  ),
  quorum: fc.constantFrom<Quorum | null>(
    null,
    half,
    threeQuarters,
    { ...half, of: 'for' },
    { ...half, of: 'decisive', strict: true },
    { num: 0, den: 1, of: 'for', least: 3 },
  ),
});

describe('the verdicts that there are', () => {
  it('DEA-1 DEA-2 have a deadlock among them where the charter has a path for it', () => {
    expect(allVerdicts(council)).toEqual(['inquorate', 'adopted', 'rejected', 'deadlock']);
    expect(allVerdicts(charter({ deadlock: null }))).toEqual(['inquorate', 'adopted', 'rejected']);
  });
});

describe('the verdicts that are still possible', () => {
  const bar = { threshold: twoThirds, quorum: threeQuarters };

  it('VOT-8 are all four at first, and one once it is decided', () => {
    expect(possibleVerdicts(votes({}), bar, council)).toEqual([
      'inquorate',
      'adopted',
      'rejected',
      'deadlock',
    ]);
    expect(possibleVerdicts(votes({ for: 6 }), bar, council)).toEqual(['adopted']);
  });

  it('DEA-1 a deadlock is none of them where no split of those who are out makes one', () => {
    const last = votes({ for: 3, against: 2, abstain: 2 });
    // 4 of 6 are two thirds, 3 of 6 against do not reject: between the two lies 3 of 5.
    expect(possibleVerdicts(last, bar, council)).toEqual(['adopted', 'deadlock']);
    const strict = charter({ deadlock: deadlock({ num: 1, den: 3, strict: true }) });
    expect(possibleVerdicts(last, bar, strict)).toEqual(['adopted', 'rejected']);
  });

  it('VOT-8 VOT-1 of the votes taking part: what all who are out cannot undo by voting against is decided', () => {
    const ofParticipating = { threshold: threshold(2, 3, { of: 'participating' }), quorum: null };
    expect(possibleVerdicts(votes({ for: 6 }), ofParticipating, council)).toEqual(['adopted']);
    expect(possibleVerdicts(votes({ for: 5 }), ofParticipating, council)).toEqual(['adopted', 'deadlock']);
  });

  it('VOT-8 what is decided has one, however many are out', () => {
    const many = votes({ for: 8_000, electorate: 10_000 });
    expect(possibleVerdicts(many, { threshold: moreThanHalf, quorum: null }, council)).toEqual(['adopted']);
  });

  it('DEA-1 of more than a thousand who are out some split makes one', () => {
    const many = votes({ for: 500, electorate: 1_501 });
    expect(possibleVerdicts(many, { threshold: moreThanHalf, quorum: null }, council)).toContain('deadlock');
    expect(
      possibleVerdicts(many, { threshold: moreThanHalf, quorum: null }, charter({ deadlock: null })),
    ).not.toContain('deadlock');
  });

  it.prop([
    bars,
    fc.constantFrom(
      council,
      charter({ deadlock: null }),
      charter({ offline: offline('exclude') }),
      charter({ deadlock: deadlock({ num: 1, den: 3, strict: true }) }),
    ),
    fc.nat({ max: 4 }),
    fc.nat({ max: 4 }),
    fc.nat({ max: 3 }),
    fc.nat({ max: 3 }),
    fc.nat({ max: 4 }),
  ])(
    'VOT-8 DEA-1 are those that some completion comes to, and no others',
    (bar_, rules, yes, no, none, away, online) => {
      const out = away + online;
      const now = votes({
        for: yes,
        against: no,
        abstain: none,
        electorate: yes + no + none + out,
        offlineUnanswered: away,
      });
      fc.pre(now.electorate > 0);
      const found = new Set<string>();
      for (let more = 0; more <= out; more += 1)
        for (let against = 0; more + against <= out; against += 1)
          for (let abstain = 0; more + against + abstain <= out; abstain += 1) {
            const silent = out - more - against - abstain;
            for (
              let offlineStill = Math.max(0, silent - online);
              offlineStill <= Math.min(away, silent);
              offlineStill += 1
            )
              found.add(
                verdictOf(
                  votes({
                    for: yes + more,
                    against: no + against,
                    abstain: none + abstain,
                    electorate: now.electorate,
                    offlineUnanswered: offlineStill,
                  }),
                  bar_,
                  rules,
                ),
              );
          }
      expect(possibleVerdicts(now, bar_, rules).toSorted()).toEqual([...found].toSorted());
    },
  );
});
