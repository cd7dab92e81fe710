/** Looking back on an executed decision: a wait, then a window in which it is asked whether it is to be kept, changed or ended (PRO-14). */
import { lookback as kind } from '../rules/lookback/kind.ts';
import { lookbackOwed } from '../rules/lookback/notices.ts';
import { type LookbackAct, mayAct } from '../rules/lookback/permissions.ts';
import { answersCounted, begunLookback, type LookbackState, opensAt } from '../rules/lookback/state.ts';
import { allAnswered, next } from '../rules/lookback/step.ts';
import { after, laterOf } from '../rules/window.ts';
import { activities } from './activities.ts';
import { taking } from './kit/acts.ts';
import { comesNext } from './kit/waiting.ts';
import { lookbackAnswer } from './messages/lookback.ts';
import type { LookbackInput } from './inputs.ts';
import { conclude, happen, openProcess, type Process, shown, write } from './process.ts';

type Lookback = Process<LookbackState, 'lookback'>;

export async function lookback(input: LookbackInput): Promise<void> {
  const process: Lookback = openProcess(kind, input.id, () => ({ state: begunLookback(input) }));
  takeAnswers(process);
  happen(process, 'planned', { of: input.of, opens: opensAt(input) }, input.createdAt);
  await write(process);
  const opened = await ahead(process, input.createdAt, () => false);
  const asked = await activities.askedToLookBack({
    of: input.of.id,
    version: input.charter.version,
    at: opened,
  });
  happen(process, 'looking-back-opened', { asked, closes: after(opened, input.window) }, opened);
  await write(process);
  const endedAt = await ahead(process, opened, () => allAnswered(process.state));
  const counted = answersCounted(process.state.answers);
  await conclude(process, () => ({
    at: endedAt,
    facts: { outcome: 'looked-back', rule: 'PRO-14', ...counted },
  }));
}

function takeAnswers(process: Lookback): void {
  const takes = taking({
    process,
    may: (act: LookbackAct, { member: id }, at) => mayAct(act, process.state, { id, status: 'active' }, at),
    shown: () => shown(process),
  });
  takes(lookbackAnswer, 'answer', ({ member: by, answer, text }) => {
    happen(process, 'answered', { by, answer, text });
  });
}

/** Waits for what is due; answers its instant, or that at which nobody was waited for any more. */
async function ahead(process: Lookback, opened: string, isOver: () => boolean): Promise<string> {
  const waits = { isOver, due: () => next(process.state), owed: () => lookbackOwed(process.state, opened) };
  for (;;) {
    const came = await comesNext(process, waits);
    if (came === 'noted') await write(process);
    else if (came === 'over') return laterOf(process.journal.newest, opened);
    else if (came !== 'news') return came.at;
  }
}
