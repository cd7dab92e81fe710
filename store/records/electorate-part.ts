/** The electorate in the evidence: each elector as it was fixed, with their absences and keys as far as its polls were open (MEM-3, MEM-4). */
import { type RawBuilder, sql } from 'kysely';
import type { Elector } from '../../ledger/parts/evidence-entries.ts';
import { emergencyPollKinds } from '../../rules/emergency/state.ts';
import { pollsOf } from '../ballots/polls.ts';
import {
  booleanIn,
  type Constant,
  constant,
  instantIn,
  listIn,
  numberIn,
  objectIn,
  page,
  pagesOf,
  plainIn,
  type Read,
} from '../postgres/entry-text.ts';

/** When the first poll of an elector's electorate opened, and the last one closed. */
const openness = sql`(select min(opens) as opened, max(closed_at) as closed from polls
  where polls.electorate = e.electorate or starts_with(polls.electorate, e.electorate || '/'))`;

/** The keys that counted for an elector as the electorate was fixed; revoked, as far as its polls were open (MEM-3). */
const keys = listIn(
  objectIn({
    key: sql`k.key`,
    registered: numberIn(sql`k.sequence`),
    since: instantIn(sql`k.since`),
    until: instantIn(sql`case when k.revoked_at < p.closed then k.revoked_at end`),
  }),
  {
    from: sql`member_keys k, ${openness} p where k.member = e.member and k.fingerprint = any (e.keys)`,
    by: sql`k.sequence`,
  },
);

/**
 * Of who was offline as the electorate was fixed: when they were, as far as its polls were open (MEM-4). What came after the last close
 * is no part of it.
 */
const absences = listIn(
  objectIn({
    from: instantIn(sql`ab.counts_from`),
    until: instantIn(sql`case when ab.lifted_at < p.closed then ab.lifted_at end`),
  }),
  {
    from: sql`absences ab, ${openness} p
      where ab.member = e.member and ab.counts_from < p.closed
        and (ab.lifted_at is null or ab.lifted_at > greatest(p.opened, ab.counts_from))`,
    by: sql`ab.counts_from`,
  },
);

type Members = Readonly<Record<string, RawBuilder<unknown> | Constant>>;

/** An object of these members, and of others where a row is so. */
function entryOf(
  members: Members,
  [first, ...others]: readonly (readonly [RawBuilder<unknown>, Members])[],
): RawBuilder<unknown> {
  if (first === undefined) return objectIn(members);
  const [isSo, more] = first;
  return sql`case when ${isSo} then ${entryOf({ ...members, ...more }, others)} else ${entryOf(members, others)} end`;
}

/** An electorate as it was fixed (MEM-3, MEM-4). @param more what else each entry says, as JSON texts */
function electorRows(
  electorate: string,
  more: Readonly<Record<string, Constant>>,
): (after: Pick<Elector, 'member'> | undefined) => RawBuilder<unknown> {
  const present = {
    kind: plainIn(sql`e.kind`),
    member: plainIn(sql`e.member`),
    offline: booleanIn(sql`e.offline`),
    ...more,
  };
  const entry = entryOf(present, [
    [sql`e.offline`, { absences }],
    [sql`e.keys is not null`, { keys }],
    [
      sql`(select parts from electorates where id = ${electorate}) in ('family', 'role')`,
      { part: plainIn(sql`e.part`) },
    ],
  ]);
  return (after) => sql`
    select ${entry} as text from electors e
    where e.electorate = ${electorate} and e.member > ${after?.member ?? ''} order by e.member limit ${page}`;
}

/** Of what has one electorate, under its own id. */
export const ownElectors: Read = (db, decision, as) =>
  pagesOf(db, as, electorRows(decision, { decision: constant(decision) }));

/** Of an emergency: of each poll that was opened its own. */
export const electorsByPoll: Read = async function* (db, decision, as) {
  for (const poll of emergencyPollKinds)
    for (const { electorate, number } of await pollsOf(db, decision, poll)) {
      const more = {
        decision: constant(decision),
        poll: constant(poll),
        pollNumber: constant(number),
      };
      yield* pagesOf(db, as, electorRows(electorate, more));
    }
};
