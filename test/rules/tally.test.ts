/** Tallies: ballots counted once, figures as anyone sees them, and when nothing out can change them (VOT-3 to VOT-8, PRO-7). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Charter } from '../../charter/types.ts';
import type { Quorum, Threshold } from '../../charter/thresholds.ts';
import type { Choice } from '../../rules/model.ts';
import { tallyOf, type Ballot, type Figures } from '../../rules/polls/tally.ts';
import { countBallots } from './count.ts';
import { charter, deadlock, offline, threeQuarters, threshold, twoThirds, unanimous } from './charter.ts';

const choices = ['for', 'against', 'abstain'] as const;
const bar = { threshold: twoThirds, quorum: threeQuarters };

/** A poll of present electors; `out` have not answered, `away` of them offline. */
function figures(votes: {
  for?: number;
  against?: number;
  abstain?: number;
  out?: number;
  away?: number;
}): Figures {
  const { for: inFavour = 0, against = 0, abstain = 0, out = 0, away = 0 } = votes;
  const answered = inFavour + against + abstain;
  return {
    for: inFavour,
    against,
    abstain,
    represented: 0,
    electorate: answered + out,
    answered,
    offlineUnanswered: away,
  };
}

describe('counting ballots', () => {
  const ballots: Ballot[] = [
    { elector: 'aria', number: 1, choice: 'for' },
    { elector: 'mira', number: 1, choice: 'against' },
    { elector: 'aria', number: 2, choice: 'abstain' },
    { elector: 'opus', number: 1, choice: 'for' },
    { elector: 'aria', number: 3, choice: 'against' },
  ];

  it('PRO-7 counts the last ballot of each elector and none of those it replaced', () => {
    expect(countBallots(ballots)).toEqual({ for: 1, against: 2, abstain: 0 });
  });

  it('PRO-7 the last is the one with the highest number, not the one read last', () => {
    expect(countBallots([...ballots].reverse())).toEqual({ for: 1, against: 2, abstain: 0 });
  });

  it('VOT-3 counts an elector once, whatever their id', () => {
    const odd = ['__proto__', 'constructor', 'for'].map((elector) => ({
      elector,
      number: 1,
      choice: 'for' as const,
    }));
    expect(countBallots([...odd, { elector: '__proto__', number: 2, choice: 'against' }])).toEqual({
      for: 2,
      against: 1,
      abstain: 0,
    });
  });

  it('VOT-6 counts nothing where nothing was acknowledged', () => {
    expect(countBallots([])).toEqual({ for: 0, against: 0, abstain: 0 });
  });

  /** Up to twelve electors, each with the choices they made one after the other. */
  const histories = fc.array(fc.array(fc.constantFrom(...choices), { minLength: 1, maxLength: 4 }), {
    maxLength: 12,
  });
  const cast = (history: readonly (readonly Choice[])[], name: (index: number) => string): Ballot[] =>
    history.flatMap((made, index) =>
      made.map((choice, before) => ({ elector: name(index), number: before + 1, choice })),
    );

  it.prop([
    histories.chain((history) => {
      const all = cast(history, (index) => `elector-${index}`);
      return fc.tuple(fc.constant(history), fc.shuffledSubarray(all, { minLength: all.length }));
    }),
  ])('VOT-4 the order of ballots does not matter, and each elector counts once', ([history, shuffled]) => {
    const last = history.map((made) => made.at(-1));
    expect(countBallots(shuffled)).toEqual({
      for: last.filter((choice) => choice === 'for').length,
      against: last.filter((choice) => choice === 'against').length,
      abstain: last.filter((choice) => choice === 'abstain').length,
    });
  });

  it.prop([histories, fc.uniqueArray(fc.string(), { minLength: 12, maxLength: 12 })])(
    'VOT-4 the names of electors do not matter',
    (history, names) => {
      const renamed = cast(history, (index) => names[index]!);
      expect(countBallots(renamed)).toEqual(countBallots(cast(history, (index) => `elector-${index}`)));
    },
  );
});

describe('the tally that anyone sees', () => {
  it('VOT-8 shows votes, quorum and threshold of a poll that is still open', () => {
    expect(tallyOf(figures({ for: 9, against: 3, abstain: 2, out: 6 }), bar, charter())).toEqual({
      for: 9,
      against: 3,
      abstain: 2,
      represented: 0,
      electorate: 20,
      participating: 14,
      quorum: { num: 3, den: 4, met: false },
      threshold: { num: 2, den: 3, strict: false, of: 'decisive', unanimous: false, met: true },
      verdict: 'inquorate',
      decided: false,
    });
  });

  it('TIE-4 shows no quorum as 0/1 and met', () => {
    expect(tallyOf(figures({ out: 5 }), { ...bar, quorum: null }, charter()).quorum).toEqual({
      num: 0,
      den: 1,
      met: true,
    });
  });

  it('DEL-2 shows how many of the votes were carried; they count to the quorum', () => {
    const tally = tallyOf({ ...figures({ for: 15, out: 5 }), represented: 4 }, bar, charter());
    expect(tally).toMatchObject({ represented: 4, participating: 15, verdict: 'adopted' });
  });

  it('MEM-4 shows an assumed abstention from when it counts', () => {
    const before = tallyOf(figures({ for: 9, out: 11, away: 6 }), bar, charter());
    expect(before).toMatchObject({ abstain: 0, participating: 9, verdict: 'inquorate' });
    const after = tallyOf(figures({ for: 9, abstain: 1, out: 10, away: 5 }), bar, charter());
    expect(after).toMatchObject({ abstain: 6, participating: 15, verdict: 'adopted' });
  });

  it.each(['exclude', 'wait'] as const)('MEM-4 assumes no abstention under "%s"', (policy) => {
    const tally = tallyOf(figures({ for: 10, out: 10, away: 5 }), bar, charter({ offline: offline(policy) }));
    expect(tally).toMatchObject({ abstain: 0, participating: 10, verdict: 'inquorate' });
  });

  it.each(['exclude', 'wait'] as const)(
    'VOT-1, MEM-4 under "%s" no silence weighs in a threshold',
    (policy) => {
      const ofParticipating = { threshold: threshold(2, 3, { of: 'participating' }), quorum: threeQuarters };
      const votes = figures({ for: 12, against: 3, out: 5, away: 4 });
      expect(tallyOf(votes, ofParticipating, charter({ offline: offline(policy) })).verdict).toBe('adopted');
    },
  );

  it('VOT-1, MEM-4 an assumed abstention weighs in a threshold of the votes taking part', () => {
    const ofParticipating = { threshold: threshold(2, 3, { of: 'participating' }), quorum: threeQuarters };
    const tally = (away: number) =>
      tallyOf(figures({ for: 12, against: 3, out: 5, away }), ofParticipating, charter());
    expect(tally(3)).toMatchObject({ abstain: 3, verdict: 'adopted' });
    expect(tally(4)).toMatchObject({ abstain: 4, verdict: 'deadlock' });
  });

  it('VOT-4, MEM-4 the vote for that brings the answers to half of the electorate undoes no adoption', () => {
    const rules = { threshold: threshold(2, 3, { of: 'participating' }), quorum: null };
    const four = tallyOf(figures({ for: 4, out: 6, away: 2 }), rules, charter());
    const five = tallyOf(figures({ for: 5, out: 5, away: 2 }), rules, charter());
    expect([four.verdict, five.verdict]).toEqual(['adopted', 'adopted']);
    const diluted = tallyOf(figures({ for: 4, out: 6, away: 4 }), rules, charter());
    expect(diluted.verdict).toBe('deadlock');
  });
});

describe('whether a ballot still out can change the outcome', () => {
  it('VOT-8 not when the threshold stands even if all who are out vote against', () => {
    const tally = (votes: Parameters<typeof figures>[0]) => tallyOf(figures(votes), bar, charter());
    expect(tally({ for: 14, against: 1, out: 5 })).toMatchObject({ verdict: 'adopted', decided: true });
    expect(tally({ for: 13, against: 2, out: 5 })).toMatchObject({ verdict: 'adopted', decided: false });
  });

  it('VOT-8 not when the share that rejects stands even if all who are out vote for', () => {
    const tally = (votes: Parameters<typeof figures>[0]) => tallyOf(figures(votes), bar, charter());
    expect(tally({ for: 4, against: 11, out: 5 })).toMatchObject({ verdict: 'rejected', decided: true });
    expect(tally({ for: 5, against: 10, out: 5 })).toMatchObject({ verdict: 'rejected', decided: false });
  });

  it('VOT-8 yes as long as the quorum is out', () => {
    expect(tallyOf(figures({ for: 14, out: 6 }), bar, charter())).toMatchObject({
      verdict: 'inquorate',
      decided: false,
    });
  });

  it('VOT-8 not when every elector has answered', () => {
    expect(tallyOf(figures({ for: 3, against: 2 }), bar, charter()).decided).toBe(true);
  });

  it('VOT-8 yes while the poll is as it opened', () => {
    expect(tallyOf(figures({ out: 1 }), bar, charter()).decided).toBe(false);
  });

  const anyThreshold: fc.Arbitrary<Threshold> = fc.oneof(
    fc.constant(unanimous),
    fc.record(
      {
        num: fc.integer({ min: 1, max: 6 }),
        den: fc.constant(6),
        strict: fc.boolean(),
        unanimous: fc.constant(false),
        of: fc.constantFrom('decisive', 'participating', 'electorate', 'seats'),
        seats: fc.integer({ min: 1, max: 20 }),
        least: fc.integer({ min: 1, max: 6 }),
        most: fc.nat(4),
        electors: fc.constant({ num: 1, den: 2, strict: true }),
      },
      { requiredKeys: ['num', 'den', 'strict', 'unanimous', 'of', 'seats'] },
    ),
  );
  const anyQuorum: fc.Arbitrary<Quorum> = fc.record(
    {
      num: fc.nat(4),
      den: fc.constant(4),
      strict: fc.boolean(),
      of: fc.constantFrom('participating', 'decisive', 'for'),
      least: fc.integer({ min: 1, max: 8 }),
    },
    { requiredKeys: ['num', 'den'] },
  );
  const anyBar = fc.record({ threshold: anyThreshold, quorum: fc.option(anyQuorum) });
  const anyCharter: fc.Arbitrary<Pick<Charter, 'offline' | 'deadlock'>> = fc.record({
    offline: fc.constantFrom(offline('abstain'), offline('abstain', { num: 4, den: 5 }), offline('wait')),
    deadlock: fc.constantFrom(
      null,
      charter().deadlock,
      deadlock({ num: 1, den: 3, strict: false }),
      deadlock({ num: 2, den: 3, strict: true }),
    ),
  });
  const anyFigures = fc
    .record({
      for: fc.nat(4),
      against: fc.nat(4),
      abstain: fc.nat(3),
      present: fc.nat(4),
      away: fc.nat(3),
    })
    .filter((drawn) => drawn.for + drawn.against + drawn.abstain + drawn.present + drawn.away > 0)
    .map(({ present, away, ...votes }) => figures({ ...votes, out: present + away, away }));

  /** Every way in which so many electors may answer or stay silent. */
  function* answers(electors: number): Generator<Record<Choice, number>> {
    for (let inFavour = 0; inFavour <= electors; inFavour += 1)
      for (let against = 0; inFavour + against <= electors; against += 1)
        for (let abstain = 0; inFavour + against + abstain <= electors; abstain += 1)
          yield { for: inFavour, against, abstain };
  }

  const answer = (to: Figures, given: Record<Choice, number>, away: boolean): Figures => {
    const more = given.for + given.against + given.abstain;
    return {
      ...to,
      for: to.for + given.for,
      against: to.against + given.against,
      abstain: to.abstain + given.abstain,
      answered: to.answered + more,
      offlineUnanswered: to.offlineUnanswered - (away ? more : 0),
    };
  };

  function* completions(open: Figures): Generator<Figures> {
    const present = open.electorate - open.answered - open.offlineUnanswered;
    for (const here of answers(present))
      for (const away of answers(open.offlineUnanswered)) yield answer(answer(open, here, false), away, true);
  }

  it.prop([anyFigures, anyBar, anyCharter], { numRuns: 600 })(
    'VOT-8 is exactly what trying every way to answer or not says',
    (open, rules, council) => {
      const verdicts = new Set<string>();
      for (const end of completions(open)) verdicts.add(tallyOf(end, rules, council).verdict);
      expect(tallyOf(open, rules, council).decided).toBe(verdicts.size === 1);
    },
  );

  it.prop([anyFigures, anyBar, anyCharter], { numRuns: 600 })(
    'VOT-4 one more vote for never turns adoption into its opposite, whoever gives it',
    (open, rules, council) => {
      if (tallyOf(open, rules, council).verdict !== 'adopted') return;
      const one = { for: 1, against: 0, abstain: 0 };
      const present = open.electorate - open.answered - open.offlineUnanswered;
      const more = [
        ...(present > 0 ? [answer(open, one, false)] : []),
        ...(open.offlineUnanswered > 0 ? [answer(open, one, true)] : []),
        ...(open.against > 0 ? [{ ...open, for: open.for + 1, against: open.against - 1 }] : []),
        ...(open.abstain > 0 ? [{ ...open, for: open.for + 1, abstain: open.abstain - 1 }] : []),
      ];
      for (const next of more) expect(tallyOf(next, rules, council).verdict).toBe('adopted');
    },
  );

  it.prop([anyFigures, anyBar, anyCharter])(
    'VOT-5 numerator and denominator agree: those taking part are the votes shown',
    (open, rules, council) => {
      const tally = tallyOf(open, rules, council);
      expect(tally.for + tally.against + tally.abstain).toBe(tally.participating);
      expect(tally.participating).toBeLessThanOrEqual(tally.electorate);
    },
  );
});
