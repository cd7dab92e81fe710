/** The founding of a family: each founder accepts in time, then it exists at once with all of them in it; or it lapses (MEM-7). */
import { family as kind } from '../rules/family/kind.ts';
import { familyOwed } from '../rules/family/notices.ts';
import { acceptanceFault, type FamilyAct, mayAct } from '../rules/family/permissions.ts';
import { begunFamily, type FamilyState } from '../rules/family/state.ts';
import { isSettled, next } from '../rules/family/step.ts';
import type { Refusal } from '../rules/refusal.ts';
import { after, laterOf } from '../rules/window.ts';
import { activities } from './activities.ts';
import { taking } from './kit/acts.ts';
import { now } from './kit/clock.ts';
import { writeEnding } from './kit/journal.ts';
import { allFinished } from './kit/reminders.ts';
import { comesNext } from './kit/waiting.ts';
import { familyAcceptance } from './messages/family.ts';
import type { FamilyInput } from './inputs.ts';
import {
  conclude,
  endingShown,
  happen,
  openProcess,
  type Process,
  shown,
  takeChange,
  write,
} from './process.ts';

type Founding = Process<FamilyState, 'family'>;

export async function family(input: FamilyInput): Promise<void> {
  const process: Founding = openProcess(kind, input.id, () => ({ state: begunFamily(input) }));
  takeWords(process);
  const { family: founded, founders, createdAt, accept } = input;
  const by = founders[0] ?? '';
  happen(process, 'proposed', { by, family: founded, founders, closes: after(createdAt, accept) }, createdAt);
  await write(process);
  const lapsed = await settledOrLapsed(process);
  if (lapsed === undefined) await found(process);
  else {
    const { at, refused } = lapsed;
    const why = refused === null ? {} : { refused };
    await conclude(process, () => ({ at, facts: { outcome: 'lapsed', rule: 'MEM-7', ...why } }));
  }
}

function takeWords(process: Founding): void {
  const takes = taking({
    process,
    may: (act: FamilyAct, { member: id }, at) => mayAct(act, process.state, { id, status: 'active' }, at),
    // Who says the last word is answered by what came of it.
    shown: () => (isSettled(process.state) ? endingShown(process) : shown(process)),
  });
  takes(
    familyAcceptance,
    'acceptance',
    ({ member: by, accept }) => {
      happen(process, accept ? 'accepted' : 'declined', { by });
    },
    ({ member, accept }) => acceptanceFault(process.state, member, accept),
  );
}

/** Waits for every founder's word; answers when it lapsed, and why where it cannot be founded any more; nothing once all have accepted. */
async function settledOrLapsed(
  process: Founding,
): Promise<{ readonly at: string; readonly refused: Refusal | null } | undefined> {
  const { family: founded, founders } = process.state;
  const waits = {
    isOver: () => isSettled(process.state),
    due: () => next(process.state),
    owed: () => familyOwed(process.state),
  };
  for (;;) {
    const came = await comesNext(process, waits);
    if (came === 'noted') await write(process);
    else if (came === 'news') {
      // A founder may have departed (MEM-2).
      const refused = await activities.foundingRefused({ family: founded, founders });
      if (refused !== null) return { at: now(), refused };
    } else if (came === 'over')
      return process.state.declinedBy === null ? undefined : { at: process.journal.newest, refused: null };
    else return { at: came.at, refused: null };
  }
}

/** Found and ended in one transaction: as things stand then it is founded, or it lapses after all. */
async function found(process: Founding): Promise<void> {
  const { journal, background } = process;
  await writeEnding(journal, async (sequence) => {
    happen(process, 'ended', { outcome: 'founded', rule: 'MEM-7' }, laterOf(journal.newest, now()));
    process.state = await activities.foundFamily(takeChange(process, sequence, false));
  });
  await allFinished(background);
}
