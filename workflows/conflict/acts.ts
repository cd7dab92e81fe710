/** The acts that move a conflict (PRO-10). */
import { condition } from '@temporalio/workflow';
import { acceptTerms, inRoom, putTerms } from '../../rules/conflict/state.ts';
import { type ConflictAct, mayActIn, termsFault } from '../../rules/conflict/permissions.ts';
import { contestFault, partyRulingFault } from '../../rules/conflict/parties.ts';
import { refuse } from '../../rules/refusal.ts';
import { principleFault } from '../../rules/proposal/vetoes.ts';
import { taking } from '../kit/acts.ts';
import { now } from '../kit/clock.ts';
import * as messages from '../messages.ts';
import { note, shown } from '../process.ts';
import { type Dispute, ending } from './dispute.ts';
import { follow, noPartyContested, noPartySaid, partyRuled } from './parties.ts';

export function handleActs(dispute: Dispute): void {
  const takes = taking<ConflictAct>({
    process: dispute,
    may: (act, { member: id, mediator = false, elector = false, guardian = false }, at) =>
      mayActIn(act, dispute.state, { id, status: 'active', mediator, elector, guardian }, at),
    // It was abandoned, or its talks are over (CNF-1).
    already: (act) =>
      dispute.interrupted !== null || (dispute.climbed && inRoom(dispute.state))
        ? refuse('already-done', 'PRO-10', { act, stage: dispute.state.stage })
        : undefined,
    shown: () => shown(dispute),
  });
  takes(messages.terms, 'terms', ({ member, text }) => termsPut(dispute, member, text));
  takes(
    messages.acceptance,
    'acceptance',
    ({ member, n }) => accepted(dispute, member, n),
    ({ member, n }) => termsFault(dispute.state, n, member),
  );
  takes(messages.impasse, 'impasse', ({ member }) => impasseDeclared(dispute, member));
  takes(messages.message, 'messages', ({ member, text }) => messageWritten(dispute, member, text));
  takes(messages.noParty, 'no-party', ({ member, reason }) => noPartySaid(dispute, member, reason));
  takes(
    messages.noPartyContest,
    'no-party/contest',
    ({ member: by, of, reason }) => noPartyContested(dispute, of, by, reason),
    ({ member: by, of }) => contestFault(dispute.state, of, { by, at: now() }),
  );
  takes(
    messages.noPartyRuling,
    'no-party/ruling',
    ({ member: guardian, of: member, party, reason }) =>
      partyRuled(dispute, { member, party, guardian, reason }),
    ({ member: by, of }) => partyRulingFault(dispute.state, of, { by, at: now() }),
  );
  takes(messages.withdrawal, 'withdrawal', ({ member }) => withdrawn(dispute, member));
  takes(
    messages.remedyResolution,
    'resolution',
    ({ remedy, reason }) => resolved(dispute, remedy, reason),
    ({ remedy }) =>
      dispute.remedies.includes(remedy)
        ? undefined
        : refuse('unknown-remedy', 'CNF-4', { remedy, remedies: dispute.remedies }),
  );
  takes(
    messages.appeal,
    'appeal',
    (args) => appealed(dispute, args),
    ({ principle }) =>
      (dispute.lodged === null ? undefined : refuse('already-done', 'APP-1', { by: dispute.lodged.by })) ??
      principleFault(principle, dispute.charter, 'APP-1'),
  );
}

function messageWritten(dispute: Dispute, by: string, text: string): void {
  const at = now();
  const { messages: written } = dispute.state;
  const before = written.find((one) => one.by === by)?.count ?? 0;
  const others = written.filter((one) => one.by !== by);
  dispute.state = { ...dispute.state, messages: [...others, { by, count: before + 1 }] };
  note(dispute, 'message', { by, text }, at);
}

/** The opener's word ends it in whatever stage of the talks it is (CNF-1). */
function withdrawn(dispute: Dispute, by: string): void {
  const at = now();
  note(dispute, 'withdrawn', { by }, at);
  dispute.interrupted = { ...ending('withdrawn', 'CNF-1', { by }), at };
}

/** The text stands in the timeline alone: the state is written anew with every act. */
function termsPut(dispute: Dispute, by: string, text: string): void {
  const at = now();
  const replaced = dispute.state.terms.find((terms) => terms.by === by && terms.replacedBy === null);
  dispute.state = putTerms(dispute.state, by, at);
  note(dispute, 'terms-put', { n: dispute.state.terms.length, by, text, replaces: replaced?.n ?? null }, at);
  follow(dispute, at);
}

function accepted(dispute: Dispute, by: string, n: number): void {
  const at = now();
  const before = dispute.state.terms[n - 1];
  if (before?.by === by) return;
  dispute.state = acceptTerms(dispute.state, n, by);
  note(dispute, 'terms-accepted', { n, by }, at);
  follow(dispute, at);
}

function impasseDeclared(dispute: Dispute, by: string): void {
  const at = now();
  const { stage, impasse } = dispute.state;
  dispute.state = { ...dispute.state, impasse: [...impasse, by] };
  note(dispute, 'impasse', { stage, by }, at);
  follow(dispute, at);
}

function resolved(dispute: Dispute, remedy: string, reason: string): void {
  const at = now();
  const { guardian } = dispute.state;
  dispute.state = { ...dispute.state, resolution: { remedy, reason, at }, chosen: remedy };
  note(dispute, 'guardian-resolved', { guardian, remedy, reason }, at);
  dispute.over = at;
}

async function appealed(
  dispute: Dispute,
  { member: by, principle, reason }: messages.By & { principle: string; reason: string },
): Promise<void> {
  const at = now();
  dispute.lodged = { by, principle, reason, at };
  dispute.over = at;
  await condition(() => dispute.state.appeal !== null || dispute.state.stage === 'ended');
}
