/** Waiting for another process whose workflow may be lost: its matter goes on in another one, and so does the wait (PRO-9). */
import { condition, getExternalWorkflowHandle } from '@temporalio/workflow';
import type { EndingFound } from '../../activities/index.ts';
import { activities } from '../activities.ts';
import { awaitedEnded, shown } from '../messages.ts';

/** Whether what is waited for may have ended elsewhere, and has not been looked at (see the signal `awaitedEnded`). */
export interface Awaiting {
  elsewhere: boolean;
}

/** It is looked for all the same where its signal was lost. */
const atLeastEach = '1 day';

/** How a process ended: as its own workflow answers, or where that was lost, the one in which its matter went on; null: there never was one. */
export type Ended<Own> = { readonly own: Own } | { readonly elsewhere: EndingFound | null };

/** Waits for the end of a process, for as long as it takes; where its workflow was lost, for an operator's word first. */
export async function endOf<Own>(
  result: Promise<Own>,
  awaiting: Awaiting,
  process: {
    readonly kind: 'proposal' | 'appeal' | 'node-veto' | 'repair' | 'restorative';
    readonly id: string;
  },
): Promise<Ended<Own>> {
  const heard: { own?: { readonly own: Own }; lost?: true } = {};
  void result.then(
    (own) => {
      heard.own = { own };
    },
    () => {
      heard.lost = true;
    },
  );
  await condition(() => heard.own !== undefined || heard.lost === true || awaiting.elsewhere);
  for (;;) {
    if (heard.own !== undefined) return heard.own;
    awaiting.elsewhere = false;
    const found = await activities.endingOf(process);
    if (found !== 'open') return { elsewhere: found };
    await condition(() => awaiting.elsewhere || heard.own !== undefined, atLeastEach, {
      summary: shown(`${process.kind}: looked for each day`),
    });
  }
}

/** Tells whoever waits for what went on in this process; one that has ended meanwhile waits for nothing. */
export async function tellWhoAwaits(process: string): Promise<void> {
  await getExternalWorkflowHandle(process)
    .signal(awaitedEnded)
    .catch(() => undefined);
}
