/** An appeal, from its lodging to the guardian's ruling: silence and recusal uphold (APP-2, GUA-1). */
import {
  allHandlersFinished,
  condition,
  patched,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import {
  type AppealOutcome,
  type AppealState,
  mayRule,
  outcomeOf,
  remandFault,
  type Ruling,
} from '../rules/appeal.ts';
import type { Facts, Refusal } from '../rules/refusal.ts';
import { refuse } from '../rules/refusal.ts';
import { after, now, timeLeft } from './clock.ts';
import { refusal, writeProcessEnding } from './decision.ts';
import { activities, runLocallyUnlessBegunBefore } from './swift.ts';
import { type AppealInput, type By, lookAgain, ruling as rule, searchAttributes } from './messages.ts';
import { markAfter, remind } from './reminders.ts';

/** How an appeal ended, and when. */
export interface Appealed {
  readonly outcome: AppealOutcome;
  readonly endedAt: string;
  /** Who ruled, and why; the reason is null where silence upheld. */
  readonly guardian: string | null;
  readonly reason: string | null;
}

interface Appeal {
  state: AppealState;
  sequence: number;
  /** Its ending can be read. */
  concluded: boolean;
  /** The guardian may have fallen silent: it is looked at again. */
  looking: boolean;
}

export async function appeal({ state, guardian: office, concerned }: AppealInput): Promise<Appealed> {
  runLocallyUnlessBegunBefore();
  const deadline = after(state.createdAt, office.answer);
  const asked = { id: state.id, role: office.role, concerned };
  const under: Appeal = { state: { ...state, deadline }, sequence: 0, concluded: false, looking: false };
  handle(under);
  const { guardian, recused } = await activities.guardianFor(asked);
  under.state = { ...under.state, guardian };
  const { appellant, principle, reason, of } = state;
  await write(
    under,
    'lodged',
    { of, by: appellant, principle, reason, guardian, closes: deadline },
    state.createdAt,
  );
  return end(under, await rulingOrSilence(under, asked, recused));
}

function handle(under: Appeal): void {
  setHandler(lookAgain, () => {
    under.looking = true;
  });
  setHandler(
    rule,
    async ({ ruling, reason }) => {
      under.state = { ...under.state, ruling: { ruling, reason, at: now() } };
      await condition(() => under.concluded);
    },
    {
      validator: ({ member, ruling }: By & { ruling: Ruling }) => {
        const refused =
          mayRule(under.state, { id: member, status: 'active' }, now()) ??
          remandFault(under.state, ruling) ??
          (under.state.ruling === null ? undefined : refuse('already-done', 'PRO-10', { act: 'ruling' }));
        if (refused !== undefined) throw refusal(refused);
      },
    },
  );
}

/** Waits for the ruling until the deadline, and reminds of it; answers why the guardian counts as silent, where that is so (GUA-1). */
async function rulingOrSilence(
  under: Appeal,
  asked: Parameters<typeof activities.guardianFor>[0],
  first: Refusal | null,
): Promise<Refusal | null> {
  const { id: process, createdAt: opens, deadline } = under.state;
  const due = deadline ?? now();
  const owed = { act: 'ruling', opens, due } as const;
  let recused = first;
  let reminded = opens;
  while (recused === null && under.state.ruling === null && timeLeft(due) > 0) {
    const mark = markAfter(reminded, [owed]);
    const moved = await condition(() => under.state.ruling !== null || under.looking, timeLeft(mark ?? due));
    if (under.looking) {
      under.looking = false;
      recused = (await activities.guardianFor(asked)).recused;
    } else if (!moved && mark !== null) {
      reminded = now();
      await remind({ kind: 'appeal', process, mark, ...owed });
    }
  }
  return under.state.ruling === null ? recused : null;
}

async function end(under: Appeal, recused: Refusal | null): Promise<Appealed> {
  const { ruling, guardian, deadline } = under.state;
  const outcome = ruling === null ? 'upheld' : outcomeOf[ruling.ruling];
  const endedAt = ruling?.at ?? (recused === null ? (deadline ?? now()) : now());
  under.state = { ...under.state, stage: 'ended', deadline: null, outcome, endedAt };
  const facts =
    ruling === null
      ? { outcome, guardian, silent: true, recused }
      : { outcome, guardian, reason: ruling.reason };
  await write(under, 'ended', { ...facts, rule: 'APP-2' }, endedAt);
  under.concluded = true;
  await condition(allHandlersFinished);
  return { outcome, endedAt, guardian, reason: ruling?.reason ?? null };
}

async function write(under: Appeal, kind: string, facts: Facts, at: string): Promise<void> {
  under.sequence += 1;
  const { stage, deadline, outcome, principle, appellant } = under.state;
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: stage },
    { key: searchAttributes.deadline, value: deadline === null ? null : new Date(deadline) },
  ]);
  setCurrentDetails(`appeal for ${principle}: ${outcome ?? `ruling until ${deadline ?? ''}`}`);
  const change = { sequence: under.sequence, state: under.state, entries: [{ at, kind, facts }] };
  // Appeals that ended before had no record of their own.
  if (stage === 'ended' && patched('appeal-record'))
    await writeProcessEnding({
      kind: 'appeal',
      ...change,
      parties: [appellant],
      confidential: false,
    });
  else await activities.recordAppeal(change);
}
