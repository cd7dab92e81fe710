/** Polls with delegations, told in a few words, for the tests of the rules. */
import type { Charter } from '../../charter/types.ts';
import type { Delegation } from '../../rules/delegation/scope.ts';
import { delegationRecord, type NamedPoll } from './delegation-record.ts';

export type Rules = NonNullable<Charter['delegation']>;

const closes = '2026-03-04T12:00:00.000Z';
/** One step each, without a limit; the same with chains; and with the default cap. */
export const unlimited: Rules = { longest: 1, chains: false, conflicted: 'carry', cap: null };
export const chains: Rules = { ...unlimited, chains: true };
export const quarter: Rules = { ...unlimited, cap: { num: 1, den: 4, of: 'delegated' } };

/** A delegation in force at the close, for all votes unless said otherwise; made after those before it in a list. */
export type Given = readonly [from: string, to: string, scope?: Delegation['scope']];

/** A poll about infrastructure. Whoever votes has disclosed that they have no interests, unless said otherwise. */
export function poll(story: {
  electors: readonly string[];
  ballots?: Readonly<Record<string, 'for' | 'against' | 'abstain'>>;
  delegations?: readonly Given[];
  interests?: Readonly<Record<string, string | null>>;
  offline?: readonly string[];
}): NamedPoll {
  const { electors, ballots = {}, delegations = [], interests = {}, offline = [] } = story;
  const told = { ...Object.fromEntries(Object.keys(ballots).map((id) => [id, 'none'])), ...interests };
  return {
    decision: { id: 'decision-1', category: 'infrastructure' },
    closes,
    electors: electors.map((id) => ({ id, offline: offline.includes(id) })),
    ballots: Object.entries(ballots).map(([elector, choice]) => ({ elector, choice })),
    disclosures: Object.entries(told).flatMap(([member, one]) =>
      one === null ? [] : [{ member, interests: one }],
    ),
    delegations: delegations.map(([from, to, scope = {}], place) => ({
      id: `${from}-${to}`,
      sequence: place + 1,
      from,
      to,
      scope,
      madeAt: '2026-03-01T00:00:00.000Z',
      until: '2026-04-01T00:00:00.000Z',
      revokedAt: null,
    })),
  };
}

/** What became of each delegated vote: who carried it, or why nobody did. */
export function fatesOf(story: Parameters<typeof poll>[0], rules: Rules): Record<string, string | null> {
  const { votes } = delegationRecord(poll(story), rules);
  return Object.fromEntries(
    votes.map(({ elector, fate, representative }) => [
      elector,
      fate === 'carried' ? `by ${representative}` : fate,
    ]),
  );
}
