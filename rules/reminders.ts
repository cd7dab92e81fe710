/** Reminders: at half and at nine tenths of every window, those who still owe an act in it are told that it is due soon (CNF-5, DEL-3). */
import { type Audience, mediatorsOf, type OwedAct, people } from './audience.ts';
import { taskAwaited } from './emergency-acts.ts';
import { type ConflictState, inRoom, partiesOf } from './conflict.ts';
import { openWords } from './conflict-parties.ts';
import { type EmergencyState, owed } from './emergency.ts';
import type { Process } from './notices.ts';
import type { ProposalState, Requirement } from './proposal.ts';

/** The window in which an act is owed; instants are ISO 8601, UTC. */
export interface OwedWindow {
  readonly act: OwedAct;
  readonly opens: string;
  readonly due: string;
}

export interface Reminder extends OwedWindow {
  /** The instant that it is for. */
  readonly mark: string;
}

/** Half and nine tenths of a window, to the millisecond; of one shorter than ten milliseconds the second is its close. */
export function marksOf(opens: string, closes: string): readonly [half: string, nineTenths: string] {
  const [from, until] = [Date.parse(opens), Date.parse(closes)];
  const before = (part: number): string => new Date(until - Math.floor((until - from) / part)).toISOString();
  return [before(2), before(10)];
}

/** The first mark of these windows after an instant; null where there is none. */
export function nextMark(windows: readonly OwedWindow[], after: string): string | null {
  const marks = windows.flatMap(({ opens, due }) => marksOf(opens, due).filter((mark) => mark < due));
  return marks.filter((mark) => mark > after).toSorted()[0] ?? null;
}

/**
 * The reminders whose mark lies after `after` and is reached at `at`: the last of each window that is not over, so that a machine that
 * was away does not remind twice at once.
 */
export function remindersReached(windows: readonly OwedWindow[], after: string, at: string): Reminder[] {
  return windows.flatMap((window) => {
    const reached = marksOf(window.opens, window.due).filter((mark) => mark > after && mark <= at);
    const mark = at < window.due ? reached.at(-1) : undefined;
    return mark === undefined ? [] : [{ ...window, mark }];
  });
}

/** The act that meets a requirement (PRO-11, JUS-1). */
const meeting: Readonly<Record<Requirement['what'], OwedAct>> = {
  consent: 'consents',
  resources: 'attestations',
  diversity: 'attestations',
  hearing: 'hearing',
};

/** Whether an act meets a requirement, and is declared in the ballot box. */
export const meetsRequirement = (act: OwedAct): boolean => Object.values(meeting).includes(act);

/** What is owed in a stage of a proposal by those who decide; a requirement is owed in whatever stage it is open. */
const owedIn: Partial<Readonly<Record<ProposalState['stage'], OwedAct>>> = {
  draft: 'submission',
  discussion: 'position',
  voting: 'ballot',
  'guardian-resolution': 'resolution',
  'guardian-approval': 'approval',
  execution: 'task',
};

const owedNow = ({ stage, approver }: ProposalState): OwedAct | undefined =>
  stage === 'delay' && approver !== null ? 'approval' : owedIn[stage];

/** The windows of a proposal in which an act is owed now. @param opens when the window of the stage at hand opened */
export function windowsOwed(proposal: ProposalState, opens: string): OwedWindow[] {
  const { stage, deadline, submittedAt, requirements } = proposal;
  const act = owedNow(proposal);
  const windows: OwedWindow[] = act === undefined || deadline === null ? [] : [{ act, opens, due: deadline }];
  if (submittedAt === null || stage === 'ended') return windows;
  for (const { what, asked, until, closed } of requirements)
    if (closed === null && !windows.some((one) => one.act === meeting[what] && one.due === until))
      windows.push({ act: meeting[what], opens: asked, due: until });
  return windows;
}

/** The windows of a conflict in which an act is owed now: in the stage at hand, and where the guardian is asked who is a party. */
export function windowsOwedIn(
  conflict: ConflictState,
  act: OwedAct | null,
  opens: string,
): readonly OwedWindow[] {
  const { deadline } = conflict;
  const words = openWords(conflict).flatMap(({ guardian, asked, due }) =>
    guardian === null || asked === null ? [] : [{ act: 'no-party/ruling', opens: asked, due } as const],
  );
  return act === null || deadline === null ? words : [{ act, opens, due: deadline }, ...words];
}

/** Who still owes an act as a process stands; electors are looked for in the open poll. */
export function stillOwing(process: Process, act: OwedAct): readonly Audience[] {
  switch (process.kind) {
    case 'proposal':
      return owingProposal(process.state, act);
    case 'emergency':
      return owingEmergency(process.state, act);
    case 'conflict':
      return owingConflict(process.state, act);
    case 'appeal':
      return act === 'ruling' && process.state.stage === 'ruling' && process.state.ruling === null
        ? people(process.state.guardian)
        : [];
  }
}

function owingProposal(proposal: ProposalState, act: OwedAct): readonly Audience[] {
  const { author, guardian, approver, assignee } = proposal;
  if (meetsRequirement(act)) return requiredOf(proposal, act).flatMap(({ to }) => to);
  if (owedNow(proposal) !== act) return [];
  switch (act) {
    case 'position':
      return [{ unanswered: 'positions' }];
    case 'ballot':
      return [{ unanswered: 'votes' }];
    case 'submission':
      return people(author);
    case 'task':
      return people(assignee);
    default:
      return people(approver ?? guardian);
  }
}

/** Who must still meet each requirement, until when; whoever speaks for the accused may do so in their place (JUS-1). */
export function requiredOf(
  { id, requirements, author, accused, representative }: ProposalState,
  act: OwedAct,
): readonly { readonly to: readonly Audience[]; readonly until: string }[] {
  const open = requirements.filter(({ what, closed }) => meeting[what] === act && closed === null);
  const parents = requirements.filter(({ what }) => what === 'consent').map(({ who }) => who);
  const writers = author === null ? [] : [author];
  return open.map(({ what, who, until }) => {
    if (what === 'resources') return { to: [{ role: 'resource-steward' }], until };
    // Nobody who wrote it or is a parent attests the diversity (REP-1).
    if (what === 'diversity') return { to: [{ electorate: id, but: [...parents, ...writers] }], until };
    return { to: people(who, who === accused ? representative : null), until };
  });
}

function owingEmergency(emergency: EmergencyState, act: OwedAct): readonly Audience[] {
  switch (act) {
    case 'report':
    case 'justification':
      return owed(emergency).includes(act) ? people(emergency.actor) : [];
    case 'task':
      return people(taskAwaited(emergency)?.assignee);
    case 'polls/override/ballot':
      return emergency.polls.override?.closedAt === null ? [{ unanswered: 'override' }] : [];
    case 'polls/ratification/ballot':
      return emergency.polls.ratification?.closedAt === null ? [{ unanswered: 'ratification' }] : [];
    default:
      return [];
  }
}

function owingConflict(conflict: ConflictState, act: OwedAct): readonly Audience[] {
  const { stage, step, guardian, resolution, terms, impasse } = conflict;
  switch (act) {
    case 'acceptance': {
      if (!inRoom(conflict)) return [];
      const live = terms.filter(({ replacedBy }) => replacedBy === null);
      const acted = new Set([...impasse, ...live.flatMap(({ by, acceptedBy }) => [by, ...acceptedBy])]);
      const parties = partiesOf(conflict).filter((id) => !acted.has(id));
      const mediators: Audience[] =
        stage === 'mediation' ? [{ electorate: mediatorsOf(conflict.id), but: [...acted] }] : [];
      return [...people(...parties), ...mediators];
    }
    case 'preferences':
      return stage === 'arbitration' && step === 'ranking' ? [{ unanswered: 'remedies' }] : [];
    case 'ballot':
      return stage === 'arbitration' && step === 'voting' ? [{ unanswered: 'votes' }] : [];
    case 'no-party/ruling':
      return people(...openWords(conflict).map((word) => word.guardian));
    case 'resolution':
      return stage === 'guardian-resolution' && resolution === null ? people(guardian) : [];
    default:
      return [];
  }
}
