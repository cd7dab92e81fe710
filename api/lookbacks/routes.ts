/** Looking back on decisions: who is asked says whether to keep, change or end what was done (PRO-14). */
import { type LookbackAct, actsAllowed, mayAct } from '../../rules/lookback/permissions.ts';
import { answersCounted, type LookbackState } from '../../rules/lookback/state.ts';
import type { Member } from '../../rules/model.ts';
import { processById } from '../../store/processes/processes.ts';
import { lookbackAnswer } from '../../workflows/messages.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams } from '../http/schemas.ts';
import { actRoutesOf } from '../kinds/acting.ts';
import { timelineRoute } from '../kinds/timeline.ts';
import { problemError } from '../problems/problem.ts';
import { timelineSchemas } from '../proposals/entries.ts';
import type { Services } from '../service/services.ts';
import { lookbackAnswerBody, lookbackSchema } from './schemas.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

async function existing({ db }: Sources, id: string): Promise<LookbackState> {
  const found = await processById<LookbackState>(db, 'lookback', id);
  if (found === undefined) throw problemError('not-found');
  return found;
}

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
  memberRoute({
    operationId: 'getLookback',
    method: 'get',
    path: '/v1/lookbacks/{id}',
    summary: 'Looking back on a decision: when, how many are asked, and how many have said what',
    rules: ['PRO-14'],
    params: decisionParams,
    answer: { description: 'The look back', schema: lookbackSchema },
    problems: [],
    handle: async ({ services, caller, params }) => view(services, caller, params.id),
  }),
  timelineRoute({
    operationId: 'getLookbackTimeline',
    path: '/v1/lookbacks/{id}/timeline',
    summary:
      'What happened as a decision was looked back upon, in order: who was asked, and what each answered',
    rules: ['REC-4', 'PRO-14'],
    schema: timelineSchemas.lookback,
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
