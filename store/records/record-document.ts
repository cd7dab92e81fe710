/** The record of an ended proposal, from the rows that it left: one canonical JSON document (REC-1). */
import { charterCopy } from '../../charter/copy.ts';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { composeRecord, type RecordFacts } from '../../ledger/proposal/composition.ts';
import type { TimelineEntry } from '../../ledger/parts/evidence-entries.ts';
import type { VersionEntry } from '../../ledger/parts/schema/evidence.ts';
import type { PartOf } from '../../ledger/parts/kinds.ts';
import type { Dissent, RecordRules, RoundRecord, VoteRecord } from '../../ledger/parts/schema/record.ts';
import { tookPartOf } from '../../ledger/parts/took-part.ts';
import { proposalRulesOf } from '../../ledger/proposal/rules.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import { dissentOf } from '../ballots/answers/answers.ts';
import { charterVersion } from '../council/charters.ts';
import type { PreferenceResult, RoundResult } from '../ballots/closing.ts';
import type { Trx } from '../postgres/database.ts';
import { type Poll, pollsOf } from '../ballots/polls.ts';
import { allOf, entriesOf, evidenceRoots, type Roots } from './record-evidence.ts';
import { councilOf } from './signed-records.ts';
import { proposalSalt } from '../log/salts.ts';

export interface KeptRecord {
  /** What the archive lists it under. */
  readonly title: string;
  /** The exact bytes of the record: what is served, and what the ledger hashes. */
  readonly bytes: Buffer;
}

/**
 * Composes the record. The decision's last entry, `ended`, is written already, and its polls are closed.
 * @param settled roots that are known already
 * @throws where the decision never was submitted, or its charter version is missing
 */
export async function recordOf(
  trx: Trx,
  state: ProposalState,
  settled: Partial<Roots<'proposal'>>,
): Promise<KeptRecord> {
  const { id, category, tier, author, createdAt, submittedAt, charter, electorate, version } = state;
  if (submittedAt === null) throw new Error(`${id} never was submitted`);
  // Before the roots, which it is a part of.
  const salt = await proposalSalt(trx, state);
  const versions = await entries<VersionEntry>(trx, id, 'versions');
  const rules = await rulesIn(trx, state);
  const facts: RecordFacts = {
    id,
    category,
    tier,
    author,
    createdAt,
    submittedAt,
    links: [...state.links],
    charter,
    rules,
    ...(await councilOf(trx, rules)),
    electorate,
    version,
    versions,
    timeline: await entries<TimelineEntry>(trx, id, 'timeline'),
    rounds: await roundsOf(trx, id),
    votes: (await pollsOf(trx, id, 'votes')).map(voteOf),
    declared: await declaredIn(trx, id),
    salt,
    dissent: (await dissentOf(trx, id)) as Dissent[],
    evidence: await evidenceRoots(trx, 'proposal', id, settled),
  };
  const title = versions.find((text) => text.version === version)?.content.title ?? '';
  return { title, bytes: canonicalBytes(composeRecord(facts)) };
}

const entries = <Entry>(trx: Trx, id: string, part: PartOf<'proposal'>): Promise<Entry[]> =>
  allOf(entriesOf(trx, 'proposal', id, part)) as Promise<Entry[]>;

/** The parts of the decision's own charter copy that its outcome follows from (CHA-1). */
async function rulesIn(trx: Trx, { id, category, tier, charter: copy }: ProposalState): Promise<RecordRules> {
  const kept = await charterVersion(trx, copy.version);
  if (kept === undefined) throw new Error(`no charter version ${copy.version}`);
  const rules = proposalRulesOf(charterCopy(kept, copy.pace).charter, { category, tier });
  if (rules === undefined)
    throw new Error(`${id} is of category ${category}, which its charter does not have`);
  return rules;
}

/** How many members declared something, by kind. */
async function declaredIn(trx: Trx, id: string): Promise<Record<string, number>> {
  const rows = await trx
    .selectFrom('declarations')
    .select((eb) => ['kind', eb.fn.count<number>('member').distinct().as('members')])
    .where('decision', '=', id)
    .groupBy('kind')
    .execute();
  return Object.fromEntries(rows.map(({ kind, members }) => [kind, members]));
}

const windowOf = ({ version, opens, closes, closedAt }: Poll) => {
  if (closedAt === null) throw new Error('a poll is still open');
  return { version, opens, closes, closedAt };
};

async function roundsOf(trx: Trx, id: string): Promise<RoundRecord[]> {
  const maps = await pollsOf(trx, id, 'preferences');
  const rankings = await rankingsByRound(trx, id);
  return (await pollsOf(trx, id, 'positions')).map((poll) => {
    const { number, result } = poll;
    const map = maps.find((one) => one.number === number)?.result as PreferenceResult | null | undefined;
    return {
      round: number,
      ...windowOf(poll),
      ...tookPartOf(poll.participation),
      positions: result as RoundResult | null,
      preferences:
        map == null ? null : { rankings: rankings.get(number) ?? 0, condorcetWinner: map.condorcetWinner },
    };
  });
}

/** How many electors gave a ranking, round by round. */
async function rankingsByRound(trx: Trx, id: string): Promise<ReadonlyMap<number, number>> {
  const rows = await trx
    .selectFrom('current_answers as a')
    .innerJoin('polls as p', 'p.id', 'a.poll')
    .select((eb) => ['p.number', eb.fn.countAll<number>().as('rankings')])
    .where('p.decision', '=', id)
    .where('p.kind', '=', 'preferences')
    .groupBy('p.number')
    .execute();
  return new Map(rows.map(({ number, rankings }) => [number, rankings]));
}

const voteOf = (poll: Poll): VoteRecord =>
  ({
    vote: poll.number,
    ...windowOf(poll),
    ...tookPartOf(poll.participation, poll.reasonsAgainst),
    extended: poll.extended,
    tally: poll.result,
  }) as VoteRecord;
