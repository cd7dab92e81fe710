/** The record of an ended emergency, conflict or appeal, from the rows that it left: one canonical JSON document (REC-1). */
import { charterCopy } from '../../charter/copy.ts';
import type { Charter, CharterCopy } from '../../charter/types.ts';
import { composeAlarm } from '../../ledger/alarm/composition.ts';
import { composeAppeal } from '../../ledger/appeal/composition.ts';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { composeConflict, endedInRoom } from '../../ledger/conflict/composition.ts';
import type { RemedyVoteRecord } from '../../ledger/conflict/schema.ts';
import { type ClosedPoll, composeEmergency } from '../../ledger/emergency/composition.ts';
import type { Declaration, TimelineEntry } from '../../ledger/parts/evidence-entries.ts';
import type { PartOf, RecordKind } from '../../ledger/parts/kinds.ts';
import { tookPartOf } from '../../ledger/parts/took-part.ts';
import { composeFamily } from '../../ledger/family/composition.ts';
import { titleOf } from '../../ledger/parts/inline.ts';
import { composeLookback } from '../../ledger/lookback/composition.ts';
import type { RecordDocument } from '../../ledger/parts/records.ts';
import { composeNodeVeto } from '../../ledger/node-veto/composition.ts';
import { composeRepair } from '../../ledger/repair/composition.ts';
import { composeRestorative } from '../../ledger/restorative/composition.ts';
import { alarmRulesOf } from '../../ledger/alarm/rules.ts';
import { appealRulesOf } from '../../ledger/appeal/rules.ts';
import { conflictRulesOf } from '../../ledger/conflict/rules.ts';
import { emergencyRulesOf } from '../../ledger/emergency/rules.ts';
import { familyRulesOf } from '../../ledger/family/rules.ts';
import { lookbackRulesOf } from '../../ledger/lookback/rules.ts';
import { nodeVetoRulesOf } from '../../ledger/node-veto/rules.ts';
import { repairRulesOf } from '../../ledger/repair/rules.ts';
import { restorativeRulesOf } from '../../ledger/restorative/rules.ts';
import type { AlarmState } from '../../rules/alarm/state.ts';
import type { AppealState } from '../../rules/appeal/state.ts';
import type { FamilyState } from '../../rules/family/state.ts';
import type { LookbackState } from '../../rules/lookback/state.ts';
import type { ConflictState } from '../../rules/conflict/state.ts';
import type { EmergencyState } from '../../rules/emergency/state.ts';
import type { NodeVetoState } from '../../rules/node-veto/state.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import { repair } from '../../rules/repair/kind.ts';
import type { RepairState } from '../../rules/repair/state.ts';
import type { RestorativeState } from '../../rules/restorative/state.ts';
import { charterVersion } from '../council/charters.ts';
import type { Trx } from '../postgres/database.ts';
import { type Poll, pollsOf } from '../ballots/polls.ts';
import type { RemediesClosed } from '../ballots/process-polls.ts';
import type { ProcessChange } from '../processes/processes.ts';
import type { KeptRecord } from './record-document.ts';
import { allOf, entriesOf, evidenceRoots } from './record-evidence.ts';
import { councilOf } from './signed-records.ts';
import { makeNameSalt, makeRoomSalt, proposalSalt } from '../log/salts.ts';
import type { PollKind } from '../../rules/model.ts';

/**
 * Composes the record. The process's last entry, `ended`, is written already, and its polls are closed.
 * @throws where its charter version is missing, or has no such processes
 */
export async function recordOfProcess(trx: Trx, { kind, state }: ProcessChange): Promise<KeptRecord> {
  switch (kind) {
    case 'emergency':
      return listed(await emergencyRecord(trx, state));
    case 'conflict':
      return listed(await conflictRecord(trx, state), 'A conflict', state.what);
    case 'appeal':
      return listed(await appealRecord(trx, state), 'An appeal', state.reason);
    case 'lookback':
      return listed(await lookbackRecord(trx, state));
    case 'family':
      return listed(await familyRecord(trx, state));
    case 'repair':
      return listed(await repairRecord(trx, state), 'A repair', repair.matter(state));
    case 'node-veto':
      return listed(await nodeVetoRecord(trx, state));
    case 'alarm':
      return listed(await alarmRecord(trx, state));
    case 'restorative':
      return listed(await restorativeRecord(trx, state), 'Restorative work');
  }
}

/**
 * The archive lists it to members under the title of its record, or where that has none for the public, under what it is about (REC-5).
 * @param whatever what it is listed under whatever it was about: what ended in its room (AUT-2)
 */
function listed(record: RecordDocument, whatever = '', matter: string | null = null): KeptRecord {
  const isInRoom = !('matter' in record) || 'hash' in record.matter;
  const shown = record.kind === 'appeal' || !isInRoom ? titleOf(matter) : null;
  return { title: record.title ?? shown ?? whatever, bytes: canonicalBytes(record) };
}

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

type Copied = Pick<CharterCopy, 'version' | 'hash' | 'pace'>;

/**
 * What the record of every kind on the kit is composed from. Where it has a salt that was made before: one of its roots it is a part of.
 * @param rulesOf what of the charter it follows from; undefined where that has none of its kind
 */
async function framed<Rules extends Parameters<typeof councilOf>[1]>(
  trx: Trx,
  kind: RecordKind,
  state: Pick<RepairState, 'id' | 'createdAt'> & { readonly charter: Copied },
  rulesOf: (charter: Charter) => Rules | undefined,
) {
  const { id, createdAt } = state;
  const { version, hash, pace } = state.charter;
  const rules = rulesOf((await copyOf(trx, state.charter)).charter);
  if (rules === undefined) throw new Error(`the charter of ${id} has none of the kind ${kind}`);
  return {
    id,
    createdAt,
    charter: { version, hash, pace },
    rules,
    ...(await councilOf(trx, rules)),
    timeline: await entries<TimelineEntry>(trx, kind, id, 'timeline'),
    evidence: await evidenceRoots(trx, kind, id),
  };
}

const lookbackRecord = async (trx: Trx, state: LookbackState): Promise<RecordDocument> =>
  composeLookback(await framed(trx, 'lookback', state, lookbackRulesOf));

const familyRecord = async (trx: Trx, state: FamilyState): Promise<RecordDocument> =>
  composeFamily(await framed(trx, 'family', state, familyRulesOf));

const nodeVetoRecord = async (trx: Trx, state: NodeVetoState): Promise<RecordDocument> =>
  composeNodeVeto(await framed(trx, 'node-veto', state, nodeVetoRulesOf));

const alarmRecord = async (trx: Trx, state: AlarmState): Promise<RecordDocument> =>
  composeAlarm(await framed(trx, 'alarm', state, alarmRulesOf));

async function repairRecord(trx: Trx, state: RepairState): Promise<RecordDocument> {
  const room = await entries<TimelineEntry>(trx, 'repair', state.id, 'room');
  const isInRoom = room.length > 0;
  const salt = isInRoom ? await makeRoomSalt(trx, state.id) : null;
  const nameSalt = isInRoom ? null : await makeNameSalt(trx, state.id);
  return composeRepair({ ...(await framed(trx, 'repair', state, repairRulesOf)), room, salt, nameSalt });
}

async function restorativeRecord(trx: Trx, state: RestorativeState): Promise<RecordDocument> {
  const room = await entries<TimelineEntry>(trx, 'restorative', state.id, 'room');
  const salt = await makeRoomSalt(trx, state.id);
  return composeRestorative({ ...(await framed(trx, 'restorative', state, restorativeRulesOf)), room, salt });
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
