/** An appeal, from its opening to the guardian's ruling: silence and recusal uphold (APP-2, GUA-1). */
import type { GuardianRequest } from '../activities/processes/guardian.ts';
import { type AppealAct, mayAct } from '../rules/appeal/permissions.ts';
import { type AppealOutcome, type AppealState, outcomeOf, remandFault } from '../rules/appeal/state.ts';
import { appeal as kind } from '../rules/appeal/kind.ts';
import { appealOwed } from '../rules/appeal/notices.ts';
import { next } from '../rules/appeal/step.ts';
import { type Refusal, refuse } from '../rules/refusal.ts';
import { taking } from './kit/acts.ts';
import { activities } from './activities.ts';
import { tellWhoAwaits } from './kit/awaiting.ts';
import { now } from './kit/clock.ts';
import { ruling as rule } from './messages/appeal.ts';
import type { AppealInput } from './inputs.ts';
import { lookAtOffice } from './kit/office.ts';
import { conclude, endingShown, happen, openProcess, type Process, write } from './process.ts';
import { comesNext } from './kit/waiting.ts';
import { after } from '../rules/window.ts';

/** How an appeal ended, and when. */
export interface Appealed {
  readonly outcome: AppealOutcome;
  readonly endedAt: string;
  /** Who ruled, and why; the reason is null where silence upheld. */
  readonly guardian: string | null;
  readonly reason: string | null;
}

type Appeal = Process<AppealState, 'appeal'>;

export async function appeal(input: AppealInput): Promise<Appealed> {
  const { state, guardian: office, concerned } = input;
  const process: Appeal = openProcess(kind, (state as Partial<AppealState> | undefined)?.id, () => ({
    state: { ...state, deadline: closesOf(input) },
  }));
  takeRulings(process);
  const asked = { id: state.id, role: office.role, concerned };
  const { guardian, recused } = await activities.guardianFor(asked);
  const { appellant: by, principle, reason, of, createdAt } = state;
  happen(process, 'lodged', { of, by, principle, reason, guardian, closes: closesOf(input) }, createdAt);
  await write(process);
  return end(process, await rulingOrSilence(process, asked, recused));
}

/** When silence upholds (APP-2). */
const closesOf = ({ state: { createdAt }, guardian: { answer } }: AppealInput): string =>
  after(createdAt, answer);

function takeRulings(process: Appeal): void {
  const takes = taking({
    process,
    may: (act: AppealAct, { member: id }, at) => mayAct(act, process.state, { id, status: 'active' }, at),
    already: (act) => (process.state.ruling === null ? undefined : refuse('already-done', 'PRO-10', { act })),
    shown: () => endingShown(process),
  });
  takes(
    rule,
    'ruling',
    ({ ruling, reason }) => {
      process.state = { ...process.state, ruling: { ruling, reason, at: now() } };
    },
    ({ ruling }) => remandFault(process.state, ruling),
  );
}

/** Waits for the ruling until the deadline; answers why the guardian counts as silent, where that is so (GUA-1). */
async function rulingOrSilence(
  process: Appeal,
  asked: GuardianRequest,
  first: Refusal | null,
): Promise<Refusal | null> {
  let recused = first;
  const waits = {
    isOver: () => process.state.ruling !== null || recused !== null,
    due: () => next(process.state),
    owed: () => appealOwed(process.state),
  };
  for (;;)
    switch (await comesNext(process, waits)) {
      case 'noted':
        await write(process);
        break;
      case 'news':
        recused = await lookAtOffice(process, asked, ({ ruling }) => ruling !== null);
        if (process.journal.entries.length > 0) await write(process);
        break;
      default:
        return process.state.ruling === null ? recused : null;
    }
}

async function end(process: Appeal, recused: Refusal | null): Promise<Appealed> {
  const { ruling, guardian, deadline } = process.state;
  const outcome = ruling === null ? 'upheld' : outcomeOf[ruling.ruling];
  const endedAt = ruling?.at ?? (recused === null ? (deadline ?? now()) : now());
  const facts =
    ruling === null
      ? { outcome, guardian, silent: true, recused }
      : { outcome, guardian, reason: ruling.reason };
  await conclude(process, () => ({ at: endedAt, facts: { ...facts, rule: 'APP-2' } }));
  // Whoever waits for it has lost sight of it (PRO-9).
  if (process.state.continuationOf !== null) await tellWhoAwaits(process.state.of.id);
  return { outcome, endedAt, guardian, reason: ruling?.reason ?? null };
}
