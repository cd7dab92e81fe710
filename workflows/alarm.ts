/** An alarm, from its raising to its ending: confirmed or not, told step by step, acknowledged, refuted or cleared (ALM-3 to ALM-5). */
import { stepAfter } from '../rules/alarm/evolve.ts';
import { alarm as kind } from '../rules/alarm/kind.ts';
import { alarmOwed } from '../rules/alarm/notices.ts';
import { type AlarmAct, mayAct, type Said, saidFault } from '../rules/alarm/permissions.ts';
import { sensorsIn } from '../rules/alarm/sources.ts';
import { type AlarmState, begunAlarm, stepOf, steps } from '../rules/alarm/state.ts';
import { type Due, endingOf, endingRules, type Ends, next } from '../rules/alarm/step.ts';
import { taking } from './kit/acts.ts';
import { now } from './kit/clock.ts';
import { comesNext } from './kit/waiting.ts';
import {
  alarmAcknowledgement,
  alarmClearance,
  alarmCorroboration,
  alarmRefutation,
  alarmUpdate,
} from './messages/alarm.ts';
import type { By } from './messages/by.ts';
import type { AlarmInput } from './inputs.ts';
import { conclude, endingShown, happen, openProcess, type Process, shown, write } from './process.ts';
import { after } from '../rules/window.ts';

type Alarm = Process<AlarmState, 'alarm'>;

export async function alarm(input: AlarmInput): Promise<void> {
  const process: Alarm = openProcess(kind, input.id, () => ({ state: begunAlarm(input) }));
  takeActs(process);
  raise(process, input);
  await write(process);
  const over = await untilOver(process);
  const outcome = over?.what ?? endingOf(process.state) ?? 'expired';
  const at = over?.at ?? process.journal.newest;
  await conclude(process, () => ({ at, facts: { outcome, rule: endingRules[outcome] } }));
}

/** Those who are told first are told at once; the next ones when the first step of the ladder is over, and it is confirmed by then. */
function raise(process: Alarm, input: AlarmInput): void {
  const { by, owner, duty, doubted, alert, sources, told, createdAt, charter } = input;
  const { window, ladder } = charter.alarms;
  const ends = after(createdAt, ladder[stepOf(told) - 1] ?? window);
  const until = after(createdAt, window);
  happen(process, 'raised', { by, owner, duty, doubted, alert, sources, told, until, ends }, createdAt);
}

/** Lets happen what falls due; answers what ends the alarm by itself, or nothing where what its members did ends it. */
async function untilOver(process: Alarm): Promise<Ends | undefined> {
  const waits = {
    isOver: () => endingOf(process.state) !== undefined,
    due: () => next(process.state),
    owed: () => alarmOwed(process.state),
  };
  for (;;) {
    const came = await comesNext(process, waits);
    if (came === 'over') return undefined;
    if (came === 'noted') await write(process);
    else if (came === 'news') continue;
    else if (came.what === 'lapsed' || came.what === 'expired') return came;
    else fallsDue(process, came);
  }
}

function fallsDue(process: Alarm, due: Exclude<Due, Ends>): void {
  const { at } = due;
  if (due.what === 'unrefuted') {
    happen(process, due.what, {}, at);
    return;
  }
  const { n, ends } = stepAfter(process.state, at);
  happen(process, 'told', { n, to: steps[n - 1] ?? 'nobody', because: due.because, ends }, at);
}

/** Until when it holds without an update, from now on; null before it is confirmed. */
const heldUntil = ({ stage, charter }: AlarmState, at: string): string | null =>
  stage === 'confirmed' ? after(at, charter.alarms.update) : null;

const actorOf = ({ member, duty = false, leads = false, council = false, owner = member }: By) => ({
  id: member,
  status: 'active' as const,
  owner,
  duty,
  leads,
  council,
});

function takeActs(process: Alarm): void {
  const may = (act: AlarmAct, by: By, at: string) => mayAct(act, process.state, actorOf(by), at);
  const takes = taking({ process, may, shown: () => shown(process) });
  const ends = taking({ process, may, shown: () => endingShown(process) });
  const said = (act: AlarmAct) => (args: By & Said) => saidFault(act, process.state, actorOf(args), args);
  takes(
    alarmCorroboration,
    'corroboration',
    (args) => {
      const { id: by, owner, duty } = actorOf(args);
      const at = now();
      // A member's own word is of the instant at which it is taken.
      const sources = args.sources.map((source) =>
        source.observation === null ? { ...source, at } : source,
      );
      happen(process, 'corroborated', { by, owner, duty, text: args.text, sources }, at);
    },
    said('corroboration'),
  );
  takes(
    alarmRefutation,
    'refutation',
    async (args) => {
      const { id: by, owner, duty } = actorOf(args);
      const sensors = args.sensors ?? sensorsIn(process.state.sources);
      happen(process, 'refuted', { by, owner, duty, reason: args.reason, sensors });
      if (endingOf(process.state) !== undefined) await endingShown(process);
    },
    said('refutation'),
  );
  takes(
    alarmAcknowledgement,
    'acknowledgement',
    ({ member: by }) => {
      const at = now();
      happen(process, 'acknowledged', { by, until: heldUntil(process.state, at) }, at);
    },
    said('acknowledgement'),
  );
  takes(
    alarmUpdate,
    'updates',
    ({ member: by, text, severity = null }) => {
      const at = now();
      happen(process, 'updated', { by, text, severity, until: heldUntil(process.state, at) }, at);
    },
    said('updates'),
  );
  ends(
    alarmClearance,
    'clearance',
    ({ member: by }) => happen(process, 'cleared', { by }),
    said('clearance'),
  );
}
