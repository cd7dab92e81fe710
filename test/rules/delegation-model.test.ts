/** Delegations against the oracle, and what holds of them whatever anybody does (DEL-1 to DEL-6, VOT-3, VOT-4, VOT-8). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Charter } from '../../charter/types.ts';
import type { Delegation, Scope } from '../../rules/delegation/scope.ts';
import { chainOf, delegationRecord, type DelegationRecord, type NamedPoll } from './delegation-record.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { charter, threeQuarters, twoThirds } from './charter.ts';
import { oracle, told } from './delegation-oracle.ts';

type Rules = NonNullable<Charter['delegation']>;
type Act =
  | { act: 'delegate'; from: string; to: string; scope: Scope; minutes: number }
  | { act: 'revoke'; which: number }
  | { act: 'ballot'; elector: string; choice: 'for' | 'against' | 'abstain' }
  | { act: 'disclose'; member: string; interests: string };
/** What happened in a poll, one act a minute; `closes` is a minute among them. */
interface Story {
  readonly electors: readonly { readonly id: string; readonly offline: boolean }[];
  readonly acts: readonly Act[];
  readonly closes: number;
}

const instant = (minute: number) => new Date(Date.UTC(2026, 2, 1) + minute * 60_000).toISOString();
const decision = { id: 'decision-1', category: 'infrastructure' };

/** The poll as the box holds it at its close: later answers were refused, later delegations and revocations are there all the same. */
function pollOf({ electors, acts, closes }: Story): NamedPoll {
  const delegations: Delegation[] = [];
  const ballots = new Map<string, NamedPoll['ballots'][number]>();
  const disclosures = new Map<string, NamedPoll['disclosures'][number]>();
  acts.forEach((act, minute) => {
    switch (act.act) {
      case 'delegate': {
        const { from, to, scope, minutes } = act;
        const sequence = delegations.length + 1;
        const span = { madeAt: instant(minute), until: instant(minute + minutes), revokedAt: null };
        delegations.push({ id: `delegation-${sequence}`, sequence, from, to, scope, ...span });
        return;
      }
      case 'revoke': {
        const place = act.which % Math.max(1, delegations.length);
        const delegation = delegations[place];
        if (delegation?.revokedAt === null)
          delegations[place] = { ...delegation, revokedAt: instant(minute) };
        return;
      }
      case 'ballot':
        if (minute < closes && electors.some(({ id }) => id === act.elector))
          ballots.set(act.elector, { elector: act.elector, choice: act.choice });
        return;
      case 'disclose':
        if (minute < closes) disclosures.set(act.member, { member: act.member, interests: act.interests });
        return;
    }
  });
  return {
    decision,
    closes: instant(closes),
    electors,
    ballots: [...ballots.values()],
    disclosures: [...disclosures.values()],
    delegations,
  };
}

const anyRules: fc.Arbitrary<Rules> = fc.record({
  longest: fc.constant(90 * 86_400_000),
  chains: fc.boolean(),
  conflicted: fc.constantFrom('carry', 'drop'),
  cap: fc.oneof(
    fc.constant(null),
    fc
      .tuple(fc.nat(6), fc.integer({ min: 1, max: 6 }), fc.constantFrom('delegated', 'electorate'))
      .map(([num, den, of]) => ({ num: Math.min(num, den), den, of })),
  ),
});

const names = ['aria', 'ct', 'iris', 'juno', 'kai', 'mira', 'noor', 'opus', 'rhea', 'sol', 'tess', 'vega'];
/** The places in `names` of those who are not in the electorate (DEL-6). */
const strangers = [2, 7];
const anyStory: fc.Arbitrary<Story> = fc.integer({ min: 1, max: names.length }).chain((people) => {
  const member = fc.constantFrom(...names.slice(0, people));
  /** Most trust the same few, who vote: else hardly a chain would end at a ballot, and no cap would be met. */
  const popular = fc.oneof({ arbitrary: fc.constantFrom(...names.slice(0, 2)), weight: 2 }, member);
  const scope = fc.constantFrom<Scope>(
    { proposal: decision.id },
    { category: decision.category },
    {},
    {},
    { proposal: 'decision-2' },
    { category: 'resources' },
  );
  const choice = fc.constantFrom('for' as const, 'against' as const, 'abstain' as const);
  const interests = fc.constantFrom('none', 'none', 'my sister builds it');
  const soon = fc.integer({ min: 1, max: 60 });
  const delegate = fc.record({
    act: fc.constant('delegate' as const),
    from: member,
    to: popular,
    scope,
    minutes: fc.oneof({ arbitrary: fc.constant(1000), weight: 5 }, soon),
  });
  const act: fc.Arbitrary<Act> = fc.oneof(
    { arbitrary: delegate, weight: 12 },
    { arbitrary: fc.record({ act: fc.constant('revoke' as const), which: fc.nat(60) }), weight: 1 },
    { arbitrary: fc.record({ act: fc.constant('ballot' as const), elector: popular, choice }), weight: 2 },
    {
      arbitrary: fc.record({ act: fc.constant('disclose' as const), member: popular, interests }),
      weight: 4,
    },
  );
  const longest = 60;
  return fc.record({
    electors: fc.tuple(
      ...names
        .slice(0, people)
        .filter((_, place) => !strangers.includes(place))
        .map((id) => fc.record({ id: fc.constant(id), offline: fc.boolean() })),
    ),
    acts: fc.array(act, { minLength: people, maxLength: longest, size: 'max' }),
    closes: fc.oneof({ arbitrary: fc.constant(longest), weight: 3 }, fc.nat(longest)),
  });
});

const runs = { numRuns: 1000 };
/** The vote of each delegator, by name. */
const votesOf = (record: DelegationRecord) => told(record).votes;

describe('delegations resolved', () => {
  it.prop([anyStory, anyRules], runs)(
    'DEL-1, DEL-2, DEL-3, DEL-4, DEL-5, DEL-6 are what reading the rules aloud gives',
    (story, rules) => {
      const poll = pollOf(story);
      expect(told(delegationRecord(poll, rules))).toEqual(oracle(poll, rules));
    },
  );

  it.prop(
    [
      anyStory.chain((story) => {
        const poll = pollOf(story);
        const mixed = <Item>(items: readonly Item[]) =>
          fc.shuffledSubarray([...items], { minLength: items.length });
        return fc.record({
          poll: fc.constant(poll),
          shuffled: fc.record({
            decision: fc.constant(decision),
            closes: fc.constant(poll.closes),
            electors: mixed(poll.electors),
            ballots: mixed(poll.ballots),
            disclosures: mixed(poll.disclosures),
            delegations: mixed(poll.delegations),
          }),
        });
      }),
      anyRules,
    ],
    runs,
  )('VOT-4 the order of nothing matters', ({ poll, shuffled }, rules) => {
    expect(delegationRecord(shuffled, rules)).toEqual(delegationRecord(poll, rules));
  });

  it.prop([anyStory, anyRules, fc.uniqueArray(fc.string(), { minLength: 12, maxLength: 12 })], runs)(
    'VOT-4 the names of electors do not matter, whatever they spell',
    (story, rules, others) => {
      const renamed = (name: string) => others[names.indexOf(name)]!;
      const poll = pollOf(story);
      const other = delegationRecord(
        {
          ...poll,
          electors: poll.electors.map(({ id, offline }) => ({ id: renamed(id), offline })),
          ballots: poll.ballots.map(({ elector, choice }) => ({ elector: renamed(elector), choice })),
          disclosures: poll.disclosures.map((one) => ({ ...one, member: renamed(one.member) })),
          delegations: poll.delegations.map((one) => ({
            ...one,
            from: renamed(one.from),
            to: renamed(one.to),
          })),
        },
        rules,
      );
      const record = delegationRecord(poll, rules);
      expect({ ...other, representatives: [] }).toEqual({
        ...record,
        votes: record.votes.map((vote) => ({
          ...vote,
          elector: renamed(vote.elector),
          to: renamed(vote.to),
          representative: vote.representative === null ? null : renamed(vote.representative),
        })),
        representatives: [],
      });
    },
  );

  it.prop([anyStory, anyRules, fc.constantFrom(...names), fc.boolean()], runs)(
    'DEL-2 a ballot in person before or after everything else gives the same',
    (story, rules, voter, inFavour) => {
      const choice = inFavour ? ('for' as const) : ('against' as const);
      const ballot = { act: 'ballot', elector: voter, choice } as const;
      const nobodyElse = { act: 'ballot', elector: 'nobody', choice } as const;
      const others = story.acts.filter((act) => act.act !== 'ballot' || act.elector !== voter);
      const closes = others.length + 2;
      const first = { ...story, closes, acts: [ballot, ...others, nobodyElse] };
      const last = { ...story, closes, acts: [nobodyElse, ...others, ballot] };
      expect(delegationRecord(pollOf(first), rules)).toEqual(delegationRecord(pollOf(last), rules));
    },
  );

  it.prop([anyStory, anyRules], runs)(
    'VOT-3 every elector counts once at most: the votes never exceed the electorate',
    (story, rules) => {
      const poll = pollOf(story);
      const { figures, inPerson, votes } = delegationRecord(poll, rules);
      expect(figures.for + figures.against + figures.abstain).toBe(figures.answered);
      expect(figures.answered + figures.offlineUnanswered).toBeLessThanOrEqual(figures.electorate);
      expect(figures.answered).toBe(inPerson.answered + figures.represented);
      const voters = [
        ...poll.ballots.map(({ elector }) => elector),
        ...votes.filter(({ fate }) => fate === 'carried').map(({ elector }) => elector),
      ];
      expect(new Set(voters).size).toBe(voters.length);
      expect(voters).toHaveLength(figures.answered);
    },
  );

  it.prop([anyStory, anyRules], runs)(
    'DEL-3 caps hold after chains, and what exceeds was delegated after all that is carried',
    (story, rules) => {
      const { cap, votes, representatives, delegated } = delegationRecord(pollOf(story), rules);
      expect(representatives.reduce((sum, { received }) => sum + received, 0)).toBe(delegated);
      for (const { member, received, carried } of representatives) {
        expect(carried).toBeLessThanOrEqual(Math.min(received, cap ?? received));
        const fatesHere = votes.filter((vote) => vote.representative === member).map(({ fate }) => fate);
        if (fatesHere.includes('over-cap')) {
          expect(carried).toBe(cap);
          expect(fatesHere.lastIndexOf('carried')).toBeLessThan(fatesHere.indexOf('over-cap'));
        }
      }
    },
  );

  it.prop([anyStory, anyRules], runs)(
    'DEL-4 a cycle counts nothing: on its way nobody voted, and the way comes back',
    (story, rules) => {
      const poll = pollOf(story);
      const record = delegationRecord(poll, rules);
      const votes = votesOf(record);
      const voted = new Set(poll.ballots.map(({ elector }) => elector));
      for (const vote of record.votes) {
        const chain = chainOf(record, vote.elector, rules);
        const last = record.votes.find(({ delegation }) => delegation === chain.at(-1))!;
        expect(chain[0]).toBe(vote.delegation);
        if (vote.fate === 'cycle') {
          expect(voted.has(last.to)).toBe(false);
          expect(chain).toContain(votes[last.to]!.delegation);
        } else if (vote.fate === 'not-an-elector') {
          expect(poll.electors.map(({ id }) => id)).not.toContain(last.to);
        } else expect(last.to).toBe(vote.representative);
      }
    },
  );

  it.prop([anyStory, anyRules, fc.nat(60)], runs)(
    'DEL-3 removing one delegation changes nothing for those whose way does not pass its maker, but carried into over the cap or back',
    (story, rules, which) => {
      const poll = pollOf(story);
      const removed = poll.delegations[which % Math.max(1, poll.delegations.length)];
      fc.pre(removed !== undefined);
      const before = delegationRecord(poll, rules);
      const without = { ...poll, delegations: poll.delegations.filter((one) => one !== removed) };
      const after = votesOf(delegationRecord(without, rules));
      const own = before.votes.find(({ delegation }) => delegation === removed.id);
      if (own === undefined) expect(delegationRecord(without, rules)).toEqual(before);
      const throughCap = ['carried', 'over-cap'];
      for (const vote of before.votes) {
        if (own !== undefined && chainOf(before, vote.elector, rules).includes(own.delegation)) continue;
        const now = after[vote.elector]!;
        // Without chains, whom somebody silent delegated to shows in the reason alone: nothing was carried, nor is.
        const silent = ['representative-silent', 'chains-off'];
        if (silent.includes(vote.fate)) expect(silent).toContain(now.fate);
        // The maker's earlier delegation may count now, and take a place below the cap of another representative.
        else if (throughCap.includes(vote.fate) && (rules.cap !== null || vote.fate === 'over-cap'))
          expect(throughCap).toContain(now.fate);
        else expect(now.fate).toBe(vote.fate);
        expect(now.representative).toBe(vote.representative);
      }
    },
  );

  it.prop([anyStory, anyRules, fc.nat(11)], runs)(
    'DEL-2, DEL-3 whether a representative votes moves no cap, and no vote but those that end at them',
    (story, rules, which) => {
      const poll = pollOf(story);
      const representative = poll.ballots[which % Math.max(1, poll.ballots.length)]?.elector;
      const delegations = poll.delegations.filter(({ from }) => from !== representative);
      const ballots = poll.ballots.filter(({ elector }) => elector !== representative);
      const voting = delegationRecord({ ...poll, delegations }, rules);
      const silent = delegationRecord({ ...poll, delegations, ballots }, rules);
      expect([silent.delegated, silent.cap]).toEqual([voting.delegated, voting.cap]);
      const elsewhere = ({ votes }: DelegationRecord) =>
        votes.filter((vote) => vote.representative !== representative);
      expect(elsewhere(silent)).toEqual(elsewhere(voting));
    },
  );

  const inPersonFirst = fc.tuple(anyStory, fc.subarray(names)).map(([story, voters]) => {
    const ballots = voters.map((elector) => ({ act: 'ballot', elector, choice: 'for' }) as const);
    return { ...story, acts: [...ballots, ...story.acts] };
  });

  it.prop([inPersonFirst, anyRules, fc.dictionary(fc.constantFrom(...names), fc.boolean())], runs)(
    'VOT-8 where the ballots in person have decided, no further one changes the verdict, carried votes and caps included',
    (story, rules, further) => {
      const bar = { threshold: twoThirds, quorum: threeQuarters };
      const poll = pollOf(story);
      fc.pre(poll.electors.length > 0);
      const { inPerson, figures } = delegationRecord(poll, rules);
      const { decided, verdict } = tallyOf(inPerson, bar, charter());
      if (!decided) return;
      expect(tallyOf(figures, bar, charter()).verdict).toBe(verdict);
      const voted = new Set(poll.ballots.map(({ elector }) => elector));
      const more = poll.electors
        .filter(({ id }) => further[id] !== undefined && !voted.has(id))
        .map(({ id }) => ({ elector: id, choice: further[id] ? ('for' as const) : ('against' as const) }));
      const later = delegationRecord({ ...poll, ballots: [...poll.ballots, ...more] }, rules);
      expect(tallyOf(later.figures, bar, charter()).verdict).toBe(verdict);
    },
  );
});
