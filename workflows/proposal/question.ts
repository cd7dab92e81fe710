/** The one question that the council is asked of everything that was contested, matter by matter, and what its answers do (VET-2). */
import { getExternalWorkflowHandle } from '@temporalio/workflow';
import type { Content } from '../../rules/model.ts';
import type { Veto } from '../../rules/proposal/state.ts';
import { isRecusalKnown } from '../../rules/proposal/gates.ts';
import { familyMatter, mattersOf, toBeAsked } from '../../rules/proposal/vetoes/vetoes.ts';
import { activities } from '../activities.ts';
import { endOf } from '../kit/awaiting.ts';
import { newId, now, timeLeft } from '../kit/clock.ts';
import { type Decision, ending, interrupt, note, shown } from './decision.ts';
import { lapse } from '../messages.ts';
import { openProposal } from '../opening/proposals.ts';

/**
 * Asks it once nobody objects any more, all of it is contested, and who is recused is known, which a hearing brings out; until then, and
 * where nothing was raised, it does nothing.
 */
export async function askCouncil(decision: Decision): Promise<void> {
  if (decision.asking) return;
  decision.asking = true;
  for (let asked = dueToAsk(decision); asked.length > 0; asked = dueToAsk(decision)) {
    const rationale = await wordsOf(decision, asked);
    const due = dueToAsk(decision).map(({ number }) => number);
    if (asked.length === due.length && asked.every(({ number }) => due.includes(number)))
      await ask(decision, asked, rationale);
  }
  decision.asking = false;
}

function dueToAsk({ proposal, interrupted }: Decision): readonly Veto[] {
  const { objectingUntil, vetoes } = proposal;
  const isOver = objectingUntil === null || timeLeft(objectingUntil) <= 0;
  return isOver && isRecusalKnown(proposal) && interrupted === null ? toBeAsked(vetoes) : [];
}

/** Why each was raised and contested: read where it stands, once it stands there. */
async function wordsOf(decision: Decision, vetoes: readonly Veto[]): Promise<string> {
  await shown(decision);
  return activities.wordsAsked({
    decision: decision.proposal.id,
    vetoes: vetoes.map(({ number }) => number),
  });
}

async function ask(decision: Decision, asked: readonly Veto[], rationale: string): Promise<void> {
  const { accused, recused } = decision.proposal;
  const question = newId();
  const numbers = asked.map(({ number }) => number);
  change(decision, numbers, { question });
  const { outcome } = await openProposal(decision, {
    id: question,
    category: 'veto-question',
    content: questionOf(decision.content, asked, rationale),
    question: {
      matters: mattersOf(asked),
      // Being named makes nobody a victim (GUA-2).
      recused: [accused, ...(recused ?? [])].filter((id) => id !== null),
    },
    relation: 'question-of',
    back: 'questioned-by',
    facts: { vetoes: numbers },
  });
  // Its decision may have ended, or its text changed, before it could be told so.
  if (!waitsFor(decision, question)) await endQuestion(question, 'nobody waits for its answer any more');
  void endOf(outcome, decision.awaiting, { kind: 'proposal', id: question }).then(async () => {
    const lifted = await activities.liftedIn(question);
    for (const { number, matter } of asked)
      answerVeto(decision, number, lifted.includes(matter) ? 'lifted' : 'stands', now());
  });
}

/** Whether the answer of a question is waited for still. */
const waitsFor = ({ proposal, interrupted }: Decision, question: string): boolean =>
  interrupted === null && proposal.vetoes.some((one) => one.question === question && one.outcome === null);

function change(decision: Decision, numbers: readonly number[], changed: Partial<Veto>): void {
  const { proposal } = decision;
  const vetoes = proposal.vetoes.map((one) => (numbers.includes(one.number) ? { ...one, ...changed } : one));
  decision.proposal = { ...proposal, vetoes };
}

/** What became of a veto; one that stands ends the proposal (VET-2). */
export function answerVeto(
  decision: Decision,
  number: number,
  outcome: 'stands' | 'lifted' | 'lapsed',
  at: string,
): void {
  const veto = decision.proposal.vetoes.find((one) => one.number === number);
  if (veto === undefined || veto.outcome !== null) return;
  change(decision, [number], { outcome });
  const { by, matter, question } = veto;
  note(decision, `veto-${outcome}`, { veto: number, by, matter, question }, at);
  if (outcome === 'stands')
    interrupt(decision, ending('vetoed', 'VET-2', { veto: number, by, matter, question }), at);
}

/** An amendment ends what was raised against the older text, and its question (VET-2). */
export async function lapseVetoes(decision: Decision, at: string): Promise<void> {
  const because = 'the text was amended';
  const open = decision.proposal.vetoes.filter(({ outcome }) => outcome === null);
  for (const { number } of open) answerVeto(decision, number, 'lapsed', at);
  await endQuestions(open, because);
}

/** Nobody waits for the answer any more: the decision has ended otherwise (VET-2). */
export async function lapseQuestions({ proposal }: Decision): Promise<void> {
  await endQuestions(
    proposal.vetoes.filter(({ outcome }) => outcome === null),
    'its decision has ended',
  );
}

async function endQuestions(vetoes: readonly Veto[], because: string): Promise<void> {
  for (const question of new Set(vetoes.flatMap(({ question: id }) => id ?? [])))
    await endQuestion(question, because);
}

/** One that has ended meanwhile takes no signal, nor one that has not begun. */
const endQuestion = (question: string, because: string): Promise<void> =>
  getExternalWorkflowHandle(question)
    .signal(lapse, { because })
    .catch(() => undefined);

/** Code units of a title, as the API bounds them; a code point takes up to two. */
const longestTitle = 200;

/** A vote for says of its matter that it is not personal; only where all are lifted the decision goes on (VET-2). */
function questionOf(content: Content, vetoes: readonly Veto[], rationale: string): Content {
  const matters = mattersOf(vetoes).map(({ matter }) => matter);
  return {
    title: Array.from(`Not ${matters.join(', ')}: ${content.title ?? ''}`)
      .slice(0, longestTitle / 2)
      .join(''),
    text:
      `Members say that this decision violates ${matters.join(', ')}; all of it was contested. There is a ballot for each: whoever votes for ` +
      `says that the decision does not violate it${matters.includes(familyMatter) ? ', of `family` that it is no family’s alone' : ''}. Adopted, it lifts the vetoes that ` +
      `name it, and any other ending upholds them; one that is upheld ends the decision.`,
    rationale,
    impact: content.impact,
    alternatives: [],
    action: { type: 'none' },
  };
}
