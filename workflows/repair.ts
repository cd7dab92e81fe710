/** A repair plan, from its opening to its ending: what is owed is done, confirmed or verified, missed, changed, or released (MND-1 to MND-4). */
import { claimToAnswer, claimToVerify, take } from '../rules/repair/instalments.ts';
import { repair as kind } from '../rules/repair/kind.ts';
import { repairOwed } from '../rules/repair/notices.ts';
import { firstDue } from '../rules/repair/obligations.ts';
import { mayAct, type RepairAct } from '../rules/repair/permissions.ts';
import { type Said, saidFault } from '../rules/repair/said.ts';
import {
  begunRepair,
  type Claim,
  type Owed,
  type RepairOutcome,
  type RepairState,
} from '../rules/repair/state.ts';
import { type Due, endingOf, endingRules, type Ends, next } from '../rules/repair/step.ts';
import { activities } from './activities.ts';
import { taking } from './kit/acts.ts';
import { tellWhoAwaits } from './kit/awaiting.ts';
import { now } from './kit/clock.ts';
import { allFinished } from './kit/reminders.ts';
import { comesNext } from './kit/waiting.ts';
import type { By } from './messages/by.ts';
import {
  repairAcceptance,
  repairChoice,
  repairConfirmation,
  repairDone,
  repairRelease,
  repairTerms,
  repairVerification,
  repairWords,
} from './messages/repair.ts';
import type { RepairInput } from './inputs.ts';
import { conclude, happen, openProcess, type Process, shown, write } from './process.ts';
import { after } from '../rules/window.ts';

type Repair = Process<RepairState, 'repair'>;

/** How a plan ended, and when. */
export interface Repaired {
  readonly outcome: RepairOutcome;
  readonly endedAt: string;
}

/** Where another was put at the same instant, there never was one (MND-1). */
export async function repair(input: RepairInput): Promise<Repaired> {
  const process: Repair = openProcess(kind, input.id, () => ({ state: begunRepair(input) }));
  takeActs(process);
  begin(process, input);
  await write(process);
  if (process.refused !== null) {
    await allFinished(process.background);
    return { outcome: 'declined', endedAt: input.createdAt };
  }
  const broken = await untilOver(process);
  const outcome = broken?.what ?? endingOf(process.state) ?? 'declined';
  const at = broken?.at ?? process.journal.newest;
  await conclude(process, () => ({ at, facts: { outcome, rule: endingRules[outcome] } }));
  // Whoever waits for it may have lost sight of it (PRO-9).
  if (input.continuationOf !== null && input.from.kind === 'restorative') await tellWhoAwaits(input.from.id);
  return { outcome, endedAt: at };
}

/** What somebody puts, what was agreed on in restorative work, or what held in the plan that it goes on from (RST-3, PRO-9). */
function begin(process: Repair, { begins, from, parties: between, createdAt }: RepairInput): void {
  const common = { from, between };
  if ('carried' in begins) {
    const { carried: obligations, agreedAt } = begins;
    happen(process, 'carried', { ...common, obligations, agreedAt }, createdAt);
  } else if ('agreed' in begins)
    happen(process, 'begun', { ...common, obligations: begins.agreed }, createdAt);
  else if ('asked' in begins) {
    const { by, affected, asked: obligations } = begins;
    const closes = firstDue(obligations);
    happen(process, 'circle-opened', { ...common, by, affected, obligations, closes }, createdAt);
  } else {
    const { by, obligations } = begins;
    happen(process, 'opened', { ...common, by, obligations, closes: firstDue(obligations) }, createdAt);
  }
}

/** Lets happen what falls due; answers what ends the plan by itself, or nothing where what its members did ends it. */
async function untilOver(
  process: Repair,
): Promise<(Omit<Ends, 'what'> & { what: RepairOutcome }) | undefined> {
  const waits = {
    isOver: () => endingOf(process.state) !== undefined,
    due: () => next(process.state),
    owed: () => repairOwed(process.state),
  };
  for (;;) {
    const came = await comesNext(process, waits);
    if (came === 'over') return undefined;
    if (came === 'noted') await write(process);
    else if (came === 'news') {
      if (await isReplaced(process)) return { at: now(), what: 'replaced' };
    } else if (!('obligation' in came)) return came;
    else fallsDue(process, came);
  }
}

/** Another plan was agreed on in the restorative work that it came out of (RST-4). */
async function isReplaced({ state: { id, from, stage } }: Repair): Promise<boolean> {
  return (
    from.kind === 'restorative' &&
    stage === 'open' &&
    !(await activities.planStands({ plan: id, restorative: from.id }))
  );
}

function fallsDue(process: Repair, due: Exclude<Due, Ends>): void {
  const { at, obligation } = due;
  if (due.what === 'missed') {
    happen(process, due.what, { obligation, instalment: due.instalment }, at);
    return;
  }
  const facts = { obligation, claim: due.claim };
  if (due.what === 'verification-asked')
    happen(process, due.what, { ...facts, until: after(at, process.state.charter.repairs.verify) }, at);
  else happen(process, due.what, facts, at);
}

function takeActs(process: Repair): void {
  const takes = taking({
    process,
    may: (act: RepairAct, { member: id }, at) => mayAct(act, process.state, { id, status: 'active' }, at),
    shown: () => shown(process),
  });
  const said = (act: RepairAct) => (args: By & Said) =>
    saidFault(act, process.state, { id: args.member, at: now() }, args);
  const owed = (number: number): Owed => process.state.obligations.find(({ n }) => n === number) as Owed;
  takes(
    repairWords,
    'words',
    ({ member: by, text }) => happen(process, 'spoken', { by, text }),
    said('words'),
  );
  takes(
    repairChoice,
    'choice',
    ({ member: by, n: obligation, to }) => happen(process, 'chosen', { obligation, by, to }),
    said('choice'),
  );
  takes(
    repairTerms,
    'terms',
    ({ member: by, obligations }) => {
      const n = process.state.putBy.length + 1;
      happen(process, 'terms-put', { n, by, obligations, closes: firstDue(obligations) });
    },
    said('terms'),
  );
  takes(
    repairAcceptance,
    'acceptance',
    ({ member: by, accept }) =>
      happen(process, 'terms-answered', { n: process.state.terms?.n ?? 0, by, accept }),
    said('acceptance'),
  );
  takes(
    repairDone,
    'done',
    ({ member: by, n: obligation, evidence, amount = null }) => {
      const at = now();
      const claim = owed(obligation).claims.length + 1;
      const { taken: instalments } = take(owed(obligation), amount);
      const until = after(at, process.state.charter.repairs.confirm);
      happen(process, 'done', { obligation, claim, instalments, by, amount, evidence, until }, at);
    },
    said('done'),
  );
  takes(
    repairConfirmation,
    'confirmation',
    ({ member: by, n: obligation, confirm, reason = null, claim: named = null }) => {
      const at = now();
      const { n: claim } = claimToAnswer(owed(obligation), named) as Claim;
      const until = confirm ? null : after(at, process.state.charter.repairs.verify);
      happen(process, 'receiver-answered', { obligation, claim, by, confirm, reason, until }, at);
    },
    said('confirmation'),
  );
  takes(
    repairVerification,
    'verification',
    ({ member: by, n: obligation, done, reason, claim: named = null }) => {
      const { n: claim } = claimToVerify(owed(obligation), named) as Claim;
      happen(process, 'verified', { obligation, claim, by, done, reason });
    },
    said('verification'),
  );
  takes(
    repairRelease,
    'release',
    ({ member: by, n: obligation, amount = null }) => happen(process, 'released', { obligation, by, amount }),
    said('release'),
  );
}
