/** A vote with its delegations resolved: at its close, and as it stands until then (DEL-1 to DEL-6, VOT-3, VOT-8). */
import { sql } from 'kysely';
import type { Charter } from '../../charter/types.ts';
import type { Concentration } from '../../rules/delegation/concentration.ts';
import { resolveDelegations } from '../../rules/delegation/resolution.ts';
import { capOf } from '../../rules/delegation/scope.ts';
import type { Figures } from '../../rules/polls/tally.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { awaitDelegating } from './delegations.ts';
import { departedFrom } from '../ballots/departures.ts';
import { type Look, votesCast, windowOf } from '../ballots/poll-figures.ts';
import type { Poll } from '../ballots/polls.ts';
import { tookPart, type TookPart } from '../ballots/took-part.ts';
import { type Asked, readColumns, takesIn } from './poll-columns.ts';
import { concentrationIn, mostNamed, type Resolved, type ResolvedVote, votesIn } from './resolved.ts';

/** A vote counted, from one snapshot (VOT-5). */
export interface CountedVote {
  readonly figures: Figures;
  /** The ballots in person alone: what else is out may still change the outcome (VOT-8). */
  readonly inPerson: Figures;
  /** How many votes a representative may carry; null: no limit, or no delegation. */
  readonly cap: number | null;
  /** Null where no delegation counts. */
  readonly resolved: Resolved | null;
  /** Who had left the electorate as it was counted (MEM-2). */
  readonly departed: readonly string[];
}

/**
 * Counts a vote with the delegations in force at an instant, its close or the close to come. Who closes holds the decision's lock. Where
 * nothing is delegated the ballots are counted where they stand.
 * @param closes ISO 8601
 * @param look unless given, as it stands
 */
export async function countVotes(trx: Trx, poll: Poll, closes: string, look?: Look): Promise<CountedVote> {
  const looked = look ?? { departed: await departedFrom(trx, poll) };
  const { departed } = looked;
  const { decision, electorate, id } = poll;
  const category = poll.rules.category.name;
  const window = windowOf(poll);
  const by = poll.rules.category.threshold.parts?.by;
  const asked: Asked = { decision, electorate, category, poll: id, closes, window, by, ...looked };
  const rules = rulesOf(poll);
  const resolved = await resolvedAt(trx, asked, rules);
  if (resolved !== null) {
    const { figures, inPerson, cap } = resolved.resolution;
    return { figures, inPerson, cap, resolved, departed };
  }
  const inPerson = await votesCast(trx, poll, looked);
  const cap = rules === null ? null : capOf(rules.cap, { delegated: 0, electorate: inPerson.electorate });
  return { figures: inPerson, inPerson, cap, resolved, departed };
}

const concentrationOf = ({ resolved, cap }: CountedVote): Concentration =>
  resolved === null
    ? { delegated: 0, cap, representatives: [], notCarried: [] }
    : concentrationIn(resolved, mostNamed);

/** A vote counted while it is open, as if it closed with what it holds now (VOT-8). */
export interface CountedNow extends CountedVote, TookPart {
  readonly concentration: Concentration;
}

/** The several looks at it see one snapshot (VOT-5). */
export async function countVotesNow(db: Db, poll: Poll): Promise<CountedNow> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const counted = await countVotes(trx, poll, poll.closedAt ?? poll.closes);
      return {
        ...counted,
        ...(await tookPart(trx, poll, counted.figures)),
        concentration: concentrationOf(counted),
      };
    });
}

/** The same at a close: whatever was made or revoked before it is seen, however late it was committed (DEL-1). */
export async function countVotesAtClose(trx: Trx, poll: Poll, closes: string): Promise<CountedVote> {
  if (rulesOf(poll) !== null) await awaitDelegating(trx);
  return countVotes(trx, poll, closes);
}

/** The delegated votes of a decision as they stand at an instant, whether or not a vote is open (DEL-5). */
export async function delegatedVotesAt(
  trx: Trx,
  asked: Omit<Asked, 'departed'>,
  rules: Charter['delegation'],
): Promise<Iterable<ResolvedVote>> {
  const { poll: id, electorate } = asked;
  const departed = await departedFrom(trx, { id, electorate, closedAt: null, result: null });
  return votesIn(await resolvedAt(trx, { ...asked, departed }, rules));
}

async function resolvedAt(trx: Trx, asked: Asked, rules: Charter['delegation']): Promise<Resolved | null> {
  if (rules === null || !(await anyDelegation(trx, asked))) return null;
  const columns = await readColumns(trx, asked);
  return columns === undefined ? null : { asked, columns, resolution: resolveDelegations(columns, rules) };
}

/** A decision that was opened before there was delegation has none (CHA-1). */
const rulesOf = ({ rules }: Poll): Charter['delegation'] => rules.charter.delegation ?? null;

/** Whether anybody at all has delegated what the decision is about: else nobody is looked at one by one. */
async function anyDelegation(trx: Trx, asked: Asked): Promise<boolean> {
  const { rows } = await sql`select from delegations d where ${takesIn(asked)} limit 1`.execute(trx);
  return rows.length > 0;
}
