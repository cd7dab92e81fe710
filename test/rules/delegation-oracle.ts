/** Delegations resolved by reading the rules aloud, one elector at a time: slow, and obviously right. What rules/delegation*.ts must agree with. */
import type { Charter } from '../../charter/types.ts';
import type { Fraction } from '../../charter/thresholds.ts';
import type { Delegation } from '../../rules/delegation/scope.ts';
import type { DelegatedVote } from '../../rules/delegation/named.ts';
import type { DelegationRecord, NamedPoll } from './delegation-record.ts';
import type { Choice } from '../../rules/model.ts';

type Rules = NonNullable<Charter['delegation']>;

/** Where a delegated vote ends: at an elector; coming back on itself; or with somebody who is no elector. */
type End = { readonly at: string } | 'cycle' | 'outside';

const isAt = (end: End, elector: string) => typeof end === 'object' && end.at === elector;

/** What the rules say of a poll: everything in its record but the order of its lists. */
export type Told = Omit<DelegationRecord, 'votes' | 'representatives'> & {
  readonly votes: Readonly<Record<string, DelegatedVote>>;
  readonly representatives: Readonly<Record<string, { readonly received: number; readonly carried: number }>>;
};

/** The same of a record, to compare with. */
export function told(record: DelegationRecord): Told {
  return {
    ...record,
    votes: Object.fromEntries(record.votes.map((vote) => [vote.elector, vote])),
    representatives: Object.fromEntries(
      record.representatives.map(({ member, received, carried }) => [member, { received, carried }]),
    ),
  };
}

export function oracle(poll: NamedPoll, rules: Rules): Told {
  const isElector = (member: string) => poll.electors.some(({ id }) => id === member);
  const ballotOf = (member: string) => poll.ballots.find(({ elector }) => elector === member)?.choice;
  const interestsOf = (member: string) => poll.disclosures.find((one) => one.member === member)?.interests;

  const mine = (elector: string) => countingOf(elector, poll);
  const delegators = poll.electors
    .map(({ id }) => id)
    .filter((id) => ballotOf(id) === undefined && mine(id) !== undefined);

  /** Where a vote goes from one who delegated: the way there, and who or what is at its end. */
  const endOf = (elector: string, way: readonly string[] = []): End => {
    const to = mine(elector)!.to;
    if (!isElector(to)) return 'outside';
    if (ballotOf(to) !== undefined || mine(to) === undefined || !rules.chains) return { at: to };
    return [...way, elector].includes(to) ? 'cycle' : endOf(to, [...way, elector]);
  };
  const endsAt = (representative: string) =>
    delegators.filter((elector) => isAt(endOf(elector), representative)).sort(bySequence(poll));

  const received = poll.electors.map(({ id }) => ({ id, votes: endsAt(id) }));
  const delegated = received.reduce((sum, { votes }) => sum + votes.length, 0);
  const base = rules.cap?.of === 'electorate' ? poll.electors.length : delegated;
  const cap = rules.cap === null ? null : Math.max(1, greatestWhole(rules.cap, base));

  const judge = (elector: string): DelegatedVote => {
    const { id: delegation, to } = mine(elector)!;
    const end = endOf(elector);
    const vote = { elector, delegation, to, representative: null, exceeding: false };
    if (end === 'outside') return { ...vote, fate: 'not-an-elector' };
    if (end === 'cycle') return { ...vote, fate: 'cycle' };
    const representative = end.at;
    const exceeding = cap !== null && endsAt(representative).indexOf(elector) >= cap;
    const at = { ...vote, representative, exceeding };
    if (ballotOf(representative) === undefined)
      return {
        ...at,
        fate: mine(representative) === undefined ? 'representative-silent' : 'chains-off',
      };
    const interests = interestsOf(representative);
    if (interests === undefined) return { ...at, fate: 'undisclosed' };
    if (interests !== 'none' && rules.conflicted === 'drop') return { ...at, fate: 'conflicted' };
    return { ...at, fate: exceeding ? 'over-cap' : 'carried' };
  };

  const votes = delegators.map(judge);
  const carried = votes.filter(({ fate }) => fate === 'carried');
  const answers = (through: readonly DelegatedVote[]) =>
    poll.electors.map(({ id, offline }) => {
      const by = through.find(({ elector }) => elector === id)?.representative ?? id;
      return { choice: ballotOf(by), offline };
    });
  return {
    delegated,
    cap,
    votes: Object.fromEntries(votes.map((vote) => [vote.elector, vote])),
    representatives: Object.fromEntries(
      received
        .filter((one) => one.votes.length > 0)
        .map((one) => [
          one.id,
          {
            received: one.votes.length,
            carried: carried.filter(({ representative }) => representative === one.id).length,
          },
        ]),
    ),
    figures: { ...counted(answers(carried)), represented: carried.length },
    inPerson: { ...counted(answers([])), represented: 0 },
  };
}

/** DEL-1, read aloud: for this decision, else for its category, else for all; the latest of them. Instants of one form compare as text. */
function countingOf(elector: string, { delegations, decision, closes }: NamedPoll): Delegation | undefined {
  const inForce = delegations
    .filter(({ from }) => from === elector)
    .filter(({ madeAt, until }) => madeAt < closes && until > closes)
    .filter(({ revokedAt }) => revokedAt === null || revokedAt >= closes);
  const narrowest = [
    inForce.filter(({ scope }) => scope.proposal === decision.id),
    inForce.filter(({ scope }) => scope.category === decision.category),
    inForce.filter(({ scope }) => Object.keys(scope).length === 0),
  ].find((some) => some.length > 0);
  return narrowest?.reduce((one, other) => (other.sequence > one.sequence ? other : one));
}

function bySequence(poll: NamedPoll): (one: string, other: string) => number {
  return (one, other) => countingOf(one, poll)!.sequence - countingOf(other, poll)!.sequence;
}

/** The greatest whole number that is no more than the share, found by counting up. */
function greatestWhole({ num, den }: Fraction, whole: number): number {
  let part = 0;
  while ((part + 1) * den <= num * whole) part += 1;
  return part;
}

function counted(answers: readonly { readonly choice: Choice | undefined; readonly offline: boolean }[]) {
  const how = (wanted: Choice) => answers.filter(({ choice }) => choice === wanted).length;
  return {
    for: how('for'),
    against: how('against'),
    abstain: how('abstain'),
    electorate: answers.length,
    answered: answers.filter(({ choice }) => choice !== undefined).length,
    offlineUnanswered: answers.filter(({ choice, offline }) => choice === undefined && offline).length,
  };
}
