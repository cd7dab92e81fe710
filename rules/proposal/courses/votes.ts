/** The courses of a vote and after it: what it may come to, the deadlock path, and what stands before the execution (VOT-1, DEA-1, DEA-2, VET-3, VET-4). */
import type { Stage } from '../../model.ts';
import { votesAfterRounds } from '../../polls/adoption.ts';
import { type Course, ending, into, type Situation, type Turn } from './course.ts';

export function votes(situation: Situation): readonly Course[] {
  const { verdicts, extensionsLeft } = situation.vote ?? { verdicts: [], extensionsLeft: 0 };
  return verdicts.map((verdict) => {
    switch (verdict) {
      case 'adopted':
        return confirmed(situation, 'adopted', 'VOT-1');
      case 'rejected':
        return ending('rejected', 'rejected', 'DEA-1');
      case 'inquorate':
        return extensionsLeft > 0
          ? into('quorum-missed', 'voting', 'PRO-8')
          : ending('quorum-missed', 'inquorate', 'PRO-8');
      case 'deadlock':
        return deadlocked(situation);
    }
  });
}

/** First one more round, then a deferral, then the guardian; a family's goes to the council (DEA-2, TIE-3). */
export function deadlocked(situation: Situation): Course {
  const { state, charter, category } = situation;
  const { extraRounds = 0, deferral = null } = charter.deadlock ?? {};
  const path: readonly Stage[] = [
    ...(extraRounds > 0 ? ['discussion' as const] : []),
    ...(deferral === null ? [] : ['deferred' as const]),
  ];
  const next = path[state.votes - Number(votesAfterRounds(category))];
  if (next !== undefined) return into('deadlock', next, 'DEA-2');
  if (state.tier === 2) return ending('deadlock', 'escalated', 'TIE-3');
  return charter.guardian !== null && category.guardianMayResolve && state.votes > 0
    ? into('deadlock', 'guardian-resolution', 'DEA-2')
    : ending('deadlock', 'rejected', 'DEA-2');
}

/** What stands between adoption and execution, in its order; where it stands now is behind it. */
export function confirmed({ state, charter, category }: Situation, turn: Turn, rule: string): Course {
  const { tier, stage } = state;
  const guarded = charter.guardian !== null;
  const way: readonly (readonly [Stage, boolean])[] = [
    ['veto', tier === 2 && charter.vetoes !== null],
    ['guardian-approval', guarded && category.approval && stage !== 'guardian-resolution'],
    ['appeal', guarded && category.appeal && charter.appeals !== null],
    ['delay', tier === 3 && category.delay !== null],
  ];
  const behind = way.findIndex(([name]) => name === stage);
  const [next = 'execution'] = way.slice(behind + 1).find(([, isDue]) => isDue) ?? [];
  return into(turn, next, rule);
}

/** Under the scope of principles the guardian may veto, and under that of amendments where one is asked; an approval that is owed still is given, refused or missed (VET-3, AMD-2). */
export function delayed({ state, charter }: Situation): readonly Course[] {
  const scope = charter.guardian?.scope;
  return [
    into('goes-on', 'execution', 'VET-4'),
    ...(scope === 'principles' || (scope === 'amendments' && state.guardian !== null)
      ? [ending('vetoed', 'vetoed', 'VET-3')]
      : []),
    ...(state.approver === null
      ? []
      : [ending('refused', 'refused-by-guardian', 'VET-3'), ending('silent', 'lapsed', 'AMD-2')]),
  ];
}
