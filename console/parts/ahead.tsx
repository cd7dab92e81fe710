/** What becomes of a process if nobody acts: the rule for its stage in a sentence, with how a vote stands where one is open. */
import { useContext, useState } from 'react';
import type { CharterDocument } from '../../charter/schema.ts';
import type { Schemas } from '../data/client.ts';
import type { Process } from '../data/open.ts';
import { useRead } from '../data/reading.ts';
import { type Note, noteOf } from '../data/way.ts';
import { useSay, type WordId } from '../words/words.tsx';
import { Passing } from './passing.ts';

type Figures = Schemas['TallyFigures'];

interface Given {
  readonly kind: string;
  readonly process: Process;
}

/** In a list that is being scrolled, the sentence of the stage alone until it stands still: each vote's figures are read for themselves. */
export function IfNobodyActs(given: Given) {
  const isPassing = useContext(Passing);
  const [hasStood, setHasStood] = useState(!isPassing);
  if (!isPassing && !hasStood) setHasStood(true);
  return hasStood ? <AsItStands {...given} /> : <ByStage {...given} />;
}

function AsItStands({ kind, process }: Given) {
  const say = useSay();
  const isVote = kind === 'proposal' && process.stage === 'voting';
  const { data: tally } = useRead('/v1/proposals/{id}/tally', { path: { id: process.id } }, { when: isVote });
  const open = tally?.hidden === false ? tally : undefined;
  const figures = isVote ? open : (process['tally'] as Figures | null | undefined);
  const { extensions, note } = useCharterOf(kind, process);
  if (figures !== undefined && figures !== null)
    return (
      <>
        {say(`ahead.vote.${verdictOf(figures, open, extensions, note)}`, {
          for: figures.for,
          against: figures.against,
          participating: figures.participating,
        })}
      </>
    );
  return <ByStage kind={kind} process={process} note={note} />;
}

function ByStage({ kind, process, note }: Given & { readonly note?: Note | undefined }) {
  const say = useSay();
  const more = [process['step'], note].find((one): one is string => typeof one === 'string');
  const ids = [`ahead.${kind}.${process.stage}.${more ?? ''}`, `ahead.${kind}.${process.stage}`];
  const known = ids.find(say.has);
  return <>{say((known ?? 'ahead.other') as WordId)}</>;
}

/** Stages whose end depends on the charter that the proposal carries. */
const ofCharter = ['discussion', 'voting', 'guardian-approval'];

function useCharterOf(kind: string, { stage, category, charterVersion, round }: Process) {
  const when = kind === 'proposal' && ofCharter.includes(stage);
  const n = Number(charterVersion);
  const { data } = useRead('/v1/charter/versions/{n}', { path: { n } }, { when });
  const charter = when ? (data?.document as CharterDocument | undefined) : undefined;
  return {
    extensions: charter?.voting.extensions ?? 1,
    note: charter && noteOf(charter, String(category), { stage, round: Number(round) }),
  };
}

/** A vote that misses its quorum goes on, as often as its charter has it, before it ends without a decision (PRO-8). */
function verdictOf(
  { verdict }: Figures,
  tally: Pick<Schemas['Tally'], 'extended'> | undefined,
  extensions: number,
  note: Note | undefined,
) {
  if (verdict !== 'inquorate' || (tally?.extended.length ?? 0) >= extensions) return verdict;
  return note === 'second-meeting' ? note : 'extended';
}
