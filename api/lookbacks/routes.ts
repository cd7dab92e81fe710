/** Looking back on decisions: who is asked says whether to keep, change or end what was done (PRO-14). */
import { type LookbackAct, actsAllowed, mayAct } from '../../rules/lookback/permissions.ts';
import { answersCounted, type LookbackState } from '../../rules/lookback/state.ts';
import type { Member } from '../../rules/model.ts';
import { lookbackAnswer } from '../../workflows/messages/lookback.ts';
import { actRoutesOf } from '../kinds/acting.ts';
import { existingOf, oneRoute, timelineRoute } from '../kinds/reading.ts';
import type { Services } from '../service/services.ts';
import { lookbackAnswerBody, lookbackSchema } from './schemas.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

const existing = existingOf('lookback');

async function view(services: Sources, caller: Member, id: string) {
  const state = await existing(services, id);
  const { charter: _charter, window: _window, asked, answers, ...shown } = state;
  return {
    ...shown,
    asked: asked?.length ?? null,
    answers: answersCounted(answers),
    can: actsAllowed(state, caller, await services.clock(services.db)),
  };
}

const actRoute = actRoutesOf<LookbackAct, LookbackState, Member, Awaited<ReturnType<typeof view>>>(
  {
    kind: 'lookback',
    part: 'the look back',
    see: (services, _caller, id) => existing(services, id),
    who: (_services, caller) => caller,
    may: mayAct,
    carries: (_services, state) => state,
    by: () => ({}),
    show: view,
  },
  { description: 'The look back as it stands now', schema: lookbackSchema },
);

export const lookbackRoutes = [
  oneRoute({
    kind: 'lookback',
    operationId: 'getLookback',
    summary: 'Looking back on a decision: when, how many are asked, and how many have said what',
    rules: ['PRO-14'],
    answer: { description: 'The look back', schema: lookbackSchema },
    view,
  }),
  timelineRoute({
    kind: 'lookback',
    operationId: 'getLookbackTimeline',
    summary:
      'What happened as a decision was looked back upon, in order: who was asked, and what each answered',
    rules: ['REC-4', 'PRO-14'],
    find: (services, _caller, id) => existing(services, id),
  }),
  actRoute({
    operationId: 'answerLookback',
    act: 'answer',
    summary: 'Says whether to keep, change or end it, in words; the last answer counts; by whoever is asked',
    rules: ['PRO-14'],
    body: lookbackAnswerBody,
    update: lookbackAnswer,
    problems: ['limit-reached'],
  }),
];
