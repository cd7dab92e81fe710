/** Delegations resolved: whose vote is carried, by whom, and why not, rule by rule (DEL-1, DEL-2, DEL-4 to DEL-6, VOT-3, MEM-4). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { breadths } from '../../rules/delegation/scope.ts';
import { fates, interestCode, nobody } from '../../rules/delegation/columns.ts';
import { chainOf, delegationRecord } from './delegation-record.ts';
import { resolveDelegations } from '../../rules/delegation/resolution.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { charter, threeQuarters, twoThirds } from './charter.ts';
import { chains, fatesOf, type Given, poll, type Rules, unlimited } from './delegation-stories.ts';

const electors = ['aria', 'mira', 'opus', 'tess'];

describe('which delegation counts', () => {
  const ballots = { mira: 'for', opus: 'against', tess: 'abstain' } as const;
  const all: Given = ['aria', 'mira', {}];
  const ofCategory: Given = ['aria', 'opus', { category: 'infrastructure' }];
  const ofDecision: Given = ['aria', 'tess', { proposal: 'decision-1' }];

  it.each<[string, readonly Given[], string]>([
    ['for all votes, alone', [all], 'by mira'],
    ['for the category before the one for all', [ofCategory, all], 'by opus'],
    ['for the category before the one for all, made later or not', [all, ofCategory], 'by opus'],
    ['for the decision before any other', [ofDecision, ofCategory, all], 'by tess'],
    ['the latest of the same scope', [all, ['aria', 'opus', {}]], 'by opus'],
    [
      'the one whose scope takes in the decision',
      [all, ['aria', 'opus', { category: 'justice' }]],
      'by mira',
    ],
  ])('DEL-1 %s', (_, delegations, expected) => {
    expect(fatesOf({ electors, ballots, delegations }, unlimited)).toEqual({ aria: expected });
  });

  it('DEL-1 does not fall back to a wider one where the representative is silent', () => {
    const story = { electors, ballots: { mira: 'for' } as const, delegations: [all, ofCategory] };
    expect(fatesOf(story, unlimited)).toEqual({ aria: 'representative-silent' });
  });

  it('DEL-1 a revoked narrower one leaves the wider in force', () => {
    const given = poll({ electors, ballots, delegations: [all, ofDecision] });
    const [wide, narrow] = given.delegations;
    const revoked = { ...narrow!, revokedAt: '2026-03-02T00:00:00.000Z' };
    const { votes } = delegationRecord({ ...given, delegations: [wide!, revoked] }, unlimited);
    expect(votes).toMatchObject([{ elector: 'aria', delegation: 'aria-mira', fate: 'carried' }]);
  });

  it('DEL-1 carries nothing under a charter without delegation', () => {
    const { figures, votes, cap, delegated } = delegationRecord(
      poll({ electors, ballots, delegations: [all], interests: { mira: 'I own the quarry' } }),
      null,
    );
    expect({ votes, cap, delegated }).toEqual({ votes: [], cap: null, delegated: 0 });
    expect(figures).toMatchObject({ for: 1, against: 1, abstain: 1, represented: 0, answered: 3 });
  });
});

describe('carrying a vote', () => {
  it('DEL-2 gives the representative’s choice, and counts to the quorum', () => {
    const story = {
      electors,
      ballots: { mira: 'for', opus: 'against' } as const,
      delegations: [
        ['aria', 'mira'],
        ['tess', 'opus'],
      ] as const,
    };
    const record = delegationRecord(poll(story), unlimited);
    expect(record.figures).toEqual({
      for: 2,
      against: 2,
      abstain: 0,
      represented: 2,
      electorate: 4,
      answered: 4,
      offlineUnanswered: 0,
    });
    expect(record.inPerson).toMatchObject({ for: 1, against: 1, represented: 0, answered: 2 });
    const bar = { threshold: twoThirds, quorum: threeQuarters };
    expect(tallyOf(record.figures, bar, charter()).quorum.met).toBe(true);
    expect(tallyOf(record.inPerson, bar, charter()).quorum.met).toBe(false);
  });

  it('DEL-2 an abstention cast is carried like any other vote', () => {
    const story = { electors, ballots: { mira: 'abstain' }, delegations: [['aria', 'mira']] } as const;
    expect(delegationRecord(poll(story), unlimited).figures).toMatchObject({ abstain: 2, represented: 1 });
  });

  it('DEL-2, VOT-3 a ballot in person stands alone', () => {
    const story = {
      electors,
      ballots: { mira: 'for', aria: 'against' },
      delegations: [['aria', 'mira']],
    } as const;
    const { figures, votes, delegated } = delegationRecord(poll(story), unlimited);
    expect(figures).toMatchObject({ for: 1, against: 1, represented: 0, answered: 2 });
    expect([votes, delegated]).toEqual([[], 0]);
  });

  it('DEL-2 a representative who casts no ballot carries none', () => {
    expect(fatesOf({ electors, delegations: [['aria', 'mira']] }, unlimited)).toEqual({
      aria: 'representative-silent',
    });
  });

  it('DEL-2, MEM-4 an assumed abstention carries nothing; who is carried is not assumed to abstain', () => {
    const delegations = [['aria', 'mira']] as const;
    const offline = ['aria', 'mira'];
    const silent = delegationRecord(poll({ electors, offline, delegations }), unlimited);
    expect(silent.figures).toMatchObject({ answered: 0, offlineUnanswered: 2 });
    const voting = poll({ electors, offline, delegations, ballots: { mira: 'for' } });
    expect(delegationRecord(voting, unlimited).figures).toMatchObject({
      for: 2,
      answered: 2,
      offlineUnanswered: 0,
    });
    expect(delegationRecord(voting, unlimited).inPerson.offlineUnanswered).toBe(1);
  });

  it('DEL-6 only an elector’s vote is carried', () => {
    const story = { electors, ballots: { mira: 'for' }, delegations: [['vega', 'mira']] } as const;
    const { figures, votes } = delegationRecord(poll(story), unlimited);
    expect([figures.answered, votes]).toEqual([1, []]);
  });

  it('DEL-6 only by an elector of the same decision', () => {
    const delegations = [['aria', 'vega']] as const;
    expect(fatesOf({ electors, delegations }, unlimited)).toEqual({ aria: 'not-an-elector' });
    expect(fatesOf({ electors: [...electors, 'vega'], delegations }, unlimited)).toEqual({
      aria: 'representative-silent',
    });
  });

  it('DEL-6, DEL-4 nothing is passed on through somebody who is no elector', () => {
    const delegations = [
      ['aria', 'vega'],
      ['vega', 'mira'],
      ['tess', 'aria'],
    ] as const;
    expect(fatesOf({ electors, ballots: { mira: 'for' }, delegations }, chains)).toEqual({
      aria: 'not-an-elector',
      tess: 'not-an-elector',
    });
  });
});

describe('disclosure', () => {
  const story = { electors, ballots: { mira: 'for' }, delegations: [['aria', 'mira']] } as const;
  const drop: Rules = { ...unlimited, conflicted: 'drop' };

  it('DEL-5 undisclosed, the own vote counts and the delegated ones do not', () => {
    const undisclosed = { ...story, interests: { mira: null } };
    expect(fatesOf(undisclosed, unlimited)).toEqual({ aria: 'undisclosed' });
    expect(delegationRecord(poll(undisclosed), unlimited).figures).toMatchObject({
      for: 1,
      represented: 0,
      answered: 1,
    });
  });

  it('DEL-5 a conflicted representative carries them, or where the charter says so does not', () => {
    const conflicted = { ...story, interests: { mira: 'I own the quarry' } };
    expect(fatesOf(conflicted, unlimited)).toEqual({ aria: 'by mira' });
    expect(fatesOf(conflicted, drop)).toEqual({ aria: 'conflicted' });
    expect(delegationRecord(poll(conflicted), drop).figures.for).toBe(1);
  });

  it('DEL-5 "none" is no conflict, and the disclosure of somebody else is none of the representative', () => {
    expect(fatesOf(story, drop)).toEqual({ aria: 'by mira' });
    const others = { ...story, interests: { mira: null, aria: 'none', vega: 'none' } };
    expect(fatesOf(others, drop)).toEqual({ aria: 'undisclosed' });
  });

  it('DEL-5, DEL-4 with chains it is asked of whoever casts the ballot', () => {
    const passed = {
      ...story,
      delegations: [
        ['tess', 'aria'],
        ['aria', 'mira'],
      ],
    } as const;
    expect(
      fatesOf({ ...passed, interests: { aria: 'I own the quarry' } }, { ...drop, chains: true }),
    ).toEqual({
      tess: 'by mira',
      aria: 'by mira',
    });
    expect(fatesOf({ ...passed, interests: { aria: 'none', mira: null } }, chains)).toEqual({
      tess: 'undisclosed',
      aria: 'undisclosed',
    });
  });
});

describe('chains', () => {
  const passed = [
    ['aria', 'mira'],
    ['mira', 'opus'],
  ] as const;

  it('DEL-4 off: a vote goes one step, to who casts a ballot', () => {
    const story = { electors, ballots: { opus: 'for' }, delegations: passed } as const;
    expect(fatesOf(story, unlimited)).toEqual({ aria: 'chains-off', mira: 'by opus' });
    const voting = { ...story, ballots: { opus: 'for', mira: 'against' } } as const;
    expect(fatesOf(voting, unlimited)).toEqual({ aria: 'by mira' });
  });

  it('DEL-4 on: it goes on to the first who votes in person', () => {
    const story = { electors, ballots: { opus: 'for' }, delegations: passed } as const;
    expect(fatesOf(story, chains)).toEqual({ aria: 'by opus', mira: 'by opus' });
    const voting = { ...story, ballots: { opus: 'for', mira: 'against' } } as const;
    expect(fatesOf(voting, chains)).toEqual({ aria: 'by mira' });
    expect(fatesOf({ electors, delegations: passed }, chains)).toEqual({
      aria: 'representative-silent',
      mira: 'representative-silent',
    });
  });

  it('REC-1, DEL-4 the way of each vote can be read from the record', () => {
    const record = delegationRecord(
      poll({ electors, ballots: { opus: 'for' }, delegations: passed }),
      chains,
    );
    expect(chainOf(record, 'aria', chains)).toEqual(['aria-mira', 'mira-opus']);
    expect(chainOf(record, 'aria', unlimited)).toEqual(['aria-mira']);
    expect(chainOf(record, 'opus', chains)).toEqual([]);
  });

  it('DEL-4 a cycle carries nothing, nor does what runs into it', () => {
    const story = {
      electors,
      ballots: { tess: 'for' },
      delegations: [...passed, ['opus', 'mira']],
    } as const;
    expect(fatesOf(story, chains)).toEqual({ aria: 'cycle', mira: 'cycle', opus: 'cycle' });
    const record = delegationRecord(poll(story), chains);
    expect(record).toMatchObject({ delegated: 0, figures: { answered: 1 } });
    expect(chainOf(record, 'aria', chains)).toEqual(['aria-mira', 'mira-opus', 'opus-mira']);
    expect(record.votes.map(({ representative }) => representative)).toEqual([null, null, null]);
  });

  it.prop([
    fc.integer({ min: 1, max: 12 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        voters: fc.subarray(Array.from({ length: size }, (_, place) => place)),
        tail: fc.nat(4),
      }),
    ),
  ])('DEL-4 a ballot in person anywhere on a cycle breaks it', ({ size, voters, tail }) => {
    const name = (place: number) => `elector-${place}`;
    const places = Array.from({ length: size + tail }, (_, place) => place);
    const story = {
      electors: places.map(name),
      ballots: Object.fromEntries(voters.map((place) => [name(place), 'for' as const])),
      delegations: places.map((place): Given => [
        name(place),
        name(place < size ? (place + 1) % size : place - 1),
      ]),
    };
    const { figures, votes } = delegationRecord(poll(story), chains);
    expect(figures.for).toBe(voters.length === 0 ? 0 : size + tail);
    expect(new Set(votes.map(({ fate }) => fate)).size).toBeLessThanOrEqual(1);
    if (voters.length === 0) expect(votes.map(({ fate }) => fate)).toEqual(places.map(() => 'cycle'));
  });
});

describe('columns', () => {
  const columns = (size: number, to: (elector: number) => number) => ({
    ballots: Uint8Array.from({ length: size }, (_, elector) => (elector === 0 ? 1 : 0)),
    offline: new Uint8Array(size),
    interests: new Uint8Array(size).fill(interestCode.none),
    delegations: {
      from: Int32Array.from({ length: size - 1 }, (_, row) => row + 1),
      to: Int32Array.from({ length: size - 1 }, (_, row) => to(row + 1)),
      breadth: new Uint8Array(size - 1).fill(breadths.indexOf('all')),
    },
  });

  it('DEL-4 a single chain through a whole electorate ends where it ends', () => {
    const size = 700_001;
    const { figures, representative, carried } = resolveDelegations(
      columns(size, (elector) => elector - 1),
      chains,
    );
    expect(figures).toMatchObject({ for: size, represented: size - 1 });
    expect([representative[size - 1], carried[0]]).toEqual([0, size - 1]);
  });

  it('DEL-4 a single cycle through a whole electorate carries nothing', () => {
    const size = 200_000;
    const ring = columns(size, (elector) => (elector === size - 1 ? 1 : elector + 1));
    const { figures, fate, representative } = resolveDelegations(ring, chains);
    expect(figures).toMatchObject({ for: 1, represented: 0 });
    expect(new Set(fate.subarray(1))).toEqual(new Set([fates.indexOf('cycle')]));
    expect(new Set(representative)).toEqual(new Set([nobody]));
  });

  it('DEL-3 of a star as many are carried as the cap has, those who delegated first', () => {
    const size = 700_001;
    const { figures, carried, received, fate } = resolveDelegations(
      columns(size, () => 0),
      { ...chains, cap: { num: 1, den: 4, of: 'delegated' } },
    );
    const most = Math.floor((size - 1) / 4);
    expect(figures).toMatchObject({ for: most + 1, represented: most, answered: most + 1 });
    expect([received[0], carried[0]]).toEqual([size - 1, most]);
    expect([fate[most], fate[most + 1]].map((code) => fates[code ?? 0])).toEqual(['carried', 'over-cap']);
  });

  it('DEL-4 of cycles of two none carries anything, however many there are', () => {
    const size = 700_001;
    const pairs = columns(size, (elector) => (elector % 2 === 1 ? elector + 1 : elector - 1));
    const { figures, fate, delegated } = resolveDelegations(pairs, chains);
    expect([figures.represented, delegated]).toEqual([0, 0]);
    expect(new Set(fate.subarray(1))).toEqual(new Set([fates.indexOf('cycle')]));
  });

  it('DEL-6 columns that do not fit each other are no poll', () => {
    const given = columns(3, () => 7);
    expect(() => resolveDelegations(given, unlimited)).toThrow(
      new RangeError('7 is no place in a column of 3'),
    );
    expect(() => resolveDelegations(given, chains)).toThrow(RangeError);
    expect(() => resolveDelegations({ ...given, ballots: new Uint8Array(9) }, unlimited)).toThrow(RangeError);
  });
});
