/** Restorative work, from its referral to its ending: accepted by all, prepared, held in circles, agreed on, and looked after (RST-1 to RST-5). */
import { getExternalWorkflowHandle } from '@temporalio/workflow';
import type { RepairOutcome } from '../rules/repair/state.ts';
import { restorative as kind } from '../rules/restorative/kind.ts';
import { restorativeOwed } from '../rules/restorative/notices.ts';
import {
  mayAct,
  type RestorativeAct,
  type Said,
  saidFault,
  textCloses,
} from '../rules/restorative/permissions.ts';
import {
  begunRestorative,
  between,
  isAgreedOn,
  peopleIn,
  type RestorativeOutcome,
  type RestorativeStage,
  type RestorativeState,
} from '../rules/restorative/state.ts';
import { type Due, endingOf, endingRule, type Ends, next } from '../rules/restorative/step.ts';
import { activities } from './activities.ts';
import { taking } from './kit/acts.ts';
import { endOf, tellWhoAwaits } from './kit/awaiting.ts';
import { newId, now } from './kit/clock.ts';
import { allFinished } from './kit/reminders.ts';
import { start } from './kit/starting.ts';
import { comesNext } from './kit/waiting.ts';
import { lookAgain } from './messages.ts';
import type { By } from './messages/by.ts';
import * as messages from './messages/restorative.ts';
import type { RepairInput, RestorativeInput } from './inputs.ts';
import { conclude, happen, openProcess, type Process, shown, write } from './process.ts';
import type { Repaired } from './repair.ts';
import { after } from '../rules/window.ts';

/** How it ended, in which stage, and when: all that is told where it came from (RST-5). */
export interface Restored {
  readonly outcome: RestorativeOutcome;
  readonly stage: RestorativeStage;
  readonly endedAt: string;
}

interface Work extends Process<RestorativeState, 'restorative'> {
  /** The plan that runs has ended, and nobody has told of it. */
  planEnded: { readonly id: string; readonly outcome: RepairOutcome; readonly at: string } | null;
}

/** Where the same was referred at the same instant, there never was one, and who waits for it goes on (RST-1). */
export async function restorative(input: RestorativeInput): Promise<Restored> {
  const work: Work = openProcess(kind, input.id, () => ({
    state: begunRestorative(input),
    planEnded: null,
    // Whoever departed while it was being referred is found at the first look.
    looking: true,
  }));
  takeActs(work);
  const { by, from, harmed, responsible, what, createdAt, charter } = input;
  const closes = after(createdAt, charter.restorative.accept);
  happen(work, 'opened', { by, from, case: input.case, harmed, responsible, what, closes }, createdAt);
  await write(work);
  if (work.refused === null) return end(work, await untilOver(work));
  await allFinished(work.background);
  return { outcome: 'declined', stage: 'referred', endedAt: createdAt };
}

/** Lets happen what falls due; answers what ends it by itself, or nothing where what somebody did ends it. */
async function untilOver(work: Work): Promise<Ends | undefined> {
  const waits = {
    isOver: () => endingOf(work.state) !== undefined || work.planEnded !== null || isAgreedOn(work.state),
    due: () => next(work.state),
    owed: () => restorativeOwed(work.state),
  };
  for (;;) {
    const came = await comesNext(work, waits);
    if (endingOf(work.state) !== undefined) return undefined;
    if (came === 'over') await followPlan(work);
    else if (came === 'noted') await write(work);
    else if (came === 'news') await lookWhoDeparted(work);
    else if ('n' in came) fallsDue(work, came);
    else return came;
  }
}

function fallsDue(work: Work, { what, at, n }: Exclude<Due, Ends>): void {
  if (what === 'check-over') happen(work, what, { n }, at);
  else happen(work, what, { n, closes: after(at, work.state.charter.restorative.answer) }, at);
}

/** What was agreed on begins, or has ended (RST-3, RST-4). */
async function followPlan(work: Work): Promise<void> {
  const { planEnded: ended } = work;
  if (ended === null) return beginPlan(work);
  work.planEnded = null;
  if (ended.id === work.state.plan?.id) happen(work, 'plan-ended', { outcome: ended.outcome }, ended.at);
}

/** The text becomes a plan of repair, a process of its own that outlives this one; the link is written first. */
async function beginPlan(work: Work): Promise<void> {
  const { state } = work;
  const { put, plan: before } = state;
  if (put === null) return;
  const { restorative: _own, ...charter } = state.charter;
  const [id, createdAt] = [newId(), now()];
  happen(work, 'agreed', { id }, createdAt);
  await write(work);
  const from = { kind: 'restorative', id: state.id } as const;
  const common = { id, from, parties: between(state), room: true, charter, continuationOf: null };
  const plan: RepairInput = { ...common, createdAt, begins: { agreed: put.obligations } };
  const child = await start<Repaired>({ kind: 'repair', input: plan }, 'repair: agreed on');
  // The one before holds no more: it finds that by itself.
  if (before !== null)
    await getExternalWorkflowHandle(before.id)
      .signal(lookAgain)
      .catch(() => undefined);
  void endOf(child.result(), work.awaiting, { kind: 'repair', id }).then((ended) => {
    const { outcome, endedAt } = 'own' in ended ? ended.own : (ended.elsewhere ?? {});
    work.planEnded = { id, outcome: (outcome ?? 'interrupted') as RepairOutcome, at: endedAt ?? now() };
  });
}

async function lookWhoDeparted(work: Work): Promise<void> {
  work.looking = false;
  const members = peopleIn(work.state).filter((member) => !work.state.departed.includes(member));
  const { departed } = await activities.departed({ members, mediation: null });
  for (const { member } of departed)
    if (endingOf(work.state) === undefined) happen(work, 'departed', { member });
}

async function end(work: Work, due: Ends | undefined): Promise<Restored> {
  const { stage, from, continuationOf } = work.state;
  const outcome = due?.what ?? endingOf(work.state) ?? 'returned';
  const endedAt = due?.at ?? work.journal.newest;
  const rule = endingRule(outcome, work.state);
  await conclude(work, () => ({ at: endedAt, facts: { outcome, rule, stage } }));
  if (from?.kind === 'conflict') {
    const waiting = await activities.conflictWaiting(from.id);
    // Whoever waits for it has not begun it, or has lost sight of it (PRO-9).
    if (continuationOf !== null || waiting !== from.id) await tellWhoAwaits(waiting);
  }
  return { outcome, stage, endedAt };
}

function takeActs(work: Work): void {
  const takes = taking({
    process: work,
    may: (act: RestorativeAct, { member: id }, at) => mayAct(act, work.state, { id, status: 'active' }, at),
    shown: () => shown(work),
  });
  const said =
    <Args extends By>(act: RestorativeAct, content: (args: Args) => Said = (args) => args) =>
    (args: Args) =>
      saidFault(act, work.state, { id: args.member, at: now() }, content(args));
  takes(messages.restorativeAcceptance, 'acceptance', ({ member: by, accept }) =>
    happen(work, 'referral-answered', { by, accept }),
  );
  takes(
    messages.restorativeFacilitator,
    'facilitator',
    ({ member: by, named: member }) => happen(work, 'facilitator-named', { by, member }),
    said('facilitator', ({ named: member }) => ({ member })),
  );
  takes(messages.restorativeReady, 'ready', ({ member: by }) => happen(work, 'ready', { by }));
  takes(messages.restorativeNotReady, 'not-ready', ({ member: by, reason }) =>
    happen(work, 'not-ready', { by, reason }),
  );
  takes(
    messages.restorativeCircle,
    'circles',
    ({ member: by, at: held, present, another }) =>
      happen(work, 'circle-held', { n: work.state.circles.length + 1, by, held, present, another }),
    said('circles'),
  );
  takes(messages.restorativeStop, 'stop', ({ member: by }) => happen(work, 'stopped', { by }));
  takes(
    messages.restorativePlan,
    'plan',
    ({ member: by, obligations }) => {
      const closes = textCloses(work.state, obligations);
      happen(work, 'plan-put', { n: work.state.putBy.length + 1, by, obligations, closes });
    },
    said('plan'),
  );
  takes(
    messages.restorativePlanAcceptance,
    'plan/acceptance',
    ({ member: by }) => happen(work, 'plan-accepted', { n: work.state.put?.n ?? 0, by }),
    said('plan/acceptance'),
  );
  takes(
    messages.restorativeCheck,
    'checks',
    ({ member: by, n, kept, text = null }) => happen(work, 'check-answered', { n, by, kept, text }),
    said('checks'),
  );
  takes(messages.restorativeLeaving, 'leaving', ({ member: by }) => happen(work, 'left', { by }));
}
