/** A council in the middle of a vote on a database of its own, and what its members do there with their votes. */
import { v7 } from 'uuid';
import { expect } from 'vitest';
import { type CharterDocument, describeFaults, readCharter } from '../../charter/load.ts';
import type { Choice, Member } from '../../rules/model.ts';
import { loadFirstCharter } from '../../store/council/charters.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import { closeVote } from '../../store/ballots/closing.ts';
import type { Db } from '../../store/postgres/database.ts';
import { takeDeclaration } from '../../store/ballots/declarations.ts';
import { type Delegated, makeDelegation } from '../../store/delegation/delegating.ts';
import type { DelegatedVoteEntry } from '../../store/delegation/evidence.ts';
import { allOf, entriesOf } from '../../store/records/record-evidence.ts';
import { standardCharter } from '../support/charter.ts';
import { person } from '../support/people.ts';
import { clockAt, type OpenPoll, withOpenPolls, takeAnswer } from '../support/polls.ts';

export const opens = '2026-03-02T09:00:00.000Z';
export const closes = '2026-03-05T09:00:00.000Z';
export const lastMillisecond = '2026-03-05T08:59:59.999Z';
/** The close of an extension. */
export const extended = '2026-03-08T09:00:00.000Z';
const later = '2026-05-01T00:00:00.000Z';

/** So many members, m00 and on. */
export const people = (count: number): Member[] =>
  Array.from({ length: count }, (_, index) => person(`m${String(index).padStart(2, '0')}`));

/** So many days from now: for stories that go by the database's clock. */
export const soon = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** The default charter with another section on delegation. */
export function charterWith(delegation: Partial<NonNullable<CharterDocument['delegation']>> = {}) {
  const { document } = standardCharter();
  const changed = { ...document, delegation: { ...document.delegation, ...delegation } };
  const loaded = readCharter(changed);
  if ('faults' in loaded) throw new Error(describeFaults(loaded.faults));
  return loaded;
}

/** A vote under way in a council of these members, under a charter with this section on delegation. */
export async function open(
  db: Db,
  members: readonly Member[],
  delegation: Parameters<typeof charterWith>[0] = {},
  more: Partial<OpenPoll> = {},
): Promise<string> {
  const loaded = charterWith(delegation);
  await loadFirstCharter(db, { ...loaded, at: opens });
  return withOpenPolls(db, {
    members,
    kinds: ['votes'],
    opens,
    closes,
    charter: loaded.charter,
    ...more,
  });
}

interface Giving {
  readonly scope?: { readonly proposal: string } | { readonly category: string } | Record<string, never>;
  readonly until?: string;
  readonly clock?: Clock;
}

export const delegate = (
  db: Db,
  from: Member,
  to: Member,
  { scope = {}, until = later, clock }: Giving = {},
): Promise<Delegated> =>
  makeDelegation(db, clock ?? clockAt(opens).clock, from, { id: v7(), to: to.id, scope, until }, 1);

export const delegated = async (...giving: Parameters<typeof delegate>) => {
  const made = await delegate(...giving);
  if ('refusal' in made) throw new Error(JSON.stringify(made.refusal));
  return made.delegation;
};

export const vote = async (
  db: Db,
  id: string,
  member: Member,
  choice: Choice,
  clock: Clock = clockAt(opens).clock,
) =>
  expect(
    await takeAnswer(db, clock, id, member, {
      kind: 'votes',
      choice,
      ranking: null,
      reason: null,
      version: undefined,
    }),
  ).toHaveProperty('entry');

export const disclose = async (db: Db, id: string, member: Member, interests = 'none', at = opens) =>
  expect(
    await takeDeclaration(db, clockAt(at).clock, id, member, {
      kind: 'disclosures',
      facts: { interests },
      request: null,
    }),
  ).toHaveProperty('entry');

export const closed = async (db: Db, id: string, at = closes) => {
  const closing = await closeVote(db, clockAt(at).clock, id, 1);
  return closing.open ? (closing.extended[0]?.tally ?? { open: true }) : closing.result[0];
};

/** What became of each delegated vote, by elector, once the vote has closed. */
export const fatesOf = async (db: Db, id: string) =>
  Object.fromEntries(
    ((await allOf(entriesOf(db, 'proposal', id, 'delegatedVotes'))) as DelegatedVoteEntry[]).map(
      ({ elector, fate }) => [elector, fate],
    ),
  );

export type Four = [Member, Member, Member, Member];
