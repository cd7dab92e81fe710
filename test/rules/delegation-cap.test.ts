/** The cap at the tally, and the poll as it stands while it is open (DEL-3, VOT-8). */
import { describe, expect, it } from 'vitest';
import { delegationRecord, type NamedPoll } from './delegation-record.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { charter, twoThirds } from './charter.ts';
import { fatesOf, type Given, poll, quarter, type Rules, unlimited } from './delegation-stories.ts';

describe('the cap at the tally', () => {
  const delegators = (size: number, who = 'delegator') =>
    Array.from({ length: size }, (_, place) => `${who}-${place + 1}`);
  /** So many delegate to Mira, and others one each to somebody else who is silent. */
  const crowd = (toMira: number, elsewhere: number, mira: 'votes' | 'is silent' = 'votes') => ({
    electors: ['mira', 'opus', ...delegators(toMira), ...delegators(elsewhere, 'other')],
    ballots: mira === 'votes' ? ({ mira: 'for' } as const) : {},
    delegations: [
      ...delegators(toMira).map((from): Given => [from, 'mira']),
      ...delegators(elsewhere, 'other').map((from): Given => [from, 'opus']),
    ],
  });

  it.each([
    [1, 0, 1],
    [2, 0, 1],
    [7, 0, 1],
    [8, 0, 2],
    [2, 5, 1],
    [2, 6, 2],
    [4, 12, 4],
    [4, 11, 3],
  ])('DEL-3 of %i delegated to one and %i elsewhere, a quarter is carried: %i', (mine, others, carried) => {
    const record = delegationRecord(poll(crowd(mine, others)), quarter);
    expect(record.delegated).toBe(mine + others);
    expect(record.representatives.find(({ member }) => member === 'mira')).toEqual({
      member: 'mira',
      received: mine,
      carried,
    });
    expect(record.figures).toMatchObject({ for: 1 + carried, represented: carried });
  });

  it('DEL-3 the latest delegations exceed it first, by sequence number', () => {
    const given = poll(crowd(3, 5));
    const reversed = given.delegations.map((one) => ({ ...one, sequence: 100 - one.sequence }));
    const carried = (delegations: NamedPoll['delegations']) =>
      delegationRecord({ ...given, delegations }, quarter)
        .votes.filter(({ fate }) => fate === 'carried')
        .map(({ elector }) => elector);
    expect(carried(given.delegations)).toEqual(['delegator-1', 'delegator-2']);
    expect(carried(reversed)).toEqual(['delegator-3', 'delegator-2']);
    expect(fatesOf(crowd(3, 5), quarter)).toMatchObject({ 'delegator-3': 'over-cap' });
  });

  it('DEL-3 who would exceed it can be told before the representative votes', () => {
    const { votes } = delegationRecord(poll(crowd(3, 5, 'is silent')), quarter);
    const told = votes.filter(({ exceeding }) => exceeding).map(({ elector }) => elector);
    expect(told).toEqual(['delegator-3', 'other-3', 'other-4', 'other-5']);
    expect(new Set(votes.map(({ fate }) => fate))).toEqual(new Set(['representative-silent']));
  });

  it('DEL-3 a ballot in person is taken out of the delegated votes', () => {
    const story = crowd(2, 6);
    const ballots = { ...story.ballots, 'other-1': 'against' as const };
    const record = delegationRecord(poll({ ...story, ballots }), quarter);
    expect(record).toMatchObject({ delegated: 7, cap: 1, figures: { for: 2, against: 1 } });
  });

  it('DEL-3, DEL-6 what is given to nobody of the electorate, or in a cycle, is not among the delegated votes', () => {
    const story = crowd(2, 6);
    const [first, ...others] = story.delegations.slice(2);
    const outside = {
      ...story,
      delegations: [...story.delegations.slice(0, 2), ...others, [first![0], 'vega'] as Given],
    };
    expect(delegationRecord(poll(outside), quarter)).toMatchObject({ delegated: 7, cap: 1 });
    const cycle = [
      ...story.delegations.slice(0, 6),
      ['other-5', 'other-6'],
      ['other-6', 'other-5'],
    ] as Given[];
    expect(
      delegationRecord(poll({ ...story, delegations: cycle }), { ...quarter, chains: true }),
    ).toMatchObject({
      delegated: 6,
      cap: 1,
    });
  });

  it('DEL-3 no disclosure moves the cap of another', () => {
    const story = { ...crowd(2, 6), ballots: { mira: 'for', opus: 'against' } as const };
    const cap = (interests: Record<string, string | null>) =>
      delegationRecord(poll({ ...story, interests }), { ...quarter, conflicted: 'drop' }).cap;
    expect([cap({}), cap({ opus: null }), cap({ opus: 'I own the quarry' })]).toEqual([2, 2, 2]);
  });

  it('DEL-3, DEL-4 holds for what chains bring together, each vote as old as its own delegation', () => {
    const story = crowd(2, 5);
    const delegations: Given[] = [['late-1', 'delegator-1'], ...story.delegations];
    const chained = { ...story, electors: [...story.electors, 'late-1'], delegations };
    expect(fatesOf(chained, { ...quarter, chains: true })).toMatchObject({
      'late-1': 'by mira',
      'delegator-1': 'by mira',
      'delegator-2': 'over-cap',
    });
  });

  it('DEL-3 is a share of the electorate where the charter says so', () => {
    const rules: Rules = { ...unlimited, cap: { num: 1, den: 4, of: 'electorate' } };
    const carried = (others: number) => delegationRecord(poll(crowd(4, others)), rules).figures.represented;
    expect(delegationRecord(poll(crowd(4, 2)), rules).cap).toBe(2);
    expect([carried(9), carried(10)]).toEqual([3, 4]);
  });

  it('DEL-3 without a limit all are carried, and the concentration is shown', () => {
    const record = delegationRecord(poll(crowd(5, 2)), unlimited);
    expect(record).toMatchObject({
      cap: null,
      figures: { for: 6 },
      representatives: [
        { member: 'mira', received: 5, carried: 5 },
        { member: 'opus', received: 2, carried: 0 },
      ],
    });
  });
});

describe('the poll as it stands', () => {
  it('VOT-8 shows concentration, most first, and as many in the order of their ids', () => {
    const story = {
      electors: ['tess', 'opus', 'mira', 'a', 'b', 'c', 'd'],
      delegations: [
        ['a', 'tess'],
        ['b', 'mira'],
        ['c', 'opus'],
        ['d', 'opus'],
      ],
    } as const;
    expect(delegationRecord(poll(story), unlimited).representatives.map(({ member }) => member)).toEqual([
      'opus',
      'mira',
      'tess',
    ]);
  });

  it('VOT-8 what is carried is not decided: its elector may still vote', () => {
    const story = {
      electors: ['mira', 'aria', 'tess'],
      ballots: { mira: 'for' },
      delegations: [
        ['aria', 'mira'],
        ['tess', 'mira'],
      ],
    } as const;
    const { figures, inPerson } = delegationRecord(poll(story), unlimited);
    const bar = { threshold: twoThirds, quorum: null };
    expect(tallyOf(figures, bar, charter()).verdict).toBe('adopted');
    expect(tallyOf(inPerson, bar, charter()).decided).toBe(false);
    const against = { ...story, ballots: { mira: 'for', aria: 'against', tess: 'against' } as const };
    expect(tallyOf(delegationRecord(poll(against), unlimited).figures, bar, charter()).verdict).toBe(
      'rejected',
    );
  });

  it('VOT-6 a poll holds ballots of its electors only, one of each that counts', () => {
    const given = poll({ electors: ['mira', 'opus'], ballots: { mira: 'for' } });
    const of = (elector: string) => () =>
      delegationRecord({ ...given, ballots: [...given.ballots, { elector, choice: 'for' }] }, unlimited);
    for (const elector of ['vega', 'mira'])
      expect(of(elector)).toThrow(new RangeError(`${elector} is no elector, or has two ballots that count`));
    expect(of('opus')().figures.for).toBe(2);
  });

  it('DEL-5 a poll holds one disclosure of each member that counts', () => {
    const given = poll({ electors: ['mira'], ballots: { mira: 'for' } });
    const disclosures = [...given.disclosures, { member: 'mira', interests: 'I own the quarry' }];
    expect(() => delegationRecord({ ...given, disclosures }, unlimited)).toThrow(
      new RangeError('mira has two disclosures that count'),
    );
  });
});
