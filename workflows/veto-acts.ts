/** Vetoes, objections and their contests: what the affected say, and what the council is asked (VET-1 to VET-3, TIE-2). */
import { setHandler } from '@temporalio/workflow';
import type { Content } from '../rules/model.ts';
import type { Veto } from '../rules/proposal.ts';
import { type Refusal, refuse } from '../rules/refusal.ts';
import {
  contestable,
  familyMatter,
  isAffected,
  matterFault,
  matterNamed,
  principleFault,
  raised,
} from '../rules/vetoes.ts';
import { after, now } from './clock.ts';
import { type Decision, ending, interrupt, nextWrite, note, write } from './decision.ts';
import * as messages from './messages.ts';
import { openProposal } from './openings.ts';
import { validator } from './validator.ts';
import { answerVeto } from './watch.ts';

type Objected = messages.By & messages.Objecting;

export function handleVetoes(decision: Decision): void {
  setHandler(messages.objection, (args) => objected(decision, args), {
    validator: validator<Objected>(decision, 'objection', (args) => objectionFault(decision, args)),
  });
  setHandler(messages.veto, (args) => vetoed(decision, args), {
    validator: validator<Objected>(decision, 'veto', ({ matter }) => vetoFault(decision, matter)),
  });
  setHandler(messages.contest, (args) => contested(decision, args), {
    validator: (args: messages.By & { reason: string }) => {
      const act = decision.proposal.stage === 'veto' ? 'veto/contest' : 'objection/contest';
      validator(decision, act)(args);
    },
  });
}

/** A personal matter of one who is affected, or a family's of one of its members; each is raised once (VET-1, TIE-2). */
function objectionFault(
  decision: Decision,
  { member, family = null, matter }: Objected,
): Refusal | undefined {
  const { charter, proposal, content } = decision;
  if (charter.vetoes === null) return refuse('not-permitted', 'VET-1', { vetoes: null });
  if (matter !== familyMatter && !isAffected(content, member))
    return refuse('not-permitted', 'VET-1', { allowed: 'affected' });
  const unknown = matterFault(matter, charter, { family: family !== null });
  if (unknown !== undefined) return unknown;
  const before = raised(proposal.vetoes, matterNamed(matter, charter) ?? matter);
  return before === undefined ? undefined : refuse('already-done', 'VET-2', { matter, veto: before.number });
}

/** Of a family a personal matter; of the guardian a core principle (VET-1, VET-3). */
const vetoFault = ({ charter, proposal }: Decision, matter: string): Refusal | undefined =>
  proposal.stage === 'delay'
    ? principleFault(matter, charter, 'VET-3')
    : matterFault(matter, charter, { family: false });

async function objected(decision: Decision, args: Objected): Promise<void> {
  raise(decision, 'objected', args);
  await write(decision);
}

async function vetoed(decision: Decision, args: Objected): Promise<void> {
  const veto = raise(decision, 'vetoed', args);
  if (decision.proposal.stage === 'delay') {
    const { member: guardian, matter: principle, reason } = args;
    interrupt(decision, ending('vetoed', 'VET-3', { guardian, principle, reason }));
    await nextWrite(decision);
    return;
  }
  decision.proposal = { ...decision.proposal, deadline: veto.until };
  await write(decision);
}

/** Notes a veto or an objection; nobody contests the guardian's (VET-3). */
function raise(decision: Decision, kind: string, { member: by, matter: named, reason }: Objected): Veto {
  const { charter, proposal } = decision;
  const at = now();
  const guardians = proposal.stage === 'delay';
  const matter = guardians ? named : (matterNamed(named, charter) ?? named);
  const veto: Veto = {
    number: proposal.vetoes.length + 1,
    by,
    matter,
    reason,
    at,
    until: guardians || charter.vetoes === null ? null : after(at, charter.vetoes.contest),
    contest: null,
    question: null,
    outcome: guardians ? 'stands' : null,
  };
  decision.proposal = { ...proposal, vetoes: [...proposal.vetoes, veto] };
  const { number, until } = veto;
  note(decision, kind, { veto: number, by, matter, reason, until }, at);
  return veto;
}

/** The question alone goes to the council; its answer comes back whenever it is there (VET-2). */
async function contested(
  decision: Decision,
  { member: by, reason }: messages.By & { reason: string },
): Promise<void> {
  const at = now();
  const veto = contestable(decision.proposal.vetoes, by);
  if (veto === undefined) return;
  const change = (more: Partial<Veto>): void => {
    const { proposal } = decision;
    const vetoes = proposal.vetoes.map((one) => (one.number === veto.number ? { ...one, ...more } : one));
    decision.proposal = { ...proposal, vetoes };
  };
  change({ contest: { by, reason, at } });
  note(decision, 'contested', { veto: veto.number, by, reason }, at);
  if (decision.proposal.stage === 'veto') decision.proposal = { ...decision.proposal, deadline: null };
  const { id, outcome } = await openProposal(decision, {
    category: 'veto-question',
    content: questionOf(decision.content, veto, reason),
    relation: 'question-of',
    back: 'questioned-by',
  });
  change({ question: id });
  void outcome.then((answer) => {
    answerVeto(decision, veto.number, answer === 'executed' ? 'lifted' : 'stands', now());
  });
  await write(decision);
}

/** Code units of a title, as the API bounds them; a code point takes up to two. */
const longestTitle = 200;

/** Adopted, it says that the matter is not personal, and the veto is lifted (VET-2). */
function questionOf(content: Content, { by, matter, reason }: Veto, contest: string): Content {
  const title = `Not ${matter}: ${content.title ?? ''}`;
  return {
    title: Array.from(title)
      .slice(0, longestTitle / 2)
      .join(''),
    text:
      `${by} says that this decision violates ${matter}; it was contested. Whoever votes for says that the matter is not ` +
      `${matter === familyMatter ? 'a family’s alone' : 'personal'}: adopted, it lifts the veto, and any other ending upholds it.`,
    rationale: `The veto: ${reason}\n\nThe contest: ${contest}`,
    impact: content.impact,
    alternatives: [],
    action: { type: 'none' },
  };
}
