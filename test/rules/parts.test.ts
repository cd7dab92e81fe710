/** Majorities of parts: of each family, kind or role of the electorate, or of most of them, beside that of the whole (VOT-1). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { PartsAsked, Threshold } from '../../charter/thresholds.ts';
import { delegationRecord } from './delegation-record.ts';
import type { Choice } from '../../rules/model.ts';
import { possibleVerdicts } from '../../rules/polls/forecast.ts';
import { agrees, isFor, mostParts, positionsByPart, votesByPart } from '../../rules/polls/parts.ts';
import { type Figures, type Tally, tallyOf } from '../../rules/polls/tally.ts';
import { reached } from '../../rules/polls/threshold.ts';
import { consensus } from '../../rules/polls/consensus.ts';
import { category, charter, deadlock, moreThanHalf, offline, threshold, twoThirds } from './charter.ts';
import { chains, poll, unlimited } from './delegation-stories.ts';

const more = { num: 1, den: 2, strict: true };
const inEach = (each: PartsAsked['each'] = more): Threshold => ({
  ...moreThanHalf,
  parts: { by: 'family', each },
});
const inMost = (most: PartsAsked['most'] = more): Threshold => ({
  ...moreThanHalf,
  parts: { by: 'family', most },
});

type Answer = 'for' | 'against' | 'abstain' | 'out' | 'away';
type Elector = readonly [part: string | null, answer: Answer];

/** What a poll of these electors holds, of the whole and of each part. */
function figures(electors: readonly Elector[]): Figures {
  const of = (some: readonly Elector[]) => {
    const count = (answer: Answer) => some.filter(([, given]) => given === answer).length;
    const [votesFor, against, abstain] = [count('for'), count('against'), count('abstain')];
    return {
      for: votesFor,
      against,
      abstain,
      electorate: some.length,
      answered: votesFor + against + abstain,
      offlineUnanswered: count('away'),
    };
  };
  const parts = [...new Set(electors.map(([part]) => part))].filter((part) => part !== null);
  const byPart = parts.map((part) => ({ part, ...of(electors.filter(([own]) => own === part)) }));
  return { ...of(electors), represented: 0, byPart };
}

const some = (part: string | null, answer: Answer, number: number): Elector[] =>
  Array.from({ length: number }, () => [part, answer] as const);

const judged = (electors: readonly Elector[], of: Threshold, council = charter()): Tally =>
  tallyOf(figures(electors), { threshold: of, quorum: null }, council);

describe('a majority in each part', () => {
  const alder = some('alder', 'for', 6);

  it('VOT-1 is missed where one part misses it, however many are for in the others', () => {
    const split = [...alder, ...some('birch', 'for', 1), ...some('birch', 'against', 1)];
    expect(judged(split, moreThanHalf).verdict).toBe('adopted');
    expect(judged(split, inEach())).toMatchObject({
      verdict: 'deadlock',
      threshold: { met: false },
      parts: {
        count: 2,
        met: 1,
        figures: [
          { part: 'alder', for: 6, against: 0, abstain: 0, electorate: 6, met: true },
          { part: 'birch', for: 1, against: 1, abstain: 0, electorate: 2, met: false },
        ],
      },
    });
    expect(judged([...split, ['birch', 'for']], inEach()).verdict).toBe('adopted');
    expect(judged(split, moreThanHalf), 'nobody asks for them').not.toHaveProperty('parts');
  });

  it('VOT-1 may be another share than that of the whole, reached or exceeded', () => {
    const third = [...alder, ...some('birch', 'for', 1), ...some('birch', 'against', 2)];
    expect(judged(third, inEach({ num: 1, den: 3 })).verdict).toBe('adopted');
    expect(judged(third, inEach({ num: 1, den: 3, strict: true })).verdict).toBe('deadlock');
  });

  it('VOT-2 is not there in a part that abstains or is silent', () => {
    for (const answer of ['abstain', 'out'] as const)
      expect(judged([...alder, ...some('birch', answer, 2)], inEach()).threshold.met).toBe(false);
  });

  it('VOT-1 does not stand for that of the whole, in which those in no part count too', () => {
    const none = some(null, 'against', 6);
    expect(judged([...alder, ...some('birch', 'for', 1), ...none], inEach()).verdict).toBe('adopted');
    expect(judged([...alder, ...none], inEach())).toMatchObject({
      verdict: 'deadlock',
      parts: { count: 1, met: 1 },
    });
  });

  it('VOT-1 MEM-2 asks nothing of a part that nobody is left of; where there is none the whole decides alone', () => {
    const { byPart = [], ...rest } = figures(alder);
    const gone = {
      part: 'birch',
      for: 0,
      against: 0,
      abstain: 0,
      electorate: 0,
      answered: 0,
      offlineUnanswered: 0,
    };
    const bar = { threshold: inEach(), quorum: null };
    expect(tallyOf({ ...rest, byPart: [...byPart, gone] }, bar, charter()).parts?.count).toBe(1);
    expect(judged(some(null, 'for', 3), inEach()).verdict).toBe('adopted');
    expect(judged(some(null, 'for', 3), inMost()).verdict).toBe('adopted');
  });

  it('VOT-1 is reached by nothing that was not counted by part', () => {
    expect(reached(inEach(), null, { for: 6, against: 0, abstain: 0, electorate: 6 })).toBe(false);
  });

  it('VOT-1 MEM-4 is taken of what the threshold is taken of: those taking part, assumed ones from the start, or the electorate', () => {
    const birch: Elector[] = [
      ['birch', 'for'],
      ['birch', 'away'],
    ];
    const ofBase = (base: Threshold['of']) => judged([...alder, ...birch], { ...inEach(), of: base });
    expect(ofBase('decisive').verdict).toBe('adopted');
    expect(ofBase('participating').parts?.met).toBe(1);
    expect(ofBase('electorate').parts?.met).toBe(1);
    const nobody = charter({ offline: offline('wait') });
    expect(judged([...alder, ...birch], { ...inEach(), of: 'participating' }, nobody).parts?.met).toBe(2);
  });
});

describe('a part', () => {
  const votes = (given: Partial<Record<'for' | 'against' | 'abstain', number>>, electorate = 9) => ({
    for: 0,
    against: 0,
    abstain: 0,
    electorate,
    ...given,
  });

  it('VOT-1 VOT-2 is for by what is asked of each, or else by more than half, and never without a decisive vote', () => {
    const nothing = { parts: { by: 'family', each: { num: 0, den: 1 } }, of: 'decisive' } as const;
    expect(isFor(nothing, votes({ abstain: 3 }), 0)).toBe(false);
    expect(isFor(nothing, votes({ against: 1 }), 0)).toBe(true);
    const half = { parts: undefined, of: 'decisive' } as const;
    expect(isFor(half, votes({ for: 1, against: 1 }), 0)).toBe(false);
    expect(isFor(half, votes({ for: 2, against: 1 }), 0)).toBe(true);
  });

  it('VOT-1 MEM-4 of the votes taking part counts abstentions, given and assumed', () => {
    const taking = { parts: undefined, of: 'participating' } as const;
    expect(isFor(taking, votes({ for: 3, abstain: 2 }), 0)).toBe(true);
    expect(isFor(taking, votes({ for: 3, abstain: 3 }), 0)).toBe(false);
    expect(isFor(taking, votes({ for: 3, abstain: 2 }), 1)).toBe(false);
  });

  it('VOT-1 MEM-4 shows the abstentions assumed in it from when they count to the quorum, as the whole does', () => {
    const shown = (answered: number) => {
      const electors = [
        ...some('alder', 'for', answered),
        ...some('alder', 'out', 3 - answered),
        ...some('birch', 'away', 1),
      ];
      const { abstain, parts } = judged(electors, inEach());
      return [abstain, parts?.figures.find(({ part }) => part === 'birch')?.abstain];
    };
    expect([shown(1), shown(2)]).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it('CON-3 is never agreed on without a position', () => {
    const asked = { by: 'family', each: { num: 0, den: 1 } } as const;
    expect(agrees(asked, { agreeing: 0, positions: 0, electorate: 4 })).toBe(false);
    expect(agrees(asked, { agreeing: 0, positions: 1, electorate: 4 })).toBe(true);
  });

  it('CON-3 MEM-4 is shown with its figures, and with the abstentions that are assumed', () => {
    const shown = { part: 'alder', agreeing: 2, positions: 3, electorate: 4 };
    expect(positionsByPart({ by: 'family', each: more }, [shown]).figures).toEqual([{ ...shown, met: true }]);
    const counted = { part: 'alder', ...votes({ for: 2, abstain: 1 }, 6), answered: 3, offlineUnanswered: 2 };
    const abstained = (quorum: boolean) =>
      votesByPart(inEach(), [counted], { base: true, quorum }).figures.map(({ abstain }) => abstain);
    expect([abstained(false), abstained(true)]).toEqual([[1], [3]]);
  });
});

describe('a majority of the parts', () => {
  const family = (name: string, answer: Answer) => some(name, answer, 1);
  const rest = [...some('alder', 'for', 9), ...family('birch', 'for')];

  it('VOT-1 more than half of the families: two of four are too few, three are enough', () => {
    const two = [...rest, ...family('cedar', 'against'), ...family('elm', 'against')];
    const three = [...rest, ...family('cedar', 'for'), ...family('elm', 'against')];
    expect(judged(two, inMost())).toMatchObject({ verdict: 'deadlock', parts: { count: 4, met: 2 } });
    expect(judged(three, inMost())).toMatchObject({ verdict: 'adopted', parts: { count: 4, met: 3 } });
    expect(judged(two, inMost({ num: 1, den: 2 })).verdict).toBe('adopted');
  });

  it('VOT-1 a family is for where more than half of it is, also where the whole takes more', () => {
    const split = [...some('alder', 'for', 9), ...some('birch', 'for', 2), ...family('birch', 'against')];
    const all = (parts: PartsAsked) => judged(split, { ...twoThirds, parts });
    expect(all({ by: 'family', most: { num: 1, den: 1 } }).verdict).toBe('adopted');
    expect(judged([...split, ...family('birch', 'against')], inMost({ num: 1, den: 1 })).verdict).toBe(
      'deadlock',
    );
  });

  it('VOT-1 shows the largest hundred, those of one size by name, and counts all', () => {
    const many = Array.from({ length: mostParts + 1 }, (_, one) => `family-${String(one).padStart(3, '0')}`);
    const tally = judged(
      [...many.toReversed().flatMap((name) => family(name, 'for')), ['z', 'for'], ['z', 'for']],
      inMost(),
    );
    expect(tally.parts).toMatchObject({ count: mostParts + 2, met: mostParts + 2 });
    expect(tally.parts?.figures).toHaveLength(mostParts);
    expect(tally.parts?.figures.slice(0, 2).map(({ part }) => part)).toEqual(['z', 'family-000']);
  });
});

describe('a consensus', () => {
  const positions = (agreeing: number, aside: number) => ({
    agree: agreeing,
    'agree-with-reservations': 0,
    'stand-aside': aside,
    block: 0,
  });
  const judge = (birch: number) =>
    consensus(
      positions(6 + birch, 2 - birch),
      8,
      category({ threshold: inEach(), quorum: null }),
      charter(),
      {
        parts: positionsByPart(inEach().parts!, [
          { part: 'alder', agreeing: 6, positions: 6, electorate: 6 },
          { part: 'birch', agreeing: birch, positions: 2, electorate: 2 },
        ]),
      },
    );

  it('CON-3 VOT-1 takes the same of each part’s positions', () => {
    expect(judge(1)).toMatchObject({ reached: false, parts: { count: 2, met: 1 } });
    expect(judge(2)).toMatchObject({ reached: true, parts: { count: 2, met: 2 } });
  });

  it('CON-3 VOT-1 shows no parts where nobody asks for them', () => {
    const parts = { count: 1, met: 1, figures: [] };
    const judged = consensus(positions(6, 0), 8, category({ quorum: null }), charter(), { parts });
    expect(judged.reached).toBe(true);
    for (const field of ['parts', 'by']) expect(judged).not.toHaveProperty(field);
    const uncounted = consensus(positions(6, 0), 8, category({ threshold: inEach() }), charter());
    expect(uncounted).not.toHaveProperty('parts');
  });

  it('CON-3 VOT-1 is none in a part without a position', () => {
    const of = category({ threshold: inEach(), quorum: null });
    const parts = positionsByPart(of.threshold!.parts!, [
      { part: 'alder', agreeing: 6, positions: 6, electorate: 6 },
      { part: 'birch', agreeing: 0, positions: 0, electorate: 2 },
    ]);
    expect(consensus(positions(6, 0), 8, of, charter(), { parts }).reached).toBe(false);
    expect(consensus(positions(6, 0), 8, of, charter()).reached).toBe(false);
  });
});

describe('carried votes', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const name = fc.constantFrom(...names);
  const choice = fc.constantFrom<Choice>('for', 'against', 'abstain');
  const drawn = fc.record({
    parts: fc.array(fc.constantFrom('alder', 'birch', null), { minLength: 5, maxLength: 5 }),
    ballots: fc.dictionary(name, choice, { maxKeys: 4 }),
    given: fc.array(fc.tuple(name, name), { maxLength: 6 }),
  });

  it.prop([drawn, fc.constantFrom(unlimited, chains)])(
    'VOT-1 DEL-2 count in the part of the elector whose they are, not of who carries them',
    ({ parts, ballots, given }, rules) => {
      const delegations = given.filter(([from, to]) => from !== to);
      const told = poll({ electors: names, ballots, delegations });
      const electors = told.electors.map((elector, place) => ({ ...elector, part: parts[place] ?? null }));
      const { figures: counted, votes } = delegationRecord({ ...told, electors }, rules);
      const carried = new Map(
        votes.filter(({ fate }) => fate === 'carried').map((one) => [one.elector, one]),
      );
      const expected = names.map((member, place): Elector => {
        const voice = carried.get(member)?.representative ?? member;
        return [parts[place] ?? null, ballots[voice] ?? 'out'];
      });
      const byName = (all: Figures['byPart'] = []) =>
        all.toSorted((one, other) => (one.part < other.part ? -1 : 1));
      expect(byName(counted.byPart)).toEqual(byName(figures(expected).byPart));
    },
  );
});

const anyAnswer = fc.constantFrom<Answer>('for', 'against', 'abstain', 'out', 'away');
const anyElectors = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', null), anyAnswer), {
  minLength: 1,
  maxLength: 7,
});
const anyBar = fc.record({
  threshold: fc
    .tuple(
      fc.constantFrom(
        moreThanHalf,
        twoThirds,
        { ...twoThirds, of: 'participating' as const },
        threshold(1, 2, { strict: true, of: 'electorate' }),
      ),
      fc.constantFrom<Omit<PartsAsked, 'by'>>(
        { each: more },
        { each: { num: 1, den: 3 } },
        { most: more },
        { most: { num: 2, den: 3 } },
      ),
    )
    .map(([of, parts]): Threshold => ({ ...of, parts: { by: 'family', ...parts } })),
  quorum: fc.constantFrom(
    null,
    { num: 1, den: 2 },
    { num: 3, den: 4 },
    { num: 1, den: 2, of: 'for' as const },
  ),
});
const anyCharter = fc.record({
  offline: fc.constantFrom(offline('abstain'), offline('wait')),
  deadlock: fc.constantFrom(
    null,
    deadlock({ num: 1, den: 2, strict: true }),
    deadlock({ num: 2, den: 3, strict: false }),
  ),
});

/** Every way in which who is out may answer or not. */
function* completions([first, ...others]: readonly Elector[]): Generator<Elector[]> {
  if (first === undefined) return yield [];
  const [part, answer] = first;
  const isOut = answer === 'out' || answer === 'away';
  const answers: readonly Answer[] = isOut ? [answer, 'for', 'against', 'abstain'] : [answer];
  for (const rest of completions(others)) for (const given of answers) yield [[part, given], ...rest];
}

describe('whatever was answered', () => {
  it.prop([anyElectors, anyBar, anyCharter], { numRuns: 150 })(
    'VOT-8 is decided, and can come to, exactly what trying every way to answer or not says',
    (electors, bar, council) => {
      const verdicts = new Set<string>();
      for (const end of completions(electors)) verdicts.add(tallyOf(figures(end), bar, council).verdict);
      const open = figures(electors);
      expect(tallyOf(open, bar, council).decided).toBe(verdicts.size === 1);
      expect(possibleVerdicts(open, bar, council).toSorted()).toEqual([...verdicts].toSorted());
    },
  );

  it.prop([anyElectors, anyBar, anyCharter, fc.nat()])(
    'VOT-4 neither the order of ballots nor the names of parts matter',
    (electors, bar, council, turn) => {
      const at = turn % electors.length;
      const turned = [...electors.slice(at), ...electors.slice(0, at)];
      const renamed = turned.map(([part, answer]): Elector => [part === null ? null : `z${part}`, answer]);
      const { parts: told, ...tally } = tallyOf(figures(electors), bar, council);
      const { parts: other, ...same } = tallyOf(figures(renamed), bar, council);
      expect(same).toEqual(tally);
      expect(other?.figures.map((one) => ({ ...one, part: one.part.slice(1) }))).toEqual(told?.figures);
    },
  );

  it.prop([anyElectors, anyBar, anyCharter, fc.nat()])(
    'VOT-4 one more vote for never turns adoption into its opposite, whoever gives it',
    (electors, bar, council, who) => {
      if (tallyOf(figures(electors), bar, council).verdict !== 'adopted') return;
      const after = electors.with(who % electors.length, [electors[who % electors.length]![0], 'for']);
      expect(tallyOf(figures(after), bar, council).verdict).toBe('adopted');
    },
  );

  it.prop([anyElectors, anyBar, anyCharter])(
    'VOT-1 majorities of parts only make it harder to adopt',
    (electors, bar, council) => {
      const { parts: _, ...whole } = bar.threshold;
      const open = figures(electors);
      const alone = tallyOf(open, { ...bar, threshold: whole }, council).verdict;
      const { verdict } = tallyOf(open, bar, council);
      if (verdict === 'adopted') expect(alone).toBe('adopted');
      if (alone !== 'adopted') expect(verdict).toBe(alone);
    },
  );

  it.prop([anyElectors, anyBar, anyCharter])(
    'VOT-5 parts and who is in none are the whole',
    (electors, bar, council) => {
      const { parts, ...whole } = tallyOf(figures(electors), bar, council);
      const none = tallyOf(figures(electors.filter(([part]) => part === null)), bar, council);
      for (const figure of ['for', 'against', 'electorate'] as const)
        expect(parts!.figures.reduce((sum, one) => sum + one[figure], none[figure])).toBe(whole[figure]);
    },
  );
});
