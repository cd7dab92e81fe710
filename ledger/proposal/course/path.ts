/** The way of a proposal through rounds, votes and the deadlock path, followed by its own figures (PRO-4, CON-4, DEA-1, DEA-2). */
import { lazyRounds, votesAfterRounds } from '../../../rules/polls/adoption.ts';
import { guardianMayAdopt } from '../../../rules/polls/deadlock.ts';
import { type Difference, inRecord } from '../../recount/difference.ts';
import type { Arrival } from './arrival.ts';
import { endingDifferences } from '../ending.ts';
import {
  isPrivate,
  type ProposalRecord,
  type RecordRules,
  type RoundRecord,
  type VoteRecord,
} from '../../parts/schema/record.ts';

/** Rounds and votes still to be passed. */
interface Way {
  rounds: readonly RoundRecord[];
  votes: readonly VoteRecord[];
}

/** Whether the outcome is where the rounds, votes and the guardian's word lead, and whether there is none too many. */
export function* pathDifferences(record: ProposalRecord): Generator<Difference> {
  const way: Way = { rounds: record.rounds, votes: record.votes };
  const arrival = follow(record, way);
  const passed = {
    rounds: record.rounds.length - way.rounds.length,
    votes: record.votes.length - way.votes.length,
  };
  for (const place of way.rounds.keys())
    yield inRecord(`/rounds/${passed.rounds + place}`, 'was not due any more');
  for (const place of way.votes.keys())
    yield inRecord(`/votes/${passed.votes + place}`, 'was not due any more');
  yield* endingDifferences(record, arrival);
}

/** The id of the decision whose failed action a record executes again, if it does (EXE-2). */
export const retryOf = ({ links }: Pick<ProposalRecord, 'links'>): string | undefined =>
  links.find(({ relation }) => relation === 'retry-of')?.id;

function follow(record: ProposalRecord, way: Way): Arrival {
  // Executing again what failed is no second decision (EXE-2).
  if (retryOf(record) !== undefined) return { at: 'adopted', rule: 'EXE-2' };
  if (isPrivate(record)) return { at: 'adopted', rule: 'TIE-1', since: record.submittedAt };
  // Nobody could answer it, and it opened by itself, else its submission was refused.
  if (record.electorate?.size === 0 && openedByItself(record)) return { at: 'rejected', rule: 'MEM-3' };
  const { category, charter } = record.rules;
  const { discussion, deadlock } = charter;
  return (
    discuss(record, way, lazyRounds(category)) ??
    discuss(record, way, discussion.rounds) ??
    (votesAfterRounds(category) ? vote(way, record.asks?.length ?? 1) : withoutConsent(deadlock)) ??
    (deadlock === null || deadlock.extraRounds === 0
      ? undefined
      : (discuss(record, way, deadlock.extraRounds) ?? vote(way))) ??
    (deadlock === null || deadlock.deferral === null ? undefined : vote(way)) ??
    lastResort(record)
  );
}

/** Where consent was not found it is rejected, or goes on as after a deadlock (CON-3). */
const withoutConsent = (deadlock: RecordRules['charter']['deadlock']): Arrival | undefined =>
  deadlock === null ? { at: 'rejected', rule: 'CON-3' } : undefined;

const openedByItself = ({ author, links }: ProposalRecord): boolean =>
  author === null || links.some(({ relation }) => relation === 'continuation-of');

/** A round at whose end an amendment was put adopts nothing: the new text was not answered yet (PRO-6). */
function discuss(record: ProposalRecord, way: Way, rounds: number): Arrival | undefined {
  for (let left = rounds; left > 0; left -= 1) {
    const [round, ...rest] = way.rounds;
    way.rounds = rest;
    if (round === undefined || round.positions === null) return { at: 'unfinished', rule: 'PRO-4' };
    const amended = record.versions.some(
      ({ version, inForceAt }) => version > round.version && inForceAt === round.closedAt,
    );
    if (!amended && round.positions.consensus.reached)
      return { at: 'adopted', rule: 'CON-4', since: round.closedAt };
  }
  return undefined;
}

/** @param together how many close at once: of a veto's question one for each matter, the first that is not lifted deciding (VET-2) */
function vote(way: Way, together = 1): Arrival | undefined {
  const votes = way.votes.slice(0, together);
  way.votes = way.votes.slice(together);
  const tallies = votes.flatMap(({ tally }) => tally ?? []);
  const [next] = votes;
  if (next === undefined || tallies.length < together) return { at: 'unfinished', rule: 'PRO-7' };
  switch (tallies.find(({ verdict }) => verdict !== 'adopted')?.verdict) {
    case undefined:
    case 'adopted':
      return { at: 'adopted', rule: 'VOT-1', since: next.closedAt };
    case 'rejected':
      return { at: 'rejected', rule: 'DEA-1' };
    case 'inquorate':
      return { at: 'inquorate', rule: 'PRO-8' };
    case 'deadlock':
      return undefined;
  }
}

/** A family’s matter goes to the council (TIE-3); what did not have enough for it the guardian cannot adopt, and silence rejects (DEA-2). */
function lastResort({ tier, votes, rules, resolution }: ProposalRecord): Arrival {
  if (tier === 2) return { at: 'escalated', rule: 'DEA-2' };
  const last = votes.findLast(({ tally }) => tally !== null)?.tally;
  const isAsked = last != null && guardianMayAdopt(last, rules.charter, rules.category);
  const rule = 'DEA-2';
  if (!isAsked) return { at: 'rejected', rule };
  return resolution?.adopt === true && resolution.at !== null
    ? { at: 'adopted', rule, since: resolution.at, isGuardianAsked: true }
    : { at: 'rejected', rule, isGuardianAsked: true };
}
