/** Vetoes, objections and their contests: what the affected say, and what others say to it (VET-1 to VET-3, TIE-2). */
import { setHandler } from '@temporalio/workflow';
import type { Veto } from '../../rules/proposal/state.ts';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import {
  contestedBy,
  familyMatter,
  isAffected,
  matterFault,
  matterNamed,
  objectionFault,
  principleFault,
  raised,
} from '../../rules/proposal/vetoes/vetoes.ts';
import { handle } from '../kit/acts.ts';
import { now } from '../kit/clock.ts';
import { type Decision, ending, endingShown, interrupt, note, shown, write } from './decision.ts';
import { lapse } from '../messages.ts';
import type { By } from '../messages/by.ts';
import * as messages from '../messages/proposal.ts';
import { askCouncil } from './question.ts';
import { validator } from './validator.ts';
import { after } from '../../rules/window.ts';

type Objected = By & messages.Objecting;
type Contested = By & messages.Contesting;

export function handleVetoes(decision: Decision): void {
  handle(
    decision,
    messages.objection,
    (args) => objected(decision, args),
    validator<Objected>(decision, 'objection', (args) => faultOfObjection(decision, args)),
  );
  handle(
    decision,
    messages.veto,
    (args) => vetoed(decision, args),
    validator<Objected>(decision, 'veto', (args) => faultOfVeto(decision, args)),
  );
  handle(
    decision,
    messages.contest,
    (args) => contested(decision, args),
    (args: Contested) => {
      const act = decision.proposal.stage === 'veto' ? 'veto/contest' : 'objection/contest';
      validator<Contested>(decision, act, ({ member, vetoes }) => {
        const { vetoes: raisedThere } = decision.proposal;
        return contestedBy(raisedThere, member, vetoes).length > 0
          ? undefined
          : refuse('already-done', 'VET-2', { vetoes: raisedThere.length });
      })(args);
    },
  );
  setHandler(lapse, ({ because }) => {
    interrupt(decision, ending('lapsed', 'VET-2', { because }));
  });
}

/** Personal matters of one who is affected, or a family's of one of its members: all of them at once, once for each version (VET-1, TIE-2). */
function faultOfObjection(
  decision: Decision,
  { member: by, family = null, ofConcerned = false, matters }: Objected,
): Refusal | undefined {
  const { charter, proposal, content } = decision;
  if (charter.vetoes === null) return refuse('not-permitted', 'VET-1', { vetoes: null });
  const named = matters.map(({ matter }) => matter);
  if (named.some((matter) => matter !== familyMatter) && !isAffected(content, { id: by, family }))
    return refuse('not-permitted', 'VET-1', { allowed: 'affected' });
  return (
    objectionFault(proposal, named) ??
    mattersFault(named, charter, { family: ofConcerned }) ??
    raisedFault(decision, by)
  );
}

function mattersFault(
  named: readonly string[],
  charter: Decision['charter'],
  may: { readonly family: boolean },
): Refusal | undefined {
  for (const matter of named) {
    const unknown = matterFault(matter, charter, may);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

function raisedFault({ proposal: { vetoes, version } }: Decision, by: string): Refusal | undefined {
  const before = raised(vetoes, { by, version });
  return before === undefined ? undefined : refuse('already-done', 'VET-1', { veto: before.number, version });
}

/** Of a family a personal matter; of the guardian a core principle (VET-1, VET-3). */
function faultOfVeto(decision: Decision, { member: by, matters }: Objected): Refusal | undefined {
  const { charter, proposal } = decision;
  if (proposal.stage === 'delay') return principleFault(matters[0]?.matter ?? '', charter, 'VET-3');
  const named = matters.map(({ matter }) => matter);
  return mattersFault(named, charter, { family: false }) ?? raisedFault(decision, by);
}

async function objected(decision: Decision, args: Objected): Promise<void> {
  raise(decision, 'objected', args);
  await write(decision);
}

async function vetoed(decision: Decision, args: Objected): Promise<void> {
  raise(decision, 'vetoed', args);
  const [first] = args.matters;
  if (decision.proposal.stage === 'delay' && first !== undefined) {
    const { matter: principle, reason } = first;
    interrupt(decision, ending('vetoed', 'VET-3', { guardian: args.member, principle, reason }));
    await endingShown(decision);
    return;
  }
  await write(decision);
}

/** Notes what was raised, each matter for itself; nobody contests the guardian's (VET-3). */
function raise(decision: Decision, kind: 'objected' | 'vetoed', { member: by, matters }: Objected): void {
  const { charter, proposal } = decision;
  const at = now();
  const guardians = proposal.stage === 'delay';
  const until = guardians || charter.vetoes === null ? null : after(at, charter.vetoes.contest);
  const { version } = proposal;
  const added: Veto[] = [];
  for (const { matter: named, reason } of matters) {
    const number = proposal.vetoes.length + added.length + 1;
    const matter = guardians ? named : (matterNamed(named, charter) ?? named);
    const outcome = guardians ? 'stands' : null;
    added.push({ number, by, matter, at, until, version, contest: null, question: null, outcome });
    note(decision, kind, { veto: number, by, matter, reason, until, version }, at);
  }
  decision.proposal = { ...proposal, vetoes: [...proposal.vetoes, ...added] };
}

/** Contested, it waits for the council, which is asked once of all that was raised (VET-2). */
async function contested(
  decision: Decision,
  { member: by, reason, vetoes: named }: Contested,
): Promise<void> {
  const at = now();
  const { proposal } = decision;
  const chosen = contestedBy(proposal.vetoes, by, named).map(({ number }) => number);
  const vetoes = proposal.vetoes.map((one) =>
    chosen.includes(one.number) ? { ...one, contest: { by, at } } : one,
  );
  decision.proposal = { ...proposal, vetoes };
  note(decision, 'contested', { vetoes: chosen, by, reason }, at);
  await askCouncil(decision);
  await shown(decision);
}
