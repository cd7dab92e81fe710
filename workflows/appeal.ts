/** An appeal, from its lodging to the guardian's ruling: silence and recusal uphold (APP-2, GUA-1). */
import { condition, setHandler } from '@temporalio/workflow';
import type { ProcessWrite } from '../activities/index.ts';
import {
  type AppealOutcome,
  type AppealState,
  mayRule,
  outcomeOf,
  remandFault,
  type Ruling,
} from '../rules/appeal.ts';
import type { AppealEntry, AppealFacts } from '../rules/appeal/entries.ts';
import type { Refusal } from '../rules/refusal.ts';
import { refuse } from '../rules/refusal.ts';
import { nextMark } from '../rules/reminders.ts';
import { activities, activitiesFor } from './activities.ts';
import { tellWhoAwaits } from './awaiting.ts';
import { after, isOver, now, timeLeft } from './clock.ts';
import { refusal } from './decision.ts';
import { addEntry, type Journal, openJournal, writeDown, writeEnding } from './journal.ts';
import { type AppealInput, type By, lookAgain, ruling as rule } from './messages.ts';
import { showToOperators, untilWords } from './operators.ts';
import { forgery, mustBeSealed } from './proof.ts';
import { allFinished, type Telling, startReminding } from './reminders.ts';

/** How an appeal ended, and when. */
export interface Appealed {
  readonly outcome: AppealOutcome;
  readonly endedAt: string;
  /** Who ruled, and why; the reason is null where silence upheld. */
  readonly guardian: string | null;
  readonly reason: string | null;
}

interface Appeal {
  readonly journal: Journal<AppealEntry>;
  readonly telling: Telling;
  state: AppealState;
  /** Its ending can be read. */
  concluded: boolean;
  /** The guardian may have fallen silent: it is looked at again. */
  looking: boolean;
}

export async function appeal(input: AppealInput): Promise<Appealed> {
  const { state, guardian: office, concerned } = input;
  mustBeSealed((state as Partial<AppealState> | undefined)?.id);
  const deadline = after(state.createdAt, office.answer);
  const asked = { id: state.id, role: office.role, concerned };
  const under: Appeal = {
    ...{ journal: openJournal<AppealEntry>(), telling: { underWay: 0 } },
    ...{ state: { ...state, deadline }, concluded: false, looking: false },
  };
  handle(under);
  const { guardian, recused } = await activities.guardianFor(asked);
  under.state = { ...under.state, guardian };
  const { appellant, principle, reason, of } = state;
  const facts = { of, by: appellant, principle, reason, guardian, closes: deadline };
  const continuationOf = state.continuationOf ?? null;
  if (continuationOf !== null) note(under, 'continuation-of', { id: continuationOf }, state.createdAt);
  note(under, 'lodged', facts, state.createdAt);
  await writeDown(under.journal, (sequence) => activitiesFor(0).recordProcess(takeChange(under, sequence)));
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
      validator: (args: By & { ruling: Ruling }) => {
        const { member, ruling } = args;
        const refused =
          forgery(args) ??
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
    const mark = nextMark([owed], reminded);
    const moved = await condition(() => under.state.ruling !== null || under.looking, timeLeft(mark ?? due));
    if (under.looking) {
      under.looking = false;
      recused = await lookAtOffice(under, asked);
    } else if (!moved && mark !== null) {
      reminded = now();
      startReminding(under.telling, { kind: 'appeal', process, mark, ...owed });
    }
  }
  return under.state.ruling === null ? recused : null;
}

/** Whoever holds the office now rules, and who has lost it does not (AUT-1, GUA-1). Answers why they count as silent, where that is so. */
async function lookAtOffice(
  under: Appeal,
  asked: Parameters<typeof activities.guardianFor>[0],
): Promise<Refusal | null> {
  const { guardian, recused } = await activities.guardianFor(asked);
  const { guardian: from, ruling, deadline } = under.state;
  if (ruling !== null || guardian === null || guardian === from || isOver(deadline)) return recused;
  under.state = { ...under.state, guardian };
  note(under, 'guardian-changed', { from, to: guardian }, now());
  await writeDown(under.journal, (sequence) => activitiesFor(0).recordProcess(takeChange(under, sequence)));
  return recused;
}

async function end(under: Appeal, recused: Refusal | null): Promise<Appealed> {
  const { ruling, guardian, deadline } = under.state;
  const outcome = ruling === null ? 'upheld' : outcomeOf[ruling.ruling];
  const endedAt = ruling?.at ?? (recused === null ? (deadline ?? now()) : now());
  const facts =
    ruling === null
      ? { outcome, guardian, silent: true, recused }
      : { outcome, guardian, reason: ruling.reason };
  await writeEnding(under.journal, async (sequence) => {
    under.state = { ...under.state, stage: 'ended', deadline: null, outcome, endedAt };
    note(under, 'ended', { ...facts, rule: 'APP-2' }, endedAt);
    await activitiesFor(0).concludeProcess(takeChange(under, sequence));
  });
  under.concluded = true;
  // Whoever waits for it has lost sight of it (PRO-9).
  if ((under.state.continuationOf ?? null) !== null) await tellWhoAwaits(under.state.of.id);
  await allFinished(under.telling);
  return { outcome, endedAt, guardian, reason: ruling?.reason ?? null };
}

function note<Kind extends AppealEntry['kind']>(
  under: Appeal,
  kind: Kind,
  facts: AppealFacts<Kind>,
  at: string,
): void {
  addEntry(under.journal, { at, kind, facts } as AppealEntry);
}

function takeChange({ journal, state }: Appeal, sequence: number): ProcessWrite {
  const { deadline, outcome, principle, appellant } = state;
  showToOperators(`appeal for ${principle}: ${outcome ?? `ruling${untilWords(deadline)}`}`, state);
  const { entries } = journal;
  journal.entries = [];
  return { kind: 'appeal', sequence, state, entries, parties: [appellant], confidential: false };
}
