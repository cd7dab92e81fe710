/** Why a decision ended so: every step that decided, with its rule, its figures and the reasons given (REC-1). */
import type { Consensus } from '../../rules/polls/consensus.ts';
import type { Tally } from '../../rules/polls/tally.ts';
import type { AppealRecord, ApprovalRecord, RequirementRecord, VetoRecord } from '../parts/schema/course.ts';
import { doneBeforeReason } from './done-before.ts';
import type { ProposalRecord, Resolution, RoundRecord, VoteRecord } from '../parts/schema/record.ts';

/** What the rationale is composed of. */
export type Reasoned = Pick<
  ProposalRecord,
  | 'endorsement'
  | 'rounds'
  | 'votes'
  | 'asks'
  | 'requirements'
  | 'vetoes'
  | 'declared'
  | 'mandate'
  | 'stages'
  | 'resolution'
  | 'approval'
  | 'appeal'
  | 'ending'
  | 'outcome'
>;

export function rationaleOf(record: Reasoned): ProposalRecord['rationale'] {
  const { rounds, votes, asks, requirements, vetoes, resolution, approval, appeal, ending, outcome } = record;
  return [
    ...endorsementReason(record),
    ...rounds.flatMap(roundReason),
    ...requirementsReason(requirements),
    ...declaredReasons(record),
    ...votes.flatMap((vote) => voteReasons(vote, asks?.[vote.vote - 1]?.matter)),
    ...(resolution === null ? [] : [resolutionReason(resolution)]),
    ...vetoes.map(vetoReason),
    ...(approval === null ? [] : [approvalReason(approval)]),
    ...(appeal === null ? [] : appealReasons(appeal)),
    ...delayReason(record),
    ...doneBeforeReason(ending),
    { rule: ending.rule, outcome },
  ];
}

const endorsementReason = ({ endorsement }: Pick<Reasoned, 'endorsement'>) =>
  endorsement === undefined
    ? []
    : [{ rule: 'PRO-2', endorsers: endorsement.members.length, needed: endorsement.needed }];

function roundReason({ round, positions }: RoundRecord) {
  if (positions === null) return [];
  const { reached, agreeing, positions: taken, blocks }: Consensus = positions.consensus;
  return [
    { rule: 'CON-3', round, reached, agreeing, positions: taken, blocks, electorate: positions.electorate },
  ];
}

function requirementsReason(requirements: readonly RequirementRecord[]) {
  if (requirements.length === 0) return [];
  const answered = (how: string): number => requirements.filter(({ closed }) => closed?.how === how).length;
  const figures = { met: answered('met'), refused: answered('refused'), timedOut: answered('timed-out') };
  return [{ rule: 'PRO-11', requirements: requirements.length, ...figures }];
}

/** Requests that a family’s matter go to the council or a proposal to another category, and calls back of what a mandate decides (TIE-3, TIE-6, MAN-2). */
function declaredReasons({ declared, mandate }: Pick<Reasoned, 'declared' | 'mandate'>) {
  const asked = declaredBy(declared, 'escalation');
  const elsewhere = declaredBy(declared, 'category-requests');
  return [
    ...(asked === 0 ? [] : [{ rule: 'TIE-3', asked }]),
    ...(elsewhere === 0 ? [] : [{ rule: 'TIE-6', asked: elsewhere }]),
    ...(mandate === null
      ? []
      : [
          {
            rule: 'MAN-2',
            mandate: mandate.id,
            called: declaredBy(declared, 'call-backs'),
            needed: mandate.callBack,
          },
        ]),
  ];
}

/** How many members declared something of a kind. */
export const declaredBy = (declared: ProposalRecord['declared'], kind: string): number =>
  (Object.hasOwn(declared, kind) ? declared[kind] : undefined) ?? 0;

/** The figures of a tally that its verdict followed from. */
export const tallyReason = ({
  for: votesFor,
  against,
  abstain,
  participating,
  electorate,
  verdict,
}: Tally) => ({
  for: votesFor,
  against,
  abstain,
  participating,
  electorate,
  verdict,
});

function voteReasons({ vote, extended, tally }: VoteRecord, matter: string | undefined) {
  const about = matter === undefined ? {} : { matter };
  return [
    ...extended.map((extension) => ({
      rule: 'PRO-8',
      vote,
      extendedTo: extension.closes,
      ...tallyReason(extension.tally),
    })),
    ...(tally === null ? [] : [{ rule: 'VOT-1', vote, ...about, ...tallyReason(tally) }]),
  ];
}

const resolutionReason = ({ guardian, recused, adopt, reason }: Resolution) => ({
  rule: 'DEA-2',
  guardian,
  adopt,
  reason,
  recused: recused === null ? null : recused.rule,
});

const vetoReason = ({ number, by, matter, reason, until, contest, question, answer }: VetoRecord) => ({
  rule: until === null ? 'VET-3' : 'VET-2',
  veto: number,
  by,
  matter,
  reason,
  contestedBy: contest === null ? null : contest.by,
  contest: contest === null ? null : contest.reason,
  question,
  outcome: answer === null ? null : answer.outcome,
});

const approvalReason = ({ passedOver, vacant, guardian, approve, reason, owed }: ApprovalRecord) =>
  passedOver || vacant
    ? { rule: 'AMD-2', passedOver, vacant, owed }
    : { rule: 'VET-3', guardian, approve, reason, owed };

export function appealReasons({ lodged, ended }: AppealRecord) {
  if (lodged === null) return [{ rule: 'APP-1', by: null }];
  const { by, principle, reason } = lodged;
  const first = { rule: 'APP-1', by, principle, reason };
  if (ended === null) return [first];
  return [first, { rule: 'APP-2', ruling: ended.outcome, guardian: ended.guardian, reason: ended.reason }];
}

function delayReason({ stages, declared }: Pick<Reasoned, 'stages' | 'declared'>) {
  const delay = stages.find(({ stage }) => stage === 'delay');
  if (delay === undefined) return [];
  return [{ rule: 'VET-4', until: delay.closes, optedOut: declaredBy(declared, 'opt-outs') }];
}
