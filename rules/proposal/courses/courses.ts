/** What a proposal that is open can still become: where each course that its stage leaves open leads next (PRO-9, PRO-13). */
import type { Stage } from '../../model.ts';
import { type Course, ending, into, type Situation } from './course.ts';
import { amended, counting, discussing, required, rounds, submitted, waiting } from './rounds.ts';
import { confirmed, delayed, votes } from './votes.ts';

/** The courses that are still possible, those that need nobody’s act first; none once it has ended. */
export function coursesOf(situation: Situation): readonly Course[] {
  return [...stageCourses(situation), ...interruptions(situation)];
}

function stageCourses(situation: Situation): readonly Course[] {
  const { state, agreed } = situation;
  switch (state.stage) {
    case 'draft':
      return [submitted(situation), ending('silent', 'lapsed', 'PRO-1')];
    case 'endorsement':
      return [counting(situation, 'endorsed'), ending('silent', 'lapsed', 'PRO-2')];
    case 'review':
      return [...waiting(situation, discussing(situation)), ...amended(situation)];
    case 'discussion':
      return rounds(situation);
    case 'requirements':
      return required(situation, agreed);
    case 'voting':
      return votes(situation);
    case 'deferred':
      return [into('goes-on', 'voting', 'DEA-2')];
    case 'guardian-resolution':
      return [
        confirmed(situation, 'approved', 'DEA-2'),
        ending('refused', 'rejected', 'DEA-2'),
        ending('silent', 'rejected', 'DEA-2'),
      ];
    case 'veto':
      return [confirmed(situation, 'goes-on', 'VET-1'), ending('vetoed', 'vetoed', 'VET-2')];
    case 'guardian-approval':
      return [
        confirmed(situation, 'approved', 'VET-3'),
        ending('refused', 'refused-by-guardian', 'VET-3'),
        situation.charter.guardian?.silence === 'assent'
          ? confirmed(situation, 'silent', 'AMD-2')
          : ending('silent', 'lapsed', 'AMD-2'),
      ];
    case 'appeal':
      return [
        confirmed(situation, 'goes-on', 'APP-1'),
        ending('overturned', 'overturned', 'APP-2'),
        ending('remanded', 'remanded', 'APP-2'),
      ];
    case 'delay':
      return delayed(situation);
    case 'execution':
      return [ending('done', 'executed', 'EXE-1'), ending('failed', 'execution-failed', 'EXE-2')];
    case 'ended':
      return [];
  }
}

const beforeVote: readonly Stage[] = ['review', 'discussion', 'requirements'];

/** What members can bring about before it is adopted, in whichever stage (PRO-6, VET-2, TIE-3, MAN-2, TIE-6). */
function interruptions({ state, agreed }: Situation): readonly Course[] {
  const open = beforeVote.includes(state.stage) && state.votes === 0;
  const undecided = state.vetoes.some(({ outcome }) => outcome === null);
  const calledBack = state.mandate !== null && (beforeVote.includes(state.stage) || state.stage === 'voting');
  return [
    ...(['draft', 'endorsement'].includes(state.stage) || (open && !agreed && state.author !== null)
      ? [ending('withdrawn', 'withdrawn', 'PRO-6')]
      : []),
    ...(open && (undecided || state.objectingUntil !== null) ? [ending('vetoed', 'vetoed', 'VET-2')] : []),
    ...(open && state.escalation !== null ? [ending('escalated', 'escalated', 'TIE-3')] : []),
    ...(calledBack ? [ending('called-back', 'escalated', 'MAN-2')] : []),
    ...(open && state.otherCategories.length > 0
      ? [ending('other-category', 'wrong-category', 'TIE-6')]
      : []),
  ];
}
