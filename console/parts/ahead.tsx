/** What becomes of a process if nobody acts: the rule for its stage in a sentence, with how a vote stands where one is open. */
import type { Schemas } from '../data/client.ts';
import type { Process } from '../data/open.ts';
import { useRead } from '../data/reading.ts';
import { useSay, type WordId } from '../words/words.tsx';

type Figures = Schemas['TallyFigures'];

export function IfNobodyActs({ kind, process }: { readonly kind: string; readonly process: Process }) {
  const say = useSay();
  const isVote = kind === 'proposal' && process.stage === 'voting';
  const { data: tally } = useRead('/v1/proposals/{id}/tally', { path: { id: process.id } }, { when: isVote });
  const open = tally?.hidden === false ? tally : undefined;
  const figures = isVote ? open : (process['tally'] as Figures | null | undefined);
  if (figures !== undefined && figures !== null)
    return (
      <>
        {say(`ahead.vote.${verdictOf(figures, open)}`, {
          for: figures.for,
          against: figures.against,
          participating: figures.participating,
        })}
      </>
    );
  const step = typeof process['step'] === 'string' ? `.${process['step']}` : '';
  const ids = [`ahead.${kind}.${process.stage}${step}`, `ahead.${kind}.${process.stage}`];
  const known = ids.find(say.has);
  return <>{say((known ?? 'ahead.other') as WordId)}</>;
}

/** A vote that misses its quorum goes on once before it ends without a decision (PRO-8). */
function verdictOf(figures: Figures, tally: Pick<Schemas['Tally'], 'extended'> | undefined) {
  if (figures.verdict === 'inquorate') return (tally?.extended.length ?? 0) === 0 ? 'extended' : 'inquorate';
  return figures.verdict;
}
