/** A ballot box in a workflow: each ballot is an update that keeps the elector's last. What a ballot box in tables is measured against. */
import { condition, defineQuery, defineUpdate, setHandler } from '@temporalio/workflow';

export type Counts = Readonly<Record<'for' | 'against' | 'abstain', number>>;

export const cast = defineUpdate<number, [elector: string, choice: keyof Counts]>('cast');
export const counts = defineQuery<Counts>('counts');

/** @param losing forgets each tenth ballot, for the proof that the bench would notice */
export async function counted(losing: boolean): Promise<void> {
  const kept = new Map<string, keyof Counts>();
  let taken = 0;
  setHandler(
    cast,
    (elector, choice) => {
      taken += 1;
      if (!(losing && taken % 10 === 0)) kept.set(elector, choice);
      return taken;
    },
    {
      validator: (elector, _choice) => {
        if (elector === '') throw new Error('a ballot is an elector’s');
      },
    },
  );
  setHandler(counts, () => {
    const came = { for: 0, against: 0, abstain: 0 };
    for (const choice of kept.values()) came[choice] += 1;
    return came;
  });
  await condition(() => false);
}
