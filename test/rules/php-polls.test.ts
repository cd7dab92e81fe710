/** Real votes on PHP's RFCs: each poll under its published rule gives the published result (VOT-1, VOT-4, VOT-6). */
import { describe, expect, it } from 'vitest';
import type { Charter } from '../../charter/types.ts';
import type { Bar } from '../../rules/polls/deadlock.ts';
import type { Choice } from '../../rules/model.ts';
import { preferenceMap } from '../../rules/polls/preferences.ts';
import { atLeast } from '../../rules/polls/share.ts';
import { tallyOf, type BallotCount } from '../../rules/polls/tally.ts';
import { countBallots } from './count.ts';
import { phpPolls, type NamedPhpPoll, type PhpPoll } from '../data/decisions.ts';
import { offline, threshold, twoThirds } from './charter.ts';

const { polls, namedPolls } = phpPolls();

/** PHP asks no quorum and knows no deadlock: what misses its threshold is declined. */
const php: Pick<Charter, 'offline' | 'deadlock'> = { offline: offline('exclude'), deadlock: null };

const yesNoPolls = polls.filter((poll) => poll.yesNo && !poll.countsMissing);
const optionPolls = polls.filter((poll) => !poll.yesNo);
const pollOf = (id: string): PhpPoll => polls.find((poll) => poll.id === `php-${id}`)!;
const namedPoll = (id: string): NamedPhpPoll => namedPolls.find((poll) => poll.id === `php-named-${id}`)!;

function barOf({ rule }: PhpPoll): Bar {
  return { threshold: threshold(rule!.num, rule!.den, { strict: rule!.kind === 'moreThan' }), quorum: null };
}

/** Nobody knows who might have voted and did not: the electorate is who did. */
function outcomeOf(votes: BallotCount, bar: Bar): 'accepted' | 'declined' {
  const electorate = votes.for + votes.against + votes.abstain;
  const figures = { ...votes, represented: 0, electorate, answered: electorate, offlineUnanswered: 0 };
  return tallyOf(figures, bar, php).verdict === 'adopted' ? 'accepted' : 'declined';
}

/** An option that nobody chose is left out of the source. */
function votesOf({ counts }: PhpPoll): BallotCount {
  return { for: counts['Yes'] ?? 0, against: counts['No'] ?? 0, abstain: counts['Abstain'] ?? 0 };
}

/** The polls whose RFC ended in another way than they did: its status line speaks of all its polls together. */
const answeredOtherwise = new Map([
  ['php-jit-q37', 'the RFC was accepted for PHP 8; this poll wanted it in PHP 7.4 too'],
  [
    'php-improve-openssl-random-pseudo-bytes-q20',
    'the RFC was accepted to fail closed; this poll wanted a parameter deprecated too',
  ],
  [
    'php-array_key_first_last-q16',
    'the RFC was accepted for the keys of an array; this poll wanted its values too',
  ],
]);
const standing = yesNoPolls.filter((poll) => !poll.superseded && poll.published.outcome !== 'mixed');

describe('the polls of PHP, by their counts', () => {
  it('VOT-1 are all there: 27 answered by yes or no, 4 by an option, none without its counts', () => {
    expect(polls).toHaveLength(31);
    expect(polls.filter((poll) => poll.countsMissing)).toEqual([]);
    expect([yesNoPolls.length, optionPolls.length]).toEqual([27, 4]);
  });

  it.each(standing.filter((poll) => !answeredOtherwise.has(poll.id)).map((poll) => [poll.id, poll] as const))(
    'VOT-1 %s ends as published',
    (_, poll) => {
      expect(outcomeOf(votesOf(poll), barOf(poll))).toBe(poll.published.outcome);
    },
  );

  it.each([...answeredOtherwise])('VOT-1 %s is declined: %s', (id) => {
    const poll = polls.find((each) => each.id === id)!;
    expect(poll.published).toMatchObject({ outcome: 'accepted', scope: 'rfc' });
    expect(outcomeOf(votesOf(poll), barOf(poll))).toBe('declined');
  });

  it('VOT-1 both questions on short tags pass two thirds, though the RFC ended mixed', () => {
    for (const id of ['deprecate_php_short_tags-q40', 'deprecate_php_short_tags-q41']) {
      expect(pollOf(id).published.outcome).toBe('mixed');
      expect(outcomeOf(votesOf(pollOf(id)), barOf(pollOf(id)))).toBe('accepted');
    }
  });

  it('VOT-6 a poll that was replaced decides nothing, even at exactly two thirds: the one that stands does', () => {
    const replaced = yesNoPolls.filter((poll) => poll.superseded);
    expect(replaced.map((poll) => poll.id)).toEqual(['php-make_ctor_ret_void-q362']);
    expect(outcomeOf(votesOf(replaced[0]!), barOf(replaced[0]!))).toBe('accepted');
    const stands = pollOf('make_ctor_ret_void-q364');
    expect(outcomeOf(votesOf(stands), barOf(stands))).toBe('declined');
    expect(stands.published.outcome).toBe('declined');
    expect(replaced[0]!.published.outcome).toBe('declined');
  });

  it('VOT-1 the one poll whose rule nobody states would pass by a majority and not by two thirds', () => {
    const unsure = yesNoPolls.filter((poll) => poll.rule!.basis === 'tracker-default');
    expect(unsure.map((poll) => poll.id)).toEqual(['php-make_ctor_ret_void-q365']);
    expect(outcomeOf(votesOf(unsure[0]!), { threshold: twoThirds, quorum: null })).toBe('declined');
    const majority = { threshold: threshold(1, 2, { strict: true }), quorum: null };
    expect(outcomeOf(votesOf(unsure[0]!), majority)).toBe('accepted');
  });
});

describe('the boundaries that PHP came upon', () => {
  const twoThirdsOf = (inFavour: number, against: number) =>
    outcomeOf({ for: inFavour, against, abstain: 0 }, { threshold: twoThirds, quorum: null });

  it('VOT-1 16:8 is exactly two thirds and passes; one vote turned, it does not', () => {
    expect(votesOf(pollOf('integer_semantics'))).toEqual({ for: 16, against: 8, abstain: 0 });
    expect([twoThirdsOf(16, 8), twoThirdsOf(15, 9)]).toEqual(['accepted', 'declined']);
  });

  it('VOT-1 23:11 is one vote over two thirds, 11:6 one under', () => {
    expect(votesOf(pollOf('list_keys'))).toEqual({ for: 23, against: 11, abstain: 0 });
    expect(votesOf(pollOf('readline_interactive_shell_result_function'))).toEqual({
      for: 11,
      against: 6,
      abstain: 0,
    });
    expect([twoThirdsOf(23, 11), twoThirdsOf(22, 11), twoThirdsOf(21, 11)]).toEqual([
      'accepted',
      'accepted',
      'declined',
    ]);
    expect([twoThirdsOf(11, 6), twoThirdsOf(12, 6)]).toEqual(['declined', 'accepted']);
  });

  it('VOT-1 the rule decides, not the share: 9:7 passes a majority, 29:20 misses two thirds', () => {
    const emulation = pollOf('debugging_pdo_prepared_statement_emulation');
    const application = pollOf('partial_function_application');
    expect(outcomeOf(votesOf(emulation), barOf(emulation))).toBe('accepted');
    expect(outcomeOf(votesOf(emulation), barOf(application))).toBe('declined');
    expect(outcomeOf(votesOf(application), barOf(application))).toBe('declined');
    expect(outcomeOf(votesOf(application), barOf(emulation))).toBe('accepted');
  });

  it('VOT-1 12:12 is a tie and no majority', () => {
    const tie = votesOf(pollOf('improve-openssl-random-pseudo-bytes-q20'));
    expect(tie).toEqual({ for: 12, against: 12, abstain: 0 });
    expect(outcomeOf(tie, { threshold: threshold(1, 2, { strict: true }), quorum: null })).toBe('declined');
  });
});

describe('the polls of PHP that pick an option', () => {
  /** Who picks one option ranks it first and nothing else. */
  const mapOf = (counts: Readonly<Record<string, number>>) => {
    const options = Object.keys(counts);
    const rankings = Object.entries(counts).flatMap(([option, number]) =>
      Array.from({ length: number }, () => [[option]]),
    );
    return preferenceMap(options, options[0]!, rankings);
  };

  it.each([
    ['make_ctor_ret_void-q363', 'PHP 9.0'],
    ['size_t_and_int64_next-q238', 'phpng'],
    ['nullable_intersection_types-q476', '"|null" suffix'],
    ['nullable_intersection_types-q477', 'with brackets around'],
  ])('CON-1 %s has "%s" first', (id, winner) => {
    const map = mapOf(pollOf(id).counts);
    expect(map.firstChoices).toEqual(pollOf(id).counts);
    expect(map.condorcetWinner).toBe(winner);
    expect(map.schulze[0]).toEqual([winner]);
  });
});

describe('the polls of PHP whose voters are known', () => {
  const choiceOf: Readonly<Record<string, Choice>> = { Yes: 'for', No: 'against' };
  const yesNo = namedPolls.filter(({ options }) => options.every((option) => option in choiceOf));
  const count = (poll: NamedPhpPoll) =>
    countBallots(
      poll.ballots.map(([elector, option]) => ({ elector, number: 1, choice: choiceOf[option]! })),
    );
  const twoThirdsBar: Bar = { threshold: twoThirds, quorum: null };

  it('VOT-3 have one ballot for each voter', () => {
    expect(namedPolls).toHaveLength(8);
    expect(namedPolls.reduce((sum, { ballots }) => sum + ballots.length, 0)).toBe(525);
    for (const { ballots } of namedPolls)
      expect(new Set(ballots.map(([voter]) => voter)).size).toBe(ballots.length);
  });

  it.each(yesNo.map((poll) => [poll.id, poll] as const))(
    'VOT-4 %s counts as published, ballot by ballot',
    (_, poll) => {
      expect(count(poll)).toEqual({ for: poll.counts['Yes'], against: poll.counts['No'], abstain: 0 });
      expect(count({ ...poll, ballots: [...poll.ballots].reverse() })).toEqual(count(poll));
    },
  );

  it('VOT-1 67:34 is over 66 % and under two thirds: a percentage gets it wrong', () => {
    const votes = count(namedPoll('scalar_type_hints-1'));
    expect(votes).toEqual({ for: 67, against: 34, abstain: 0 });
    expect(atLeast({ num: 66, den: 100 }, votes.for, votes.for + votes.against)).toBe(true);
    expect(outcomeOf(votes, twoThirdsBar)).toBe('declined');
    expect(outcomeOf({ ...votes, for: 68 }, twoThirdsBar)).toBe('accepted');
  });

  it('VOT-1 the names reserved for PHP 7 end partly accepted: all but one of the five', () => {
    const reserved = namedPolls.filter(({ rfc }) => rfc === 'reserve_even_more_types_in_php_7');
    expect(reserved.map((poll) => outcomeOf(count(poll), twoThirdsBar))).toEqual([
      'accepted',
      'declined',
      'accepted',
      'accepted',
      'accepted',
    ]);
    for (const { published } of reserved) expect(published.status).toMatch(/^Partially Accepted/);
  });

  it('VOT-1 35:17 is one vote over two thirds', () => {
    const votes = count(namedPoll('reserve_even_more_types_in_php_7-1'));
    expect(votes).toEqual({ for: 35, against: 17, abstain: 0 });
    expect(outcomeOf({ ...votes, for: 33 }, twoThirdsBar)).toBe('declined');
    expect(outcomeOf({ ...votes, for: 34 }, twoThirdsBar)).toBe('accepted');
  });

  it('VOT-6 the polls copied while open hold ballots cast after their planned day', () => {
    const late = namedPolls.filter(({ ballots, plannedCloseDate }) =>
      ballots.some(([, , at]) => at.slice(0, 10) > plannedCloseDate),
    );
    expect(late.length).toBeGreaterThan(0);
    for (const { pollClosed } of late) expect(pollClosed).toBe(false);
  });

  it('PRO-6 the polls of a withdrawn RFC were over before their day, and decided nothing', () => {
    const withdrawn = namedPolls.filter(({ published }) => published.status === 'Withdrawn');
    expect(withdrawn).toHaveLength(3);
    for (const { closedDate, plannedCloseDate } of withdrawn)
      expect(closedDate! < plannedCloseDate).toBe(true);
  });

  it('CON-1 the poll on type aliases has the option that most voters chose first', () => {
    const poll = namedPoll('scalar_type_hints-2');
    const map = preferenceMap(
      poll.options,
      poll.options.at(-1)!,
      poll.ballots.map(([, option]) => [[option]]),
    );
    expect(map.firstChoices).toEqual(poll.counts);
    expect(map.schulze[0]).toEqual(['Allow synonyms']);
  });
});
