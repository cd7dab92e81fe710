/** The stages of a record: whether each may follow the one before, with the window of its charter copy (docs/rules.md, processes). */
import type { Stage } from '../../../rules/model.ts';
import { roundLength, votesAfterRounds } from '../../../rules/polls/adoption.ts';
import { objectionFault } from '../../../rules/proposal/vetoes/vetoes.ts';
import type { StageRecord } from '../../parts/schema/course.ts';
import { compared, type Difference, inRecord } from '../../recount/difference.ts';
import { isPrivate, type ProposalRecord, type RecordRules } from '../../parts/schema/record.ts';
import { millisecond, notBefore, written } from './windows.ts';

const adopted: readonly Stage[] = ['veto', 'guardian-approval', 'appeal', 'delay', 'execution'];

/** What may come after each stage; after the submission, what begins a decision. */
const follows: Readonly<Record<Exclude<Stage, 'draft' | 'ended'> | 'submission', readonly Stage[]>> = {
  submission: ['endorsement', 'review', 'discussion', 'requirements', 'voting', 'execution'],
  endorsement: ['review', 'discussion', 'requirements', 'voting'],
  review: ['discussion', 'requirements', 'voting'],
  discussion: ['review', 'discussion', 'requirements', 'voting', ...adopted],
  // A round waits for the hearing (JUS-1).
  requirements: ['discussion', 'voting', ...adopted],
  voting: ['discussion', 'voting', 'deferred', 'guardian-resolution', ...adopted],
  deferred: ['voting'],
  'guardian-resolution': adopted,
  veto: ['guardian-approval', 'appeal', 'delay', 'execution'],
  'guardian-approval': ['appeal', 'delay', 'execution'],
  appeal: ['delay', 'execution'],
  delay: ['execution'],
  execution: [],
};

/** Only a council’s proposal is reviewed or delayed, only a family’s waits for a veto (PRO-3, VET-1, VET-4). */
const tierOf: Partial<Record<Stage, number>> = { review: 3, delay: 3, veto: 2 };

/** Milliseconds of a stage as it opens, of a round by its number; null where nothing but an act ends it, or where the charter has switched it off. */
function lengthOf(stage: Stage, round: number, { category, charter }: RecordRules): number | null {
  switch (stage) {
    case 'endorsement':
      return category.endorsers?.window ?? null;
    case 'review':
      return charter.review;
    case 'discussion':
      return roundLength(round, category, charter);
    case 'voting':
      return charter.voting.window;
    case 'deferred':
      return charter.deadlock?.deferral ?? null;
    case 'guardian-resolution':
    case 'guardian-approval':
      return charter.guardian?.answer ?? null;
    case 'veto':
      return charter.vetoes?.window ?? null;
    case 'appeal':
      return charter.appeals?.window ?? null;
    case 'delay':
      return category.delay;
    default:
      return null;
  }
}

/** Without a review and a round, objections have the window of a veto before the first vote; null where they need none (VET-1). */
function objectionsOf({ tier, category, family, rules }: ProposalRecord): number | null {
  const { review, discussion, vetoes } = rules.charter;
  const isDue = tier === 3 && review === null && discussion.rounds === 0;
  return isDue && objectionFault({ category, family }, []) === undefined ? (vetoes?.window ?? null) : null;
}

/** They end with an act, and the date of a task stands in its text. */
const withoutWindow: readonly Stage[] = ['requirements', 'execution'];

/** The first stage of a kind. */
export const stageOf = ({ stages }: Pick<ProposalRecord, 'stages'>, kind: Stage): StageRecord | undefined =>
  stages.find(({ stage }) => stage === kind);

export function* stageDifferences(record: ProposalRecord): Generator<Difference> {
  const { stages, submittedAt, outcome } = record;
  if (isPrivate(record)) {
    yield* compared('/stages', stages, []);
    return;
  }
  let before: Pick<StageRecord, 'opens'> & { readonly stage: string } = {
    stage: 'submission',
    opens: submittedAt,
  };
  let round = 0;
  let objections = objectionsOf(record);
  for (const [place, one] of stages.entries()) {
    if (one.stage === 'discussion') round += 1;
    // A round that comes first has the objections in it.
    if (round > 0) objections = null;
    const isObjecting = one.stage === 'requirements' && objections !== null && one.closes !== null;
    const pointer = `/stages/${place}`;
    const next: readonly Stage[] = Object.hasOwn(follows, before.stage)
      ? follows[before.stage as keyof typeof follows]
      : [];
    // Where consent was not found, it goes on as after a deadlock (CON-3).
    const isDeferred =
      one.stage === 'deferred' && next.includes('voting') && !votesAfterRounds(record.rules.category);
    const isAgain = one.stage === 'requirements' && before.stage === 'requirements';
    if (!next.includes(one.stage) && !isDeferred && !(isAgain && objectionsOf(record) !== null))
      yield inRecord(`${pointer}/stage`, `is ${one.stage}, which does not follow ${before.stage}`);
    const what = `when ${before.stage} began`;
    yield* notBefore(`${pointer}/opens`, one.opens, { earliest: before.opens, what });
    yield* stageWindow(
      pointer,
      one,
      isObjecting ? objections : lengthOf(one.stage, round, record.rules),
      record,
    );
    if (isObjecting) objections = null;
    if (one.stage === 'voting' && objections !== null)
      yield inRecord(`${pointer}/opens`, `is ${one.opens}, before anybody could object (VET-1)`);
    before = one;
  }
  if (outcome === 'executed' && before.stage !== 'execution')
    yield inRecord('/stages', 'never came to execution (EXE-1)');
  yield* pollStages(record);
}

function* stageWindow(
  pointer: string,
  { stage, opens, closes }: StageRecord,
  length: number | null,
  { tier }: ProposalRecord,
): Generator<Difference> {
  if ((tierOf[stage] ?? tier) !== tier || (length === null && !withoutWindow.includes(stage)))
    yield inRecord(`${pointer}/stage`, `is ${stage}, which a decision under these rules does not have`);
  else
    yield* compared(
      `${pointer}/closes`,
      closes,
      length === null ? null : written(millisecond(opens) + length),
    );
}

/** Each round and each vote is a stage, and opens with it. */
function* pollStages({ stages, rounds, votes, asks }: ProposalRecord): Generator<Difference> {
  const opened = (kind: Stage): readonly string[] =>
    stages.filter(({ stage }) => stage === kind).map(({ opens }) => opens);
  // Those of a veto's question open together (VET-2).
  const polls = { discussion: rounds, voting: asks === null ? votes : votes.slice(0, 1) } as const;
  for (const [kind, list] of Object.entries(polls)) {
    const told = opened(kind as Stage);
    const kept = list.map(({ opens }) => opens);
    if (told.join() !== kept.join())
      yield inRecord(
        '/stages',
        `open ${kind} ${told.join(', ') || 'never'}, but its polls ${kept.join(', ') || 'never'}`,
      );
  }
}
