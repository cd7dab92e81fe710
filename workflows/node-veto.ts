/** A node veto, from what a node says to its ending: who put the act answers, a panel by lot finds, and the council may overturn that (NVP-1 to NVP-4). */
import { getExternalWorkflowHandle, setHandler } from '@temporalio/workflow';
import { nodeVeto as kind } from '../rules/node-veto/kind.ts';
import { nodeVetoOwed } from '../rules/node-veto/notices.ts';
import { answerLeft, begunNodeVeto, type NodeVetoOutcome, ownCaseOf } from '../rules/node-veto/state.ts';
import { type Due, endingOf, endingRules, isToBeDrawn, next, outcomeOf } from '../rules/node-veto/step.ts';
import { after, nextOpening } from '../rules/window.ts';
import { activities } from './activities.ts';
import { endOf, tellWhoAwaits } from './kit/awaiting.ts';
import { newId, now } from './kit/clock.ts';
import { comesNext } from './kit/waiting.ts';
import { denied, lapse } from './messages.ts';
import type { NodeVetoInput } from './inputs.ts';
import { type NodeVeto, type Own, takeActs } from './node-veto/acts.ts';
import { overturned, questionOf } from './node-veto/question.ts';
import { startOpened } from './opening/proposals.ts';
import { conclude, happen, openProcess, write } from './process.ts';

/** How a node veto ended, and when. */
export interface NodeVetoEnded {
  readonly outcome: NodeVetoOutcome;
  readonly endedAt: string;
}

export async function nodeVeto(input: NodeVetoInput): Promise<NodeVetoEnded> {
  const process: NodeVeto = openProcess(kind, input.id, (): Own => ({
    state: begunNodeVeto(input),
    since: input.createdAt,
    lapsed: null,
    released: !input.holds,
    unanswered: false,
    asking: false,
    answer: null,
  }));
  setHandler(lapse, ({ because }) => {
    process.lapsed ??= { because, at: now() };
  });
  takeActs(process);
  begin(process, input);
  await write(process);
  const { outcome, at, ...told } = await climb(process);
  await conclude(process, () => ({ at, facts: { outcome, rule: endingRules[outcome], ...told } }));
  await tell(process);
  return { outcome, endedAt: process.state.endedAt ?? at };
}

function begin(process: NodeVeto, input: NodeVetoInput): void {
  const { of, act, known, first, joined, danger, evidence, remedy, createdAt } = input;
  const { answerers, concerned, asks, recused, holds, holdEnds, withoutHold, charter } = input;
  const said = { of, act, known, ...first, danger, evidence, remedy, answerers, concerned, asks, recused };
  const { heldBefore } = process.state;
  const closes = after(createdAt, answerLeft(charter.nodeVetoes, heldBefore));
  const held = { holds, holdEnds, withoutHold, ...(heldBefore === 0 ? {} : { heldBefore }) };
  happen(process, 'opened', { ...said, ...held, closes }, createdAt);
  for (const one of joined) happen(process, 'joined', { ...one, danger: null, evidence: null }, createdAt);
}

interface Ending {
  readonly outcome: NodeVetoOutcome;
  readonly at: string;
  readonly overturned?: boolean;
  readonly because?: string;
}

/** Lets happen what follows by itself, until something ends it. */
async function climb(process: NodeVeto): Promise<Ending> {
  for (;;) {
    const ending = endsAs(process);
    if (ending !== undefined) return ending;
    if (isToBeReleased(process)) await release(process);
    else if (isPanelDue(process)) await draw(process);
    else if (isToBeAsked(process)) await ask(process);
    else {
      const came = await comesNext(process, {
        isOver: () => stirs(process),
        due: () => next(process.state),
        owed: () => nodeVetoOwed(process.state, process.since),
      });
      if (came === 'noted') await write(process);
      else if (typeof came === 'object') {
        const ends = fallsDue(process, came);
        if (ends !== undefined) return ends;
      }
    }
  }
}

/** Whether something is to be done at once. */
const stirs = (process: NodeVeto): boolean =>
  endsAs(process) !== undefined || isToBeReleased(process) || isPanelDue(process) || isToBeAsked(process);

const isPanelDue = ({ state, unanswered }: NodeVeto): boolean => unanswered || isToBeDrawn(state);

const isToBeReleased = ({ state, released }: NodeVeto): boolean => state.finding === 'denied' && !released;

const isToBeAsked = ({ state, asking }: NodeVeto): boolean => state.stage === 'question' && !asking;

/** What its nodes, its act or the council have ended it as. */
function endsAs({ state, lapsed, answer, journal }: NodeVeto): Ending | undefined {
  const outcome = endingOf(state);
  if (outcome !== undefined) return { outcome, at: journal.newest };
  if (lapsed !== null) return { outcome: 'lapsed', at: lapsed.at, because: lapsed.because };
  if (answer === null) return undefined;
  const { isOverturned, at } = answer;
  return { outcome: outcomeOf(state.finding, isOverturned), at, overturned: isOverturned };
}

function fallsDue(process: NodeVeto, { at, what }: Due): Ending | undefined {
  switch (what) {
    case 'unanswered':
      process.unanswered = true;
      process.since = at;
      return undefined;
    case 'silence':
      happen(process, 'panel-silent', { draw: process.state.panel?.draw ?? 0 }, at);
      process.since = at;
      return undefined;
    case 'unasked':
      return { outcome: outcomeOf(process.state.finding, false), at };
  }
}

/** The electors are fixed at the first draw; a window opens where what came before it ended, but where an outage took of it (MEM-3, NVP-3). */
async function draw(process: NodeVeto): Promise<void> {
  const { id, of, charter, silent, draws } = process.state;
  const { panel, ask: asking } = charter.nodeVetoes;
  const at = nextOpening(process.since, now(), panel.window);
  const excluded = ownCaseOf(process.state);
  const { version, pace } = charter;
  const asked = { id, act: of.id, draw: draws + 1, size: panel.size, charter: { version, pace }, at };
  const drawn = await activities.drawPanel({ ...asked, excluded, silent: [...silent, ...excluded] });
  if (endsAs(process) !== undefined) return;
  const closes = after(at, drawn.panel.length === 0 ? asking : panel.window);
  happen(process, 'panel-drawn', { draw: draws + 1, ...drawn, closes }, at);
  process.unanswered = false;
  process.since = at;
  await write(process);
}

/** The act goes on: nothing holds it any more (NVP-3). */
async function release(process: NodeVeto): Promise<void> {
  process.released = true;
  const { of, known, hold } = process.state;
  const at = hold?.ended ?? now();
  await getExternalWorkflowHandle(of.id)
    .signal(denied, { nodeVeto: known, at })
    .catch(() => undefined);
}

/** The council's question opens by itself; its answer is waited for, wherever it is given (NVP-3, PRO-12). */
async function ask(process: NodeVeto): Promise<void> {
  process.asking = true;
  await write(process);
  const { id, question: named, charter, nodes, recused } = process.state;
  const question = named ?? newId();
  const copy = await activities.charterCarried({ version: charter.version, pace: charter.pace });
  const { outcome } = await startOpened({
    id: question,
    ...questionOf(process.state),
    copy,
    link: { relation: 'node-veto-question-of', id },
    opening: {
      whole: true,
      sameCharter: true,
      question: {
        matters: [
          { matter: overturned, named: [...new Set(nodes.flatMap(({ members }) => members))].toSorted() },
        ],
        recused,
      },
    },
  });
  void endOf(outcome, process.awaiting, { kind: 'proposal', id: question }).then(async () => {
    const lifted = await activities.liftedIn(question);
    process.answer = { isOverturned: lifted.includes(overturned), at: now() };
  });
}

/** Nobody waits for a question any more; and whoever waits for what went on in this one has lost sight of it (VET-2, PRO-9). */
async function tell({ state, answer }: NodeVeto): Promise<void> {
  const { question, continuationOf, of } = state;
  if (question !== null && answer === null)
    await getExternalWorkflowHandle(question)
      .signal(lapse, { because: 'the node veto has ended' })
      .catch(() => undefined);
  if (continuationOf !== null) await tellWhoAwaits(of.id);
}
