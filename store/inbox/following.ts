/** Following and muting: what a member wants to hear of a process beside what they owe in it (CNF-5). */
import { sql } from 'kysely';
import type { Member } from '../../rules/model.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { isInRoom } from '../processes/rooms.ts';

/** Everything that happens in it; or what one owes alone. */
export const wishes = ['all', 'owed'] as const;
export type Wish = (typeof wishes)[number];

export interface Following {
  readonly decision: string;
  readonly notices: Wish;
  /** Since when; ISO 8601, UTC. */
  readonly at: string;
}

const columns = ['decision', 'notices', 'at'] as const;

/** Processes that a member follows or mutes at once. */
const mostFollowed = 1_000;

/**
 * Keeps what a member wants to hear of a process; the same again changes nothing. Undefined where it is not theirs to see (AUT-2).
 * Refused beyond the limit (facts: `most`).
 */
export async function follow(
  db: Db,
  clock: Clock,
  member: Pick<Member, 'id' | 'roles'>,
  { decision, notices }: Pick<Following, 'decision' | 'notices'>,
): Promise<{ readonly following: Following } | { readonly refusal: Refusal } | undefined> {
  return db.transaction().execute(async (trx) => {
    if (!(await maySee(trx, decision, member))) return undefined;
    // One at a time, so that the limit holds.
    await sql`select pg_advisory_xact_lock(hashtextextended(${member.id}, 4))`.execute(trx);
    const at = await clock(trx);
    const known = await followingOf(trx, member.id, decision);
    if (known?.notices === notices) return { following: known };
    if (known === undefined && (await countFollowed(trx, member.id)) >= mostFollowed)
      return { refusal: refuse('limit-reached', 'CNF-5', { most: mostFollowed }) };
    const following = await trx
      .insertInto('following')
      .values({ decision, member: member.id, notices, at })
      .onConflict((conflict) => conflict.columns(['decision', 'member']).doUpdateSet({ notices, at }))
      .returning(columns)
      .executeTakeFirstOrThrow();
    return { following };
  });
}

/** Whether a process shows itself to a member: a draft to its author, a room to who is in it (AUT-2). */
async function maySee(trx: Trx, id: string, member: Pick<Member, 'id' | 'roles'>): Promise<boolean> {
  const proposal = await trx
    .selectFrom('proposals')
    .select(['submitted_at', 'author'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (proposal !== undefined) return proposal.submitted_at !== null || proposal.author === member.id;
  const process = await trx
    .selectFrom('processes')
    .select(['id', 'confidential', 'parties'])
    .where('id', '=', id)
    .executeTakeFirst();
  return process !== undefined && (!process.confidential || (await isInRoom(trx, process, member)));
}

async function followingOf(trx: Trx, member: string, decision: string): Promise<Following | undefined> {
  return trx
    .selectFrom('following')
    .select(columns)
    .where('decision', '=', decision)
    .where('member', '=', member)
    .executeTakeFirst();
}

async function countFollowed(trx: Trx, member: string): Promise<number> {
  const { count } = await trx
    .selectFrom('following')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('member', '=', member)
    .executeTakeFirstOrThrow();
  return count;
}

/** From now on the member hears what concerns them. Answers what they had wanted; undefined where nothing. */
export async function unfollow(db: Db, member: string, decision: string): Promise<Following | undefined> {
  return db
    .deleteFrom('following')
    .where('decision', '=', decision)
    .where('member', '=', member)
    .returning(columns)
    .executeTakeFirst();
}

/** A member's own, by the ids of the processes, after one of them, at most `limit`. */
export async function listFollowing(
  db: Db,
  member: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<Following[]> {
  let query = db
    .selectFrom('following')
    .select(columns)
    .where('member', '=', member)
    .orderBy('decision')
    .limit(limit);
  if (after !== undefined) query = query.where('decision', '>', after);
  return query.execute();
}
