/**
 * How an open vote stands (VOT-8). Where few may vote it is counted for each who asks; of a large electorate that takes long, so it is counted at
 * most once a second, however many ask, and what is answered says as of when.
 */
import { type CountedNow, countVotesNow } from '../../store/delegation/delegated-votes.ts';
import type { Poll } from '../../store/ballots/polls.ts';
import type { Db } from '../../store/postgres/database.ts';
import { forAll } from '../../store/postgres/leaving.ts';
import type { Services } from '../service/services.ts';

/** Electors from which on a count is shared. */
const large = 10_000;
/** Milliseconds for which one is answered; for how much longer while the next is under way; and for which it is kept. */
const fresh = 1_000;
const passable = 5_000;
const kept = 60_000;

export interface Standing {
  /** ISO 8601; whatever was committed before it is counted. */
  readonly at: string;
  readonly counted: CountedNow;
}

interface Shared {
  last: Standing | undefined;
  next: Promise<Standing> | undefined;
}

/** By poll, in this process. */
const shared = new Map<number, Shared>();

/** @param electors how many may vote */
export async function standingOf(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  poll: Poll,
  electors: number,
): Promise<Standing> {
  const at = await clock(db);
  const count = async (from: Db): Promise<Standing> => ({ at, counted: await countVotesNow(from, poll) });
  if (electors < large) return count(db);
  const known = shared.get(poll.id) ?? { last: undefined, next: undefined };
  shared.set(poll.id, known);
  const age = known.last === undefined ? Infinity : Date.parse(at) - Date.parse(known.last.at);
  if (known.last !== undefined && age < fresh) return known.last;
  known.next ??= keep(poll.id, known, count(forAll(db)));
  if (known.last === undefined || age >= passable) return known.next;
  // Whoever waits for it is told what became of it.
  known.next.catch(() => undefined);
  return known.last;
}

async function keep(poll: number, known: Shared, count: Promise<Standing>): Promise<Standing> {
  try {
    const standing = await count;
    known.last = standing;
    const over = setTimeout(() => {
      if (known.last === standing) shared.delete(poll);
    }, kept);
    over.unref();
    return standing;
  } finally {
    known.next = undefined;
  }
}
