/** The acts that move a conflict (PRO-10). */
import { condition } from '@temporalio/workflow';
import { inRoom } from '../../rules/conflict/state.ts';
import { type ConflictAct, mayAct, termsFault } from '../../rules/conflict/permissions.ts';
import { contestFault, partyRulingFault } from '../../rules/conflict/parties.ts';
import { refuse } from '../../rules/refusal.ts';
import { principleFault } from '../../rules/proposal/vetoes/vetoes.ts';
import { taking } from '../kit/acts.ts';
import { now } from '../kit/clock.ts';
import type { By } from '../messages/by.ts';
import * as messages from '../messages/conflict.ts';
import { appeal, withdrawal } from '../messages/shared.ts';
import { happen, shown } from '../process.ts';
import { type Dispute, ending } from './dispute.ts';
import { follow, noPartyContested, noPartySaid, partyRuled } from './parties.ts';
import { takeReferral } from './referral.ts';

export function handleActs(dispute: Dispute): void {
  const takes = taking<ConflictAct>({
    process: dispute,
    may: (act, { member: id, mediator = false, elector = false, guardian = false }, at) =>
      mayAct(act, dispute.state, { id, status: 'active', mediator, elector, guardian }, at),
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
  takes(messages.message, 'messages', ({ member: by, text }) => {
    happen(dispute, 'message', { by, text });
  });
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
  takes(withdrawal, 'withdrawal', ({ member }) => withdrawn(dispute, member));
  takes(
    messages.remedyResolution,
    'resolution',
    ({ remedy, reason }) => resolved(dispute, remedy, reason),
    ({ remedy }) =>
      dispute.remedies.includes(remedy)
        ? undefined
        : refuse('unknown-remedy', 'CNF-4', { remedy, remedies: dispute.remedies }),
  );
  takeReferral(dispute);
  takes(
    appeal,
    'appeal',
    (args) => appealed(dispute, args),
    ({ principle }) =>
      (dispute.lodged === null ? undefined : refuse('already-done', 'APP-1', { by: dispute.lodged.by })) ??
      principleFault(principle, dispute.charter, 'APP-1'),
  );
}

/** The opener's word ends it in whatever stage of the talks it is (CNF-1). */
function withdrawn(dispute: Dispute, by: string): void {
  const at = now();
  happen(dispute, 'withdrawn', { by }, at);
  dispute.interrupted = { ...ending('withdrawn', { by }), at };
}

/** The text stands in the timeline alone: the state is written anew with every act. */
function termsPut(dispute: Dispute, by: string, text: string): void {
  const at = now();
  const { terms } = dispute.state;
  const replaces = terms.find((one) => one.by === by && one.replacedBy === null)?.n ?? null;
  happen(dispute, 'terms-put', { n: terms.length + 1, by, text, replaces }, at);
  follow(dispute, at);
}

function accepted(dispute: Dispute, by: string, n: number): void {
  const at = now();
  if (dispute.state.terms[n - 1]?.by === by) return;
  happen(dispute, 'terms-accepted', { n, by }, at);
  follow(dispute, at);
}

function impasseDeclared(dispute: Dispute, by: string): void {
  const at = now();
  happen(dispute, 'impasse', { stage: dispute.state.stage, by }, at);
  follow(dispute, at);
}

function resolved(dispute: Dispute, remedy: string, reason: string): void {
  const at = now();
  happen(dispute, 'guardian-resolved', { guardian: dispute.state.guardian, remedy, reason }, at);
  dispute.over = at;
}

async function appealed(
  dispute: Dispute,
  { member: by, principle, reason }: By & { principle: string; reason: string },
): Promise<void> {
  const at = now();
  dispute.lodged = { by, principle, reason, at };
  dispute.over = at;
  await condition(() => dispute.state.appeal !== null || dispute.state.stage === 'ended');
}
