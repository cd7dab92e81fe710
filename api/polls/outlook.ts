/** How an open decision stands and what it can still become: consensus and quorum as they run, and its courses (PRO-9, PRO-13, VOT-8). */
import type { Category, Charter } from '../../charter/types.ts';
import type { Course } from '../../rules/proposal/courses/course.ts';
import { coursesOf } from '../../rules/proposal/courses/courses.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import { escalatedCategory, vetoQuestion } from '../../rules/proposal/tiers.ts';
import { questionCharter } from '../../rules/proposal/vetoes/vetoes.ts';
import type { QuorumForecast } from '../../rules/polls/forecast.ts';
import type { RoundResult } from '../../store/ballots/closing.ts';
import { pollsOf } from '../../store/ballots/polls.ts';
import { carriedCharter } from '../charter/of-decision.ts';
import { type Language, say } from '../messages/say.ts';
import type { Services } from '../service/services.ts';
import { runningOf } from './running.ts';

/** The rules that a proposal goes by: a veto's question and what was escalated have some of their own (VET-2, TIE-3). */
async function rulesOf(
  services: Services,
  state: ProposalState,
): Promise<{ charter: Charter; category: Category }> {
  const { charter } = await carriedCharter(services, state.charter.version);
  const category = charter.categories[state.category];
  if (category === undefined) throw new Error(`the charter has no category ${state.category}`);
  return {
    charter: state.category === vetoQuestion ? questionCharter(charter) : charter,
    category: state.tier === 3 && state.family !== null ? escalatedCategory(category, charter) : category,
  };
}

/** Whether the last round that closed came to consensus (CON-4). */
async function hasAgreed({ db }: Services, { id, votes }: ProposalState): Promise<boolean> {
  if (votes > 0) return false;
  const closed = (await pollsOf(db, id, 'positions')).findLast(({ result }) => result !== null);
  return closed !== undefined && (closed.result as RoundResult).consensus.reached;
}

export async function outlookOf(services: Services, state: ProposalState, language: Language) {
  const { stage, deadline } = state;
  const running = await runningOf(services, state);
  const agreed = stage === 'requirements' && (await hasAgreed(services, state));
  const rules = await rulesOf(services, state);
  const courses = coursesOf({ state, ...rules, agreed, vote: running?.vote ?? null });
  return {
    stage,
    deadline,
    hidden: running?.hidden ?? false,
    countedAt: running?.countedAt ?? null,
    round: running?.round ?? null,
    quorum: running?.quorum ? { ...running.quorum, words: quorumWords(running.quorum, language) } : null,
    courses: courses.map((course) => ({ ...course, words: courseWords(course, language) })),
  };
}

const quorumWords = (quorum: QuorumForecast, language: Language): string =>
  say(
    language,
    `quorum.${quorum.missing === 0 ? 'met' : quorum.missing > quorum.out ? 'impossible' : 'missing'}`,
    {
      ...quorum,
    },
  );

function courseWords({ turn, to }: Course, language: Language): string {
  const isEnd = 'outcome' in to;
  return say(language, `course.${turn}`, {
    end: isEnd ? 'yes' : 'no',
    stage: isEnd ? '' : say(language, `stage.${to.stage}`),
    outcome: isEnd ? say(language, `outcome.${to.outcome}`) : '',
  });
}
