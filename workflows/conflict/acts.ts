/** The acts that move a conflict: each is checked by a synchronous validator, and answered once readers can see what it did (PRO-10). */
import { condition, setHandler } from '@temporalio/workflow';
import { acceptTerms, inRoom, putTerms } from '../../rules/conflict.ts';
import { type ConflictAct, mayActIn, termsFault } from '../../rules/conflict-acts.ts';
import { contestFault, partyRulingFault } from '../../rules/conflict-parties.ts';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import { principleFault } from '../../rules/vetoes.ts';
import { now } from '../clock.ts';
import * as messages from '../messages.ts';
import { forgery, refusal } from '../proof.ts';
import { type Dispute, ending, note, shown } from './dispute.ts';
import { noPartyContested, noPartySaid, partyRuled } from './no-party.ts';
import { follow } from './parties.ts';

type By = messages.By;

export function handleActs(dispute: Dispute): void {
  setHandler(messages.awaitedEnded, () => {
    dispute.awaiting.elsewhere = true;
  });
  setHandler(messages.lookAgain, () => {
    dispute.looking = true;
  });
  setHandler(messages.opened, () => condition(() => dispute.journal.written > 0).then(() => undefined));
  setHandler(messages.terms, ({ member, text }) => termsPut(dispute, member, text), {
    validator: validator(dispute, 'terms'),
  });
  setHandler(messages.acceptance, ({ member, n }) => accepted(dispute, member, n), {
    validator: validator<By & { n: number }>(dispute, 'acceptance', ({ member, n }) =>
      termsFault(dispute.state, n, member),
    ),
  });
  setHandler(messages.impasse, ({ member }) => impasseDeclared(dispute, member), {
    validator: validator(dispute, 'impasse'),
  });
  setHandler(messages.message, ({ member, text }) => messageWritten(dispute, member, text), {
    validator: validator(dispute, 'messages'),
  });
  setHandler(
    messages.noParty,
    ({ member, reason }) => told(dispute, () => noPartySaid(dispute, member, reason)),
    {
      validator: validator(dispute, 'no-party'),
    },
  );
  setHandler(
    messages.noPartyContest,
    ({ member: by, of, reason }) => told(dispute, () => noPartyContested(dispute, of, by, reason)),
    {
      validator: validator<By & { of: string }>(dispute, 'no-party/contest', ({ member: by, of }) =>
        contestFault(dispute.state, of, { by, at: now() }),
      ),
    },
  );
  setHandler(
    messages.noPartyRuling,
    ({ member: guardian, of: member, party, reason }) =>
      told(dispute, () => partyRuled(dispute, { member, party, guardian, reason })),
    {
      validator: validator<By & { of: string }>(dispute, 'no-party/ruling', ({ member: by, of }) =>
        partyRulingFault(dispute.state, of, { by, at: now() }),
      ),
    },
  );
  setHandler(messages.withdrawal, ({ member }) => told(dispute, () => withdrawn(dispute, member)), {
    validator: validator(dispute, 'withdrawal'),
  });
  setHandler(messages.remedyResolution, (args) => resolved(dispute, args), {
    validator: validator<By & { remedy: string }>(dispute, 'resolution', ({ remedy }) =>
      dispute.remedies.includes(remedy)
        ? undefined
        : refuse('unknown-remedy', 'CNF-4', { remedy, remedies: dispute.remedies }),
    ),
  });
  setHandler(messages.appeal, (args) => appealed(dispute, args), {
    validator: validator<By & { principle: string }>(
      dispute,
      'appeal',
      ({ principle }) =>
        (dispute.lodged === null ? undefined : refuse('already-done', 'APP-1', { by: dispute.lodged.by })) ??
        principleFault(principle, dispute.charter, 'APP-1'),
    ),
  });
}

/** A validator: whether the member may act now, and what else the act needs. It reads and throws, nothing more. */
function validator<Args extends By>(
  dispute: Dispute,
  act: ConflictAct,
  also: (args: Args) => Refusal | undefined = () => undefined,
) {
  return (args: Args): void => {
    const { member: id, mediator = false, elector = false, guardian = false } = args;
    const actor = { id, status: 'active', mediator, elector, guardian } as const;
    const refused =
      forgery(args) ?? mayActIn(act, dispute.state, actor, now()) ?? ended(dispute, act) ?? also(args);
    if (refused !== undefined) throw refusal(refused);
  };
}

/** It was abandoned, its talks are over, or the ending is being written (CNF-1). */
const ended = ({ interrupted, climbed, journal, state }: Dispute, act: ConflictAct): Refusal | undefined =>
  interrupted !== null || journal.ending || (climbed && inRoom(state))
    ? refuse('already-done', 'PRO-10', { act, stage: state.stage })
    : undefined;

/** Answered once what it noted can be read. */
async function told(dispute: Dispute, act: () => void): Promise<void> {
  act();
  await shown(dispute);
}

function messageWritten(dispute: Dispute, by: string, text: string): Promise<void> {
  const at = now();
  const { messages: written } = dispute.state;
  const before = written.find((one) => one.by === by)?.count ?? 0;
  const others = written.filter((one) => one.by !== by);
  dispute.state = { ...dispute.state, messages: [...others, { by, count: before + 1 }] };
  note(dispute, 'message', { by, text }, at);
  return shown(dispute);
}

/** The opener's word ends it in whatever stage of the talks it is (CNF-1). */
function withdrawn(dispute: Dispute, by: string): void {
  const at = now();
  note(dispute, 'withdrawn', { by }, at);
  dispute.interrupted = { ...ending('withdrawn', 'CNF-1', { by }), at };
}

/** The text stands in the timeline alone: the state is written anew with every act. */
async function termsPut(dispute: Dispute, by: string, text: string): Promise<void> {
  const at = now();
  const replaced = dispute.state.terms.find((terms) => terms.by === by && terms.replacedBy === null);
  dispute.state = putTerms(dispute.state, by, at);
  note(dispute, 'terms-put', { n: dispute.state.terms.length, by, text, replaces: replaced?.n ?? null }, at);
  follow(dispute, at);
  await shown(dispute);
}

async function accepted(dispute: Dispute, by: string, n: number): Promise<void> {
  const at = now();
  const before = dispute.state.terms[n - 1];
  if (before?.by === by) return;
  dispute.state = acceptTerms(dispute.state, n, by);
  note(dispute, 'terms-accepted', { n, by }, at);
  follow(dispute, at);
  await shown(dispute);
}

async function impasseDeclared(dispute: Dispute, by: string): Promise<void> {
  const at = now();
  const { stage, impasse } = dispute.state;
  dispute.state = { ...dispute.state, impasse: [...impasse, by] };
  note(dispute, 'impasse', { stage, by }, at);
  follow(dispute, at);
  await shown(dispute);
}

async function resolved(
  dispute: Dispute,
  { remedy, reason }: By & { remedy: string; reason: string },
): Promise<void> {
  const at = now();
  const { guardian } = dispute.state;
  dispute.state = { ...dispute.state, resolution: { remedy, reason, at }, chosen: remedy };
  note(dispute, 'guardian-resolved', { guardian, remedy, reason }, at);
  dispute.over = at;
  await shown(dispute);
}

async function appealed(
  dispute: Dispute,
  { member: by, principle, reason }: By & { principle: string; reason: string },
): Promise<void> {
  const at = now();
  dispute.lodged = { by, principle, reason, at };
  dispute.over = at;
  await condition(() => dispute.state.appeal !== null || dispute.state.stage === 'ended');
  await shown(dispute);
}
