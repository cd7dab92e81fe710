/** The record of an ended process, from the rows that it left: one canonical JSON document (REC-1). */
import { charterCopy } from '../../charter/copy.ts';
import type { CharterCopy } from '../../charter/types.ts';
import { composeAppeal } from '../../ledger/appeal/composition.ts';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { composeConflict, endedInRoom } from '../../ledger/conflict/composition.ts';
import type { RemedyVoteRecord } from '../../ledger/conflict/schema.ts';
import { type ClosedPoll, composeEmergency } from '../../ledger/emergency/composition.ts';
import type { Declaration, TimelineEntry } from '../../ledger/parts/evidence-entries.ts';
import { isOfParties, type PartOf, partsOf, type RecordKind } from '../../ledger/parts/kinds.ts';
import { recordedKinds } from '../../ledger/parts/recorded-kinds.ts';
import { tookPartOf } from '../../ledger/parts/took-part.ts';
import { titleOf } from '../../ledger/parts/inline.ts';
import type { RecordDocument } from '../../ledger/parts/records.ts';
import { appealRulesOf } from '../../ledger/appeal/rules.ts';
import { conflictRulesOf } from '../../ledger/conflict/rules.ts';
import { emergencyRulesOf } from '../../ledger/emergency/rules.ts';
import type { AppealState } from '../../rules/appeal/state.ts';
import type { ConflictState } from '../../rules/conflict/state.ts';
import type { EmergencyState } from '../../rules/emergency/state.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import { kindOf } from '../../rules/kinds.ts';
import { charterVersion } from '../council/charters.ts';
import type { Trx } from '../postgres/database.ts';
import { type Poll, pollsOf } from '../ballots/polls.ts';
import type { RemediesClosed } from '../ballots/process-polls.ts';
import type { ProcessChange, ProcessKind } from '../processes/processes.ts';
import type { KeptRecord } from './record-document.ts';
import { allOf, entriesOf, evidenceRoots } from './record-evidence.ts';
import { councilOf } from './signed-records.ts';
import { makeNameSalt, makeRoomSalt, proposalSalt } from '../log/salts.ts';
import type { PollKind } from '../../rules/model.ts';

/**
 * Composes the record. The process's last entry, `ended`, is written already, and its polls are closed.
 * @throws where its charter version is missing, or has no such processes
 */
export async function recordOfProcess(trx: Trx, process: ProcessChange): Promise<KeptRecord> {
  switch (process.kind) {
    case 'emergency':
      return listed(await emergencyRecord(trx, process.state), process);
    case 'conflict':
      return listed(await conflictRecord(trx, process.state), process);
    case 'appeal':
      return listed(await appealRecord(trx, process.state), process);
    default:
      return listed(await framedRecord(trx, process), process);
  }
}

/**
 * The archive lists it to members under the title of its record, or where that has none for the public, under what it is about (REC-5); under
 * what it is, whatever it was about, where it ended in its room (AUT-2).
 */
function listed(record: RecordDocument, process: ProcessChange): KeptRecord {
  const isInRoom = !('matter' in record) || 'hash' in record.matter;
  const isShown = record.kind === 'appeal' || !isInRoom;
  const matter = isShown ? titleOf(kindOf(process).matter(process.state)) : null;
  return { title: record.title ?? matter ?? untitled[process.kind] ?? '', bytes: canonicalBytes(record) };
}

const untitled: { readonly [Kind in ProcessKind]?: string } = {
  conflict: 'A conflict',
  appeal: 'An appeal',
  repair: 'A repair',
  restorative: 'Restorative work',
};

async function emergencyRecord(trx: Trx, state: EmergencyState): Promise<RecordDocument> {
  const { id, actor, createdAt, charter } = state;
  const rules = emergencyRulesOf((await copyOf(trx, charter)).charter);
  if (rules === undefined) throw new Error(`the charter of ${id} has no emergencies`);
  return composeEmergency({
    id,
    actor,
    createdAt,
    charter,
    rules,
    ...(await councilOf(trx, rules)),
    polls: {
      override: (await pollsOf(trx, id, 'override')).map(closedPoll),
      ratification: (await pollsOf(trx, id, 'ratification')).map(closedPoll),
    },
    timeline: await entries<TimelineEntry>(trx, 'emergency', id, 'timeline'),
    evidence: await evidenceRoots(trx, 'emergency', id),
  });
}

async function conflictRecord(trx: Trx, state: ConflictState): Promise<RecordDocument> {
  const { id, createdAt, charter } = state;
  const rules = conflictRulesOf((await copyOf(trx, charter)).charter);
  if (rules === undefined) throw new Error(`the charter of ${id} has no conflicts`);
  const room = await entries<TimelineEntry>(trx, 'conflict', id, 'room');
  // Before the roots, one of which it is a part of.
  const salt = room.length === 0 ? null : await makeRoomSalt(trx, id);
  const timeline = await entries<TimelineEntry>(trx, 'conflict', id, 'timeline');
  const nameSalt = endedInRoom(timeline) ? null : await makeNameSalt(trx, id);
  const remedies = await pollOf(trx, id, 'remedies');
  const map = (remedies?.result ?? null) as RemediesClosed | null;
  const vote = await pollOf(trx, id, 'votes');
  return composeConflict({
    id,
    createdAt,
    charter,
    rules,
    ...(await councilOf(trx, rules)),
    room,
    salt,
    nameSalt,
    remedies: remedies && {
      closedAt: closedAt(remedies),
      rankings: map === null ? 0 : await rankingsIn(trx, remedies),
      condorcetWinner: map?.condorcetWinner ?? null,
      schulze: map?.schulze ?? null,
      electorate: map?.electorate ?? null,
      ...tookPartOf(remedies.participation),
    },
    vote: vote && {
      closedAt: closedAt(vote),
      ...tookPartOf(vote.participation, vote.reasonsAgainst),
      tally: vote.result as RemedyVoteRecord['tally'],
    },
    declarations: await entries<Declaration>(trx, 'conflict', id, 'declarations'),
    timeline,
    evidence: await evidenceRoots(trx, 'conflict', id),
  });
}

/** It is decided under the charter of what was appealed (APP-2, CHA-1). */
async function appealRecord(trx: Trx, { id, of }: AppealState): Promise<RecordDocument> {
  const appealed = await trx
    .selectFrom(of.kind === 'proposal' ? 'proposals' : 'processes')
    .select('state')
    .where('id', '=', of.id)
    .executeTakeFirstOrThrow();
  const { charter } = appealed.state as Pick<ConflictState, 'charter'>;
  const rules = appealRulesOf((await copyOf(trx, charter)).charter);
  const salt = of.kind === 'proposal' ? await proposalSalt(trx, appealed.state as ProposalState) : null;
  return composeAppeal({
    id,
    charter,
    rules,
    ...(await councilOf(trx, rules)),
    timeline: await entries<TimelineEntry>(trx, 'appeal', id, 'timeline'),
    nameSalt: await makeNameSalt(trx, id, salt ?? undefined),
    evidence: await evidenceRoots(trx, 'appeal', id),
  });
}

/** What every kind on the kit leaves. Its salts are made first: the roots depend on them. */
async function framedRecord(
  trx: Trx,
  { kind, state }: Exclude<ProcessChange, { readonly kind: 'emergency' | 'conflict' | 'appeal' }>,
): Promise<RecordDocument> {
  const { id, createdAt } = state;
  const { version, hash, pace } = state.charter;
  const { rulesOf, compose } = recordedKinds[kind];
  const rules = rulesOf((await copyOf(trx, state.charter)).charter);
  if (rules === undefined || compose === undefined)
    throw new Error(`the charter of ${id} has none of the kind ${kind}`);
  const room = partsOf(kind).includes('room') ? await entries<TimelineEntry>(trx, kind, id, 'room') : [];
  const isInRoom = room.length > 0;
  const salt = isInRoom ? await makeRoomSalt(trx, id) : null;
  const nameSalt = isOfParties(kind) && !isInRoom ? await makeNameSalt(trx, id) : null;
  return compose({
    id,
    createdAt,
    charter: { version, hash, pace },
    rules,
    ...(await councilOf(trx, rules)),
    timeline: await entries<TimelineEntry>(trx, kind, id, 'timeline'),
    room,
    salt,
    nameSalt,
    evidence: await evidenceRoots(trx, kind, id),
  });
}

async function copyOf(
  trx: Trx,
  { version, pace }: { readonly version: number; readonly pace: number },
): Promise<CharterCopy> {
  const kept = await charterVersion(trx, version);
  if (kept === undefined) throw new Error(`no charter version ${version}`);
  return charterCopy(kept, pace);
}

const entries = <Entry>(trx: Trx, kind: RecordKind, id: string, part: PartOf<RecordKind>): Promise<Entry[]> =>
  allOf(entriesOf(trx, kind, id, part)) as Promise<Entry[]>;

/** The one poll of a kind; null where it never was opened. */
async function pollOf(trx: Trx, id: string, kind: PollKind): Promise<Poll | null> {
  return (await pollsOf(trx, id, kind))[0] ?? null;
}

function closedAt(poll: Poll): string {
  if (poll.closedAt === null) throw new Error('a poll is still open');
  return poll.closedAt;
}

const closedPoll = (poll: Poll): ClosedPoll => ({
  closedAt: closedAt(poll),
  ...tookPartOf(poll.participation, poll.reasonsAgainst),
  tally: poll.result as ClosedPoll['tally'],
});

async function rankingsIn(trx: Trx, { id }: Poll): Promise<number> {
  const { rankings } = await trx
    .selectFrom('current_answers')
    .select((eb) => eb.fn.countAll<number>().as('rankings'))
    .where('poll', '=', id)
    .executeTakeFirstOrThrow();
  return rankings;
}
