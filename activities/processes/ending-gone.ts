/** The endings of processes whose workflow is gone, each with its record, in the transaction that has taken the number of the write (PRO-9). */
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import { evolve as evolveConflict } from '../../rules/conflict/evolve.ts';
import { type ConflictState, inRoom } from '../../rules/conflict/state.ts';
import type { EmergencyEntry } from '../../rules/emergency/entries.ts';
import { evolve as evolveEmergency } from '../../rules/emergency/evolve.ts';
import type { ActionState, EmergencyState } from '../../rules/emergency/state.ts';
import { namedOf } from '../../rules/conflict/parties.ts';
import {
  type ActionFound,
  endingOfGone,
  lostWithItsWorkflow,
  owesReversal,
} from '../../rules/interruption.ts';
import type { Folded, Standing } from '../../rules/kind.ts';
import { kindOf, kinds } from '../../rules/kinds.ts';
import type { Action } from '../../rules/model.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import type { ProposalEntry } from '../../rules/proposal/entries.ts';
import type { Facts } from '../../rules/refusal.ts';
import { closeAction, lockAction, markNotDone, turnOf } from '../../store/processes/actions.ts';
import { endAllocation } from '../../store/council/allocation-ends.ts';
import type { Trx } from '../../store/postgres/database.ts';
import type { ProcessRow } from '../../store/processes/interruptions.ts';
import type { InterruptionInput } from '../../workflows/inputs.ts';
import { carriedBy } from '../actions/carried.ts';
import type { Services } from '../services.ts';
import { concludeProcessIn, type ProcessWrite } from './process.ts';
import { concludeIn } from './record.ts';

/** What is said of every ending that an operator gave. */
interface Gone extends Pick<InterruptionInput, 'by' | 'reason'> {
  /** Temporal's word: `TERMINATED`, `FAILED`, `NOT_FOUND`. */
  readonly workflow: string;
  readonly stage: string;
}

/** An ending under way: its number, its instant, and in which process the matter goes on. */
export interface Ending {
  readonly sequence: number;
  readonly at: string;
  readonly gone: Gone;
  readonly to: string;
}

/** Ends a process as its kind does. */
export function endGone(services: Services, trx: Trx, row: ProcessRow, ending: Ending): Promise<void> {
  switch (row.kind) {
    case 'proposal':
      return endProposal(services, trx, row, ending);
    case 'emergency':
      return endEmergency(services, trx, row.state, ending);
    case 'conflict':
      return endConflict(services, trx, row.state, ending);
    default:
      return endFolded(services, trx, row, ending);
  }
}

async function endProposal(
  services: Services,
  trx: Trx,
  { state, content }: Extract<ProcessRow, { kind: 'proposal' }>,
  { sequence, at, gone, to }: Ending,
): Promise<void> {
  const action = content?.action ?? null;
  const found = state.stage === 'execution' ? await actionOf(trx, state.id, action) : 'not-begun';
  const outcome = endingOfGone(state, action, found);
  if (found === 'unknown') await giveUp(trx, state.id, outcome === 'execution-failed');
  const { rule, facts } = endingFacts(outcome, action, found);
  const told = outcome === 'interrupted' ? { ...gone, to } : { ...facts, interruption: gone };
  const entries: ProposalEntry[] = [
    // CHA-3: what it did stands in its timeline.
    ...(outcome === 'executed' && action?.type === 'charter.amend'
      ? [{ at, kind: 'charter-amended' as const, facts: facts.result as Facts }]
      : []),
    { at, kind: 'ended', facts: { outcome, rule, ...told } },
  ];
  const links: ProposalState['links'] =
    outcome === 'interrupted' ? [...state.links, { relation: 'continued-by', id: to }] : state.links;
  const retryUntil = facts.mayPass === true ? await retryUntilOf(trx, state.id, at) : null;
  await concludeIn(services, trx, {
    sequence,
    entries,
    versions: [],
    polls: [],
    state: { ...state, stage: 'ended', deadline: null, outcome, endedAt: at, links, retryUntil },
    ending: { outcome, rule, facts: told },
  });
}

/** What failed for a cause that may pass is run again for so long (EXE-2). */
async function retryUntilOf(trx: Trx, decision: string, at: string): Promise<string> {
  const { charter } = await carriedBy(trx, decision);
  return new Date(Date.parse(at) + charter.execution.retry).toISOString();
}

/** What came of the action of a proposal in execution; nobody else does it until the commit. */
async function actionOf(trx: Trx, decision: string, action: Action | null): Promise<ActionFound> {
  if (action === null || action.type === 'none' || action.type === 'task') return 'not-begun';
  return (await lockAction(trx, await turnOf(trx, decision))) ?? 'unknown';
}

/** Whatever is left of the lost workflow finds that it is not to do the action any more. */
async function giveUp(trx: Trx, decision: string, mayPass: boolean): Promise<void> {
  await markNotDone(trx, await turnOf(trx, decision), { ...lostWithItsWorkflow, mayPass });
}

function endingFacts(
  outcome: ReturnType<typeof endingOfGone>,
  action: Action | null,
  found: ActionFound,
): { readonly rule: string; readonly facts: Facts } {
  const type = action?.type ?? 'none';
  if (outcome === 'interrupted') return { rule: 'PRO-9', facts: {} };
  if (typeof found === 'object' && 'result' in found) {
    const { result, doneBefore } = found;
    const before = doneBefore === null ? {} : { doneBefore };
    return { rule: 'EXE-1', facts: { action: type, result, ...before } };
  }
  const notDone = typeof found === 'object' ? found.notDone : lostWithItsWorkflow;
  return { rule: 'EXE-2', facts: { action: type, ...notDone } };
}

/** What the act granted ends now; what it did is undone by the process that follows (EMG-2, EMG-7). What was decided stays decided. */
async function endEmergency(
  services: Services,
  trx: Trx,
  state: EmergencyState,
  { sequence, at, gone, to }: Ending,
): Promise<void> {
  const undone = owesReversal(state);
  const isAct = state.retryOf === null;
  if (isAct) await closeAction(trx, state.id);
  if (isAct && undone && state.action.type === 'allocation.grant') await endAllocation(trx, state.id, at);
  const actionState = isAct ? await actionStateOf(trx, state) : state.actionState;
  const reversalState = undone ? 'failed' : state.reversalState;
  const outcome = state.outcome ?? 'interrupted';
  const facts = { outcome, rule: 'PRO-9', actionState, reversalState, ...gone, to: undone ? to : null };
  const ended: EmergencyEntry = { at, kind: 'ended', facts };
  await concludeProcessIn(services, trx, {
    kind: 'emergency',
    sequence,
    state: evolveEmergency(state, ended),
    entries: [ended],
    parties: [state.actor],
    confidential: false,
  });
}

async function actionStateOf(trx: Trx, { id, action, actionState }: EmergencyState): Promise<ActionState> {
  if (actionState === 'done' || actionState === 'failed') return actionState;
  if (action.type === 'none') return 'done';
  const found = await lockAction(trx, await turnOf(trx, id));
  return found !== undefined && 'result' in found ? 'done' : 'failed';
}

async function endConflict(
  services: Services,
  trx: Trx,
  state: ConflictState,
  { sequence, at, gone, to }: Ending,
): Promise<void> {
  const facts = { outcome: 'interrupted', rule: 'PRO-9', ...gone, to } as const;
  const room = inRoom(state);
  const entries: ConflictEntry[] = [
    // That it goes on, and where, is no secret of the room (AUT-2).
    { at, kind: 'continued-by', facts: { id: to }, room: false },
    { at, kind: 'ended', facts, room },
  ];
  await concludeProcessIn(services, trx, {
    kind: 'conflict',
    sequence,
    state: entries.reduce(evolveConflict, state),
    entries,
    parties: namedOf(state).flat(),
    confidential: room,
  });
}

/** A process that nothing else is left to undo of, and whose ending says where it goes on; one in its room stays there. */
async function endFolded(
  services: Services,
  trx: Trx,
  row: Exclude<ProcessRow, { readonly kind: 'proposal' | 'emergency' | 'conflict' }>,
  { sequence, at, gone, to }: Ending,
): Promise<void> {
  const kind = kindOf(row);
  const folded: Folded<Standing> = kinds[row.kind];
  const room = kind.inRoom(row.state);
  const guardian = row.kind === 'appeal' ? { guardian: row.state.guardian } : {};
  const stage = row.kind === 'restorative' ? { stage: row.state.stage } : {};
  const ended = {
    at,
    kind: 'ended',
    facts: { outcome: 'interrupted', rule: 'PRO-9', ...guardian, ...gone, ...stage, to },
    room,
  };
  await concludeProcessIn(services, trx, {
    kind: row.kind,
    sequence,
    state: folded.evolve(row.state, ended),
    entries: [ended],
    parties: kind.concerned(row.state),
    confidential: room,
  } as unknown as ProcessWrite);
}
